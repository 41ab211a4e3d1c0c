"""The groups of an answer as sections of a page, each under a heading that says what it holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sites.directory.ordering import AnswerSite, Group
from sites.voice.cards import Card, card
from sites.voice.fixes import COARSE_TAG
from sites.voice.language import mark, say

_TITLES: Mapping[Group, str] = {
    "here": mark("附近的采血点"),
    "silent": mark("没有公布电话的"),
    "demo": mark("演示，不是真实采血点"),
    "elsewhere": mark("别的地方，名字里有这几个字的"),
}
# What so many of a page's entries share is said once beside them, not on each: chosen by eye, so
# that a page of one county's seat needs one sentence and a mixed page keeps its tags.
_MOST = 0.75
_FEWEST = 3
# (of how many, one of them can be called) → what is said of vague places.
_COARSE_NOTES = {
    ("all", True): mark("位置都只知道在哪个县、区或乡镇，电话里先问清怎么走。"),
    ("most", True): mark("位置大多只知道在哪个县、区或乡镇，电话里先问清怎么走。"),
    ("all", False): mark("位置都只知道在哪个县、区或乡镇。"),
    ("most", False): mark("位置大多只知道在哪个县、区或乡镇。"),
}
_AGE_NOTES = {
    "all": mark("资料都是一年以前的，号码可能变了。"),
    "most": mark("资料大多是一年以前的，号码可能变了。"),
}


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

    def first_call(self, *, is_beyond_first: bool = False) -> str:
        """The id of the first on the page that can be called, where it is told what to say; empty
        where none can be. is_beyond_first: the page shows what lies beyond above the sections."""
        inside = tuple(card for section in self.sections for card in section.cards)
        cards = (*self.beyond, *inside) if is_beyond_first else (*inside, *self.beyond)
        return next((card.id for card in cards if card.can_call), "")

    @property
    def can_call(self) -> bool:
        """Whether any of them can be called."""
        return bool(self.first_call())


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
            Section(group, _title(group, city, own), cards)
            for (group, _), cards in zip(grouped, inside, strict=True)
        ),
        outside,
    )


def _title(group: Group, city: str, own: str) -> str:
    if group == "own":
        return say("%(area)s的采血点", area=own)
    if group == "vague":
        return say("也在%(city)s，位置说不准", city=city)
    return say(_TITLES[group])


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
    coarse = say(COARSE_TAG)
    if share := _share([each.place_tag == coarse for each in cards]):
        notes.append(say(_COARSE_NOTES[share, any(each.can_call for each in cards)]))
        changes.append(_place_said)
    if share := _share([bool(each.age_tag) for each in cards if not each.is_demo]):
        notes.append(say(_AGE_NOTES[share]))
        changes.append(_age_said)
    return tuple(notes), [tuple(_changed(each, changes) for each in group) for group in groups]


def _share(are_marked: Sequence[bool]) -> Literal["all", "most", ""]:
    """Of how many a sentence is true; empty where these are too few for a sentence."""
    marked = sum(are_marked)
    if len(are_marked) < _FEWEST or marked < _MOST * len(are_marked):
        return ""
    return "all" if marked == len(are_marked) else "most"


def _place_said(shown: Card) -> Card:
    if shown.place_tag == say(COARSE_TAG):
        return shown.changed(place_tag="")
    return shown if shown.place_tag else shown.changed(place_tag=say("位置较准"))


def _age_said(shown: Card) -> Card:
    if shown.is_demo:
        return shown
    return shown.changed(age_tag="" if shown.age_tag else say("资料较新"))


def _changed(shown: Card, changes: Iterable[Callable[[Card], Card]]) -> Card:
    for change in changes:
        shown = change(shown)
    return shown
