"""Which places a sentence names: one, one of several readings, or several different ones."""

from dataclasses import dataclass, replace

from sites.areas import Area, Gazetteer
from sites.areas.codes import is_in_municipality
from sites.areas.naming import PlaceNames, quoted_names
from sites.questions.grouping import (
    Group,
    depth,
    grouped,
    holds_one_of,
    names_an_area,
    without_holders,
)
from sites.questions.namesakes import with_namesakes
from sites.questions.noise import everyday, names_nothing
from sites.questions.presence import presence
from sites.questions.question import NO_PLACE
from sites.questions.spacing import Boldness, pieces
from sites.saying import Sentence
from sites.understanding import Understanding, understand
from sites.understanding.name_index import NameIndex, name_index

# A second place with more readings than these says less than it takes room.
_MOST_READINGS = 6
_BOLDER: tuple[Boldness, ...] = ("cities", "counties")


@dataclass(frozen=True, slots=True)
class Heard:
    """The places of a sentence. is_several: different places, the present one first.
    others: areas that may be meant instead. unknown: what stands beside the place and is no name.
    """

    place: Understanding = NO_PLACE
    is_several: bool = False
    others: tuple[Area, ...] = ()
    unknown: str = ""


def hear_places(gazetteer: Gazetteer, text: str) -> Heard:
    """The places of a text in Chinese characters that was tidied and simplified."""
    index = name_index(gazetteer)
    whole = understand(gazetteer, text)
    if not _may_say_more(whole, index):
        return Heard(with_namesakes(gazetteer, whole), unknown=whole.rest)
    groups = grouped(gazetteer, pieces(text, index))
    if groups or whole.areas:
        return _settled(gazetteer, text, whole, groups)
    for bold in _BOLDER:
        if groups := grouped(gazetteer, pieces(text, index, bold=bold)):
            heard = _settled(gazetteer, text, whole, groups)
            return heard if names_nothing(_beside(text, groups)) else _doubted(heard)
    return _settled(gazetteer, text, whole, groups)


def _beside(text: str, groups: list[Group]) -> str:
    """What of a text belongs to no group."""
    ends = [0, *(group.end for group in groups)]
    starts = [*(group.start for group in groups), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _doubted(heard: Heard) -> Heard:
    """With a note that the rest of the sentence was not understood."""
    names = "、".join(f"「{word}」" for word in dict.fromkeys(heard.place.matched))
    note = Sentence("这句话没有全听懂，先按%(names)s找。不对的话，请只写县名或市名。", names=names)
    return replace(heard, place=replace(heard.place, notes=(*heard.place.notes, note)))


def _may_say_more(whole: Understanding, index: NameIndex) -> bool:
    """Whether there may be more in the text than the one place that was read: another name."""
    if len(whole.areas) != 1 or whole.is_divided:
        return True
    return any(found.meaning.is_area for found in index.find(whole.rest))


def _settled(gazetteer: Gazetteer, text: str, whole: Understanding, groups: list[Group]) -> Heard:
    groups = without_holders(gazetteer, groups)
    if not groups:
        return Heard(whole, unknown=whole.rest)
    if len(groups) == 1:
        return _one(gazetteer, _finer(gazetteer, whole, groups[0].place))
    return _several(gazetteer, text, groups)


def _finer(gazetteer: Gazetteer, whole: Understanding, place: Understanding) -> Understanding:
    """The reading of the whole text, unless that of its pieces is finer or only it is single."""
    if not whole.areas or len(place.areas) < len(whole.areas):
        return place
    if len(whole.areas) == 1 and not holds_one_of(gazetteer, place.areas, whole.areas):
        return whole
    return place if depth(place) > depth(whole) else whole


def _one(gazetteer: Gazetteer, place: Understanding) -> Heard:
    """One place, and what stands behind its name: perhaps one that it does not hold (湖南恩施)."""
    place = with_namesakes(gazetteer, place)
    if len(place.areas) != 1 or place.areas[0].level not in ("province", "city") or not place.rest:
        return Heard(place, unknown=place.rest)
    beside = understand(gazetteer, place.rest)
    if not names_an_area(beside) or len(beside.areas) > _MOST_READINGS:
        return Heard(place, unknown=place.rest)
    area, above = place.areas[0], gazetteer.path(place.areas[0].adcode)
    if any(other in above or area in gazetteer.path(other.adcode) for other in beside.areas):
        return Heard(place, unknown=place.rest)
    is_city = area.level == "city" or is_in_municipality(area.adcode)
    is_small = all(other.level == "county" for other in beside.areas)
    if place.rest in everyday() or (is_city and is_small):
        # 西安钟楼 is no 钟楼区 of 常州; who means that may say so.
        return Heard(place, others=beside.areas, unknown=place.rest)
    if is_city or len(beside.areas) > 1:
        both = replace(place, areas=(*beside.areas, area), rest="")
        return Heard(both, is_several=True)
    return Heard(_elsewhere(gazetteer, area, beside), others=(area,))


def _elsewhere(gazetteer: Gazetteer, above: Area, beside: Understanding) -> Understanding:
    finer = quoted_names(gazetteer, (beside.areas[0].adcode,))
    note = Sentence(
        "「%(word)s」不在%(area)s，先按%(finer)s找。",
        word=beside.matched[0],
        area=PlaceNames(above.name, (above,)),
        finer=finer,
    )
    return replace(beside, notes=(note, *beside.notes))


def _several(gazetteer: Gazetteer, text: str, groups: list[Group]) -> Heard:
    """Different places, the one where somebody is now first."""
    ends = [0, *(group.end for group in groups)]
    starts = [*(group.start for group in groups[1:]), len(text)]
    ranked = sorted(
        (-presence(text[before : group.start], text[group.end : after]), group.start, group)
        for group, before, after in zip(groups, ends, starts, strict=False)
    )
    areas: dict[str, Area] = {}
    for _, _, group in ranked:
        found = _one(gazetteer, group.place).place.areas
        if len(found) <= _MOST_READINGS or not areas:
            areas |= {area.adcode: area for area in found}
    matched = tuple(word for group in groups for word in group.place.matched)
    notes = tuple(dict.fromkeys(note for group in groups for note in group.place.notes))
    return Heard(Understanding(tuple(areas.values()), matched, "", notes), is_several=True)
