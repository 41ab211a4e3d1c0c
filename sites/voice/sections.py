"""The groups of an answer as sections of a page, each under a heading that says what it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sites.directory.ordering import AnswerSite, Group
from sites.voice.cards import Card, card

_TITLES: Mapping[Group, str] = {
    "here": "附近的采血点",
    "silent": "没有公布电话的",
    "demo": "演示，不是真实采血点",
    "elsewhere": "别的地方，名字里有这几个字的",
}


@dataclass(frozen=True, slots=True)
class Section:
    """group: as in sites.directory.ordering. title: of the group, for a page that has several."""

    group: Group
    title: str
    cards: tuple[Card, ...]


def sections(found: Iterable[AnswerSite], *, city: str, own: str = "") -> tuple[Section, ...]:
    """The sites, in their order, as one section a group.

    city: the one that vague places lie in, own: the county of a position, both as people say
    them.
    """
    titles = {
        **_TITLES,
        "own": f"{own}的采血点",
        "vague": f"也在{city}，位置说不准",
    }
    return tuple(
        Section(group, titles[group], tuple(found_card(each) for each in members))
        for group, members in groupby(found, key=lambda each: each.group)
    )


def found_card(found: AnswerSite) -> Card:
    """The list entry of a site in an answer."""
    return card(found.site, distance_km=found.distance_km, is_vague=found.is_vague)
