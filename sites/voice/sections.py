"""The groups of an answer as sections of a page, each under a heading that says what it holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sites.directory.ordering import AnswerSite, Group
from sites.voice.cards import Card, card
from sites.voice.fixes import COARSE_TAG

_TITLES: Mapping[Group, str] = {
    "here": "附近的采血点",
    "silent": "没有公布电话的",
    "demo": "演示，不是真实采血点",
    "elsewhere": "别的地方，名字里有这几个字的",
}
# What so many of a page's entries share is said once beside them, not on each: chosen by eye, so
# that a page of one county's seat needs one sentence and a mixed page keeps its tags.
_MOST = 0.75
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Section:
    """group: as in sites.directory.ordering. title: of the group, for a page that has several."""

    group: Group
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of one page. notes: sentences that hold for most of their entries, told once.
    sections: of the answer. beyond: what lies outside the place that was asked for."""

    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    beyond: tuple[Card, ...]

    @property
    def can_call(self) -> bool:
        """Whether any of them can be called."""
        cards = (card for section in self.sections for card in section.cards)
        return any(card.can_call for card in (*cards, *self.beyond))


def lists(
    found: Iterable[AnswerSite],
    beyond: Iterable[AnswerSite] = (),
    *,
    today: date,
    city: str = "",
    own: str = "",
) -> Lists:
    """The sites, in their order, as one section a group, and those beyond.

    city: the one that vague places lie in, own: the county of a position, both as people say
    them. today: in China, for what is old.
    """
    titles = {**_TITLES, "own": f"{own}的采血点", "vague": f"也在{city}，位置说不准"}
    grouped = [(group, tuple(members)) for group, members in groupby(found, key=_group)]
    notes, (outside, *inside) = _without_common_tags(
        [
            [_card(each, today) for each in members]
            for members in (tuple(beyond), *(members for _, members in grouped))
        ]
    )
    return Lists(
        notes,
        tuple(
            Section(group, titles[group], cards)
            for (group, _), cards in zip(grouped, inside, strict=True)
        ),
        outside,
    )


def _group(found: AnswerSite) -> Group:
    return found.group


def _card(found: AnswerSite, today: date) -> Card:
    return card(
        found.site,
        today=today,
        distance_km=found.distance_km,
        bearing_deg=found.bearing_deg,
        is_vague=found.is_vague,
    )


def _without_common_tags(
    groups: Sequence[Sequence[Card]],
) -> tuple[tuple[str, ...], list[tuple[Card, ...]]]:
    """Sentences for what most entries share, and the entries without these tags; an entry that
    is better says so instead."""
    cards = [each for group in groups for each in group]
    notes: list[str] = []
    changes: list[Callable[[Card], Card]] = []
    if share := _share([each.place_tag == COARSE_TAG for each in cards]):
        asked = "，电话里先问清怎么走" if any(each.can_call for each in cards) else ""
        notes.append(f"位置{share}只知道在哪个县、区或乡镇{asked}。")
        changes.append(_place_said)
    if share := _share([bool(each.age_tag) for each in cards if not each.is_demo]):
        notes.append(f"资料{share}是一年以前的，号码可能变了。")
        changes.append(_age_said)
    return tuple(notes), [tuple(_changed(each, changes) for each in group) for group in groups]


def _share(are_marked: Sequence[bool]) -> str:
    """How people say the share; empty where it is too small for a sentence."""
    marked = sum(are_marked)
    if len(are_marked) < _FEWEST or marked < _MOST * len(are_marked):
        return ""
    return "都" if marked == len(are_marked) else "大多"


def _place_said(shown: Card) -> Card:
    if shown.place_tag == COARSE_TAG:
        return replace(shown, place_tag="")
    return shown if shown.place_tag else replace(shown, place_tag="位置较准")


def _age_said(shown: Card) -> Card:
    if shown.is_demo:
        return shown
    return replace(shown, age_tag="" if shown.age_tag else "一年内的资料")


def _changed(shown: Card, changes: Iterable[Callable[[Card], Card]]) -> Card:
    for change in changes:
        shown = change(shown)
    return shown
