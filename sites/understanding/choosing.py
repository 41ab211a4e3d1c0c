"""From the chains of a text to the areas it means, with notes on what does not agree."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, starmap

from sites.areas import Gazetteer
from sites.areas.codes import Codes, is_above_counties, is_province, province_of
from sites.areas.naming import quoted_names
from sites.saying import Sentence, mark
from sites.understanding.chains import FULL, Mention, Reading
from sites.understanding.name_index import NameIndex
from sites.understanding.vocabulary import PARTED, PREFECTURES, PRINCIPAL

_ENDS_AN_ADDRESS = re.compile(r"[㐀-鿿]{2,}.*(?:[、;,/]|[和及或]) *$")


def choose(reading: Reading, gazetteer: Gazetteer) -> tuple[Codes, list[str]]:
    """The six-digit areas the text means (several when it leaves it open), and the notes."""
    if not any(_counts(reading, mention) for mention in reading.mentions):
        return (), []
    if len(reading.chains) == 1:
        return collapse(reading.chains[0], reading.index.lineage), []
    return _settle(reading, gazetteer)


def _counts(reading: Reading, mention: Mention) -> bool:
    """Whether the mention says more than `within` does: it lies in it, or is it."""
    within = reading.within
    return within is None or any(within in reading.index.lineage[code] for code in mention.areas)


def collapse(areas: Codes, lineage: dict[str, Codes]) -> Codes:
    """One area where all are parts of the first (恩施: the prefecture, not also its city), or
    where the name is first of all a province's or a capital's (吉林, 西安)."""
    if len(areas) < 2:
        return areas
    ordered = tuple(sorted(areas, key=lambda code: (_depth(code), code)))
    if all(ordered[0] in lineage[code] for code in ordered):
        return ordered[:1]
    provinces = tuple(code for code in ordered if is_province(code))
    capitals = tuple(code for code in ordered if code.endswith("0100"))
    return provinces or capitals or ordered


def _outermost(areas: Codes, lineage: dict[str, Codes]) -> Codes:
    """The areas in order, without those that lie in another of them."""
    ordered = sorted(dict.fromkeys(areas), key=lambda code: (_depth(code), code))
    return tuple(
        code for code in ordered if not any(above in ordered for above in lineage[code][1:])
    )


def _depth(code: str) -> int:
    if is_province(code):
        return 0
    return 1 if is_above_counties(code) else 2


def _settle(reading: Reading, gazetteer: Gazetteer) -> tuple[Codes, list[str]]:
    """Several chains: the one with most support; when two have as much, both."""
    index = reading.index
    support = {
        code: _support(code, reading.mentions, index) for chain in reading.chains for code in chain
    }
    most = max(support.values())
    best = tuple(dict.fromkeys(code for code, count in support.items() if count == most))
    rivals = [code for code, count in support.items() if count >= FULL and code not in best]
    # A short name against a full one elsewhere is not enough to be sure of the full one.
    close = [code for code, count in support.items() if count == most - 1 and most == FULL]
    finer = _finer_of_province((*best, *rivals), reading.mentions)
    chosen = finer or _outermost((*best, *close), index.lineage)
    return chosen, [_contradiction(chosen, reading, gazetteer)]


def _support(code: str, mentions: Iterable[Mention], index: NameIndex) -> int:
    lineage = index.lineage[code]
    return sum(m.weight for m in mentions if any(area in lineage for area in m.areas))


def _finer_of_province(codes: Codes, mentions: Sequence[Mention]) -> Codes:
    """Of areas of one province the only county (安庆市枞阳县: it moved to 铜陵) or the parts of one
    that was divided; what stands behind a prefecture of the past, or behind a province that lost
    it (四川省万县地区开县, 广东省海口市)."""
    if len({PARTED.get(own, own) for own in map(province_of, codes)}) > 1:
        return ()
    lost = tuple(code for code in codes if province_of(code) in PARTED)
    wide = codes if len(set(map(province_of, codes))) == 1 else lost
    named = [m for m in mentions if any(c in m.areas and _depth(c) for c in wide)]
    if len(named) > 1 and all(starmap(_is_below_the_past, pairwise(named))):
        return tuple(code for code in wide if code in named[-1].areas)
    counties = tuple(code for code in wide if _depth(code) == 2)
    is_divided = len(counties) < len(codes) and any(set(counties) <= set(m.areas) for m in named)
    if len(counties) == 1 or (counties and is_divided):
        return counties
    return wide if len(wide) == 1 and wide != codes else ()


def _is_below_the_past(above: Mention, below: Mention) -> bool:
    """Whether a name follows at once on that of a prefecture of the past."""
    is_past = bool(above.changes) or above.found.word.endswith(PREFECTURES)
    return is_past and below.found.start - above.found.end < 2


def _contradiction(chosen: Codes, reading: Reading, gazetteer: Gazetteer) -> str:
    lineages = [reading.index.lineage[code] for code in chosen]
    others = [
        mention.found.word
        for mention in reading.mentions
        if not all(any(area in line for area in mention.areas) for line in lineages)
    ]
    words = "、".join(f"「{word}」" for word in dict.fromkeys(others))
    names = quoted_names(gazetteer, chosen)
    if len(chosen) > 1 and _are_several_addresses(reading):
        return Sentence("这里有几个地址（%(names)s），请分开写，一行一个。", names=names)
    if len(chosen) > 1:
        return Sentence("文中的地名不在一处，可能是%(names)s，请核对。", names=names)
    wording = mark("文中的%(words)s与其余地名不在一处，按%(names)s理解，请核对。")
    return Sentence(wording, words=words, names=names)


def _are_several_addresses(reading: Reading) -> bool:
    """Whether a street and a sign stand between two names: 涪城区临园路1号、游仙区东津路2号."""
    pairs = pairwise(mention.found for mention in reading.mentions)
    return any(_ENDS_AN_ADDRESS.search(reading.text[one.end : two.start]) for one, two in pairs)


def principal(areas: Codes, reading: Reading, gazetteer: Gazetteer) -> tuple[Codes, list[str]]:
    """Of the parts of a divided area or zone the one that took most of it, where that is known,
    and the note that says so."""
    for mention in reading.mentions if len(areas) > 1 else ():
        word = mention.found.word
        first = PRINCIPAL.get(word)
        if first in areas and set(areas) <= set(mention.areas):
            area = quoted_names(gazetteer, (first,))
            wording = mark("「%(word)s」今跨几个区县，先按%(area)s算。")
            return (first,), [Sentence(wording, word=word, area=area)]
    return areas, []


def zone_seat(areas: Codes, reading: Reading) -> str | None:
    """Of the several areas in which a zone lies the one that has its seat; None where the areas
    are no zone's."""
    for mention in reading.mentions if len(areas) > 1 else ():
        seat = reading.index.zone(mention.found.word)
        if seat in areas and set(areas) <= set(mention.areas):
            return seat
    return None
