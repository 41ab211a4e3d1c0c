"""Which places a sentence names: one, one of several readings, or several different ones."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sites.areas import Area, Gazetteer, Understanding
from sites.areas.understanding_choosing import label
from sites.areas.understanding_names import NameIndex, name_index
from sites.areas.understanding_reading import REMEMBERED_SINCE
from sites.areas.understanding_words import MUNICIPALITIES
from sites.questions.noise import everyday, names_nothing
from sites.questions.records import NO_PLACE
from sites.questions.spacing import Boldness, Piece, pieces

# A second place with more readings than these says less than it takes room.
_MOST_READINGS = 6
# What a township of this kind may have become.
_LATER_KINDS = {"镇": ("街道",), "乡": ("镇", "街道")}
_BOLDER: tuple[Boldness, ...] = ("cities", "counties")
_AROUND = 10  # characters before and behind a place that say what it is to the speaker
_PRESENT = re.compile(
    "人在|现在|如今|目前|现居|现住|住|居|打工|务工|上班|工作|生活|嫁|拐到|卖到|抱到|到|去|身在|待在|来到"
)
_PAST = re.compile(
    "老家|原籍|祖籍|籍贯|户籍|户口|出生|娘家|走失|走丢|失散|失踪|走散|丢|从|我是|是|被拐|抱走|以前|当年"
)
_PRESENT_AFTER = re.compile("^[ ,，]*(?:打工|务工|上班|工作|生活|居住|这边)")
_PAST_AFTER = re.compile("^(?:人|的|走失|走丢|失散|失踪|丢|被|出生)")


@dataclass(frozen=True, slots=True)
class Heard:
    """The places of a sentence. is_several: different places, the present one first.
    others: areas that may be meant instead. unknown: what stands beside the place and is no name.
    """

    place: Understanding = NO_PLACE
    is_several: bool = False
    others: tuple[Area, ...] = ()
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """Pieces that name one place together."""

    start: int
    end: int
    text: str
    place: Understanding


def hear_places(gazetteer: Gazetteer, text: str) -> Heard:
    """The places of a text in Chinese characters that was tidied and simplified."""
    index = name_index(gazetteer)
    whole = gazetteer.understand(text)
    if not _may_say_more(whole, index):
        return Heard(_with_namesakes(gazetteer, whole), unknown=whole.rest)
    groups = _grouped(gazetteer, pieces(text, index))
    if groups or whole.areas:
        return _settled(gazetteer, text, whole, groups)
    for bold in _BOLDER:
        if groups := _grouped(gazetteer, pieces(text, index, bold=bold)):
            return _doubted(_settled(gazetteer, text, whole, groups))
    return _settled(gazetteer, text, whole, groups)


def _doubted(heard: Heard) -> Heard:
    """With a note that the rest of the sentence was not understood."""
    names = "、".join(f"「{word}」" for word in dict.fromkeys(heard.place.matched))
    note = f"这句话没有全听懂，先按{names}找。不对的话，请只写县名或市名。"
    return replace(heard, place=replace(heard.place, notes=(*heard.place.notes, note)))


def _may_say_more(whole: Understanding, index: NameIndex) -> bool:
    """Whether there may be more in the text than the one place that was read: another name."""
    if len(whole.areas) != 1 or whole.is_divided:
        return True
    return any(found.meaning.is_area for found in index.find(whole.rest))


def _with_namesakes(gazetteer: Gazetteer, place: Understanding) -> Understanding:
    """The place with what its name alone may mean as well: 吉林 is a province and its city, and
    毛庄镇 is a town and another that became a street."""
    if len(place.areas) != 1 or len(place.matched) != 1 or not names_nothing(place.rest):
        return place
    codes: Iterable[str] = ()
    if place.areas[0].level == "province":
        codes = _its_city(gazetteer, place)
    elif place.areas[0].level == "township":
        codes = _later_kinds(gazetteer, place.matched[0])
    elif place.areas[0].level == "county":
        codes = _lately(gazetteer, place.matched[0])
    more = [area for area in map(gazetteer.get, codes) if area and area not in place.areas]
    return replace(place, areas=(*place.areas, *more[:_MOST_READINGS])) if more else place


def _its_city(gazetteer: Gazetteer, place: Understanding) -> Iterator[str]:
    meaning = name_index(gazetteer).meaning(place.matched[0])
    for code in meaning.short if meaning else ():
        if code.endswith("00") and code[:2] == place.areas[0].adcode[:2]:
            yield code


def _later_kinds(gazetteer: Gazetteer, name: str) -> Iterator[str]:
    for kind in _LATER_KINDS.get(name[-1], ()):
        meaning = name_index(gazetteer).meaning(name[:-1] + kind)
        yield from meaning.townships if meaning else ()


def _lately(gazetteer: Gazetteer, name: str) -> Iterator[str]:
    """江北 is in 宁波, and was in Chongqing until 2025."""
    meaning = name_index(gazetteer).meaning(name)
    for change in meaning.old_short if meaning and meaning.short else ():
        if change.year >= REMEMBERED_SINCE:
            yield from change.areas


def _grouped(gazetteer: Gazetteer, parts: list[Piece]) -> list[_Group]:
    """The pieces, each joined to the one before it when both name one place together."""
    groups: list[_Group] = []
    for part in parts:
        place = gazetteer.understand(part.text)
        joined = _joined(gazetteer, groups[-1], part, place) if groups else None
        if joined is not None:
            groups[-1] = joined
        elif _counts(place, part.text) or (len(parts) == 1 and _names_an_area(place)):
            groups.append(_Group(part.start, part.end, part.text, place))
    return groups


def _joined(
    gazetteer: Gazetteer, group: _Group, part: Piece, place: Understanding
) -> _Group | None:
    text = f"{group.text} {part.text}"
    both = gazetteer.understand(text)
    if not _counts(place, part.text):
        is_finer = len(both.areas) == 1 == len(group.place.areas)
        return _Group(group.start, part.end, text, both if is_finer else group.place)
    if not both.areas or both.is_divided:
        return None
    if not _holds_one_of(gazetteer, both.areas, place.areas):
        return None
    return _Group(group.start, part.end, text, both)


def _holds_one_of(gazetteer: Gazetteer, areas: tuple[Area, ...], others: tuple[Area, ...]) -> bool:
    """Whether the areas lie in one of the others, or hold one of them where those are several."""
    codes = {other.adcode for other in others}
    return all(
        any(above.adcode in codes for above in gazetteer.path(area.adcode)) for area in areas
    )


def _counts(place: Understanding, text: str) -> bool:
    """Whether a piece names a place of its own: not a street, not an everyday word, no town
    that only bears its name among thousands."""
    return text not in everyday() and not place.is_contradictory and _names_an_area(place)


def _names_an_area(place: Understanding) -> bool:
    return any(area.level != "township" for area in place.areas)


def _settled(gazetteer: Gazetteer, text: str, whole: Understanding, groups: list[_Group]) -> Heard:
    groups = _without_holders(gazetteer, groups)
    if not groups:
        return Heard(whole, unknown=whole.rest)
    if len(groups) == 1:
        return _one(gazetteer, _finer(gazetteer, whole, groups[0].place))
    return _several(gazetteer, text, groups)


def _without_holders(gazetteer: Gazetteer, groups: list[_Group]) -> list[_Group]:
    """Without a group whose place only holds, or is, that of another."""
    kept: list[_Group] = []
    for group in sorted(groups, key=lambda each: -_depth(each.place)):
        inside = {
            above.adcode
            for other in kept
            for area in other.place.areas
            for above in gazetteer.path(area.adcode)
        }
        if not all(area.adcode in inside for area in group.place.areas):
            kept.append(group)
    return sorted(kept, key=lambda each: each.start)


def _depth(place: Understanding) -> int:
    return max(("province", "city", "county", "township").index(a.level) for a in place.areas)


def _finer(gazetteer: Gazetteer, whole: Understanding, place: Understanding) -> Understanding:
    """The reading of the whole text, unless that of its pieces is finer or only it is single."""
    if not whole.areas or len(place.areas) < len(whole.areas):
        return place
    if len(whole.areas) == 1 and not _holds_one_of(gazetteer, place.areas, whole.areas):
        return whole
    return place if _depth(place) > _depth(whole) else whole


def _one(gazetteer: Gazetteer, place: Understanding) -> Heard:
    """One place, and what stands behind its name: perhaps one that it does not hold (湖南恩施)."""
    place = _with_namesakes(gazetteer, place)
    if len(place.areas) != 1 or place.areas[0].level not in ("province", "city") or not place.rest:
        return Heard(place, unknown=place.rest)
    beside = gazetteer.understand(place.rest)
    if not _names_an_area(beside) or len(beside.areas) > _MOST_READINGS:
        return Heard(place, unknown=place.rest)
    area, above = place.areas[0], gazetteer.path(place.areas[0].adcode)
    if any(other in above or area in gazetteer.path(other.adcode) for other in beside.areas):
        return Heard(place, unknown=place.rest)
    is_city = area.level == "city" or area.adcode[:2] in MUNICIPALITIES
    is_small = all(other.level == "county" for other in beside.areas)
    if place.rest in everyday() or (is_city and is_small):
        # 西安钟楼 is no 钟楼区 of 常州; who means that may say so.
        return Heard(place, others=beside.areas, unknown=place.rest)
    if is_city or len(beside.areas) > 1:
        both = replace(place, areas=(*beside.areas, area), rest="")
        return Heard(both, is_several=True)
    return Heard(_elsewhere(gazetteer, area, beside), others=(area,))


def _elsewhere(gazetteer: Gazetteer, above: Area, beside: Understanding) -> Understanding:
    finer = label(gazetteer, beside.areas[0].adcode)
    note = f"「{beside.matched[0]}」不在{above.name}，先按「{finer}」找。"
    return replace(beside, notes=(note, *beside.notes))


def _several(gazetteer: Gazetteer, text: str, groups: list[_Group]) -> Heard:
    """Different places, the one where somebody is now first."""
    ends = [0, *(group.end for group in groups)]
    starts = [*(group.start for group in groups[1:]), len(text)]
    ranked = sorted(
        (-_presence(text, before, group, after), group.start, group)
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


def _presence(text: str, before: int, group: _Group, after: int) -> int:
    """Above 0: the speaker is there; below: comes from there; 0: nothing says it."""
    ahead = text[max(before, group.start - _AROUND) : group.start]
    behind = text[group.end : min(after, group.end + _AROUND)]
    score = bool(_PRESENT.search(ahead)) - bool(_PAST.search(ahead))
    return score + bool(_PRESENT_AFTER.search(behind)) - bool(_PAST_AFTER.search(behind))
