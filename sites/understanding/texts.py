"""What place a text names: clean it, find the names, read them as chains, choose, add notes.

    understand(gazetteer(), "北京市公安局朝阳分局").areas  →  朝阳区 of Beijing

A text that names no place gives nothing; one that may mean several areas gives all of them.
docs/geocoding.md explains the steps in this order.
"""

import re
from functools import cache

import opencc

from sites.areas import Gazetteer
from sites.areas.codes import Codes, county_of, is_township
from sites.areas.naming import quoted_names
from sites.saying import Sentence
from sites.text import tidy
from sites.understanding.chains import Reading
from sites.understanding.changes import change_told
from sites.understanding.choosing import (
    choose,
    principal,
    zone_seat,
)
from sites.understanding.latin import understand_latin
from sites.understanding.name_index import Change, NameIndex, name_index
from sites.understanding.townships import refine
from sites.understanding.understood import LONGEST_TEXT, Understanding
from sites.understanding.vocabulary import ABROAD, LEAD, REMARKS

_TOO_LONG = Understanding(
    (),
    (),
    "",
    (Sentence("超过 %(most)s 个字，不像地址，没有读；请只留下地址。", most=LONGEST_TEXT),),
)
_LONGEST_RAW = 10 * LONGEST_TEXT  # with the blanks of a table's cell
_SIGNS = " ,，、;；:：·/-"  # around the rest
# Without 市 or 县 only names that no place of the mainland has, and no street (台北路).
_TAIWAN = re.compile(
    r"(?:台湾省?)?(?:(?P<full>[一-龥]{2}[市县])|(?P<short>台北|高雄|台南|台中|基隆)(?![县区路街东西南北]))"
)
_HAN = re.compile(r"[㐀-鿿]")
_TRADITIONAL = re.compile("[區縣鎮鄉臺灣廣東門島龍]")  # in most traditional addresses
_SPACED_OUT = re.compile(r"(?:(?<![㐀-鿿])|^)(?:[㐀-鿿] ){3,}[㐀-鿿](?![㐀-鿿])")


def understand(gazetteer: Gazetteer, text: str, within: str | None = None) -> Understanding:
    """The areas a text means; see Understanding. Never raises for a text, whatever it holds.

    within: code of the area that the place must lie in. A text that names nothing in it gives
    no areas, and a note when it names places elsewhere. Raises LookupError when there is no
    such area.
    """
    limit = _limit(gazetteer, within)
    # Measured as it is read, where ﷺ alone is eighteen characters and many a blank is none.
    if len(text) > _LONGEST_RAW or len(text := _clean(text)) > LONGEST_TEXT:
        return _TOO_LONG
    if not _HAN.search(text):
        return understand_latin(gazetteer, text, limit)
    if _TRADITIONAL.search(text):
        text = simplified(text)
    if limit is None and (taiwan := _city_of_taiwan(gazetteer, text)):
        return taiwan
    found = _understand_han(gazetteer, text, limit)
    if found.areas or (simple := simplified(text)) == text:
        return found
    return _understand_han(gazetteer, simple, limit)


def _city_of_taiwan(gazetteer: Gazetteer, text: str) -> Understanding | None:
    """The city or county of Taiwan that a text begins with; None when it begins otherwise.

    The gazetteer has no parts of them, so a district named behind one (台北大安区) must not be
    taken for its namesake on the mainland.
    """
    found = _TAIWAN.match(text)
    if found is None:
        return None
    names = {area.name: area for area in gazetteer.parts("710000")}
    area = names.get(found["full"] or f"{found['short']}市")
    if area is None:
        return None
    return Understanding((area,), (found[0],), text[found.end() :].strip(_SIGNS))


def _limit(gazetteer: Gazetteer, within: str | None) -> str | None:
    if within is None:
        return None
    if gazetteer.get(within) is None:
        raise LookupError(f"No area has the code {within!r}; use a code of the gazetteer.")
    return county_of(within)


def _clean(text: str) -> str:
    text = tidy(text)
    if " " in text:
        text = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), text)
    return text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")  # loads in 12 ms, and few texts need it


def simplified(text: str) -> str:
    """The text in simplified characters."""
    converted: str = _converter().convert(text)
    return converted


def _understand_han(gazetteer: Gazetteer, text: str, within: str | None) -> Understanding:
    index = name_index(gazetteer)
    if index.meaning(text) is None:  # 在中乡 is a township
        text = LEAD.sub("", text, count=1)
    if abroad := ABROAD.match(text):
        note = Sentence("「%(place)s」在国外，这里只有中国的地方。", place=abroad[0])
        return Understanding((), (), text, (note,))
    if text in index.letters:
        return Understanding(gazetteer.known((index.letters[text],)), (text,), "")
    reading = Reading(text, index, within)
    reading.take_all()
    chosen, notes = choose(reading, gazetteer)
    areas = refine(reading, chosen or _within_only(reading))
    areas, more_notes = principal(areas, reading, gazetteer)
    if not chosen and areas == (within,):
        areas = ()
    notes += _changes(reading, areas, gazetteer) + more_notes
    notes += _outside(reading, gazetteer)
    matched, rest = _parts(reading, areas)
    is_divided = len(reading.chains) > 1
    return Understanding(
        gazetteer.known(areas),
        matched,
        rest,
        tuple(notes),
        is_contradictory=len(areas) > 1 and is_divided,
        is_divided=is_divided,
        seat=zone_seat(areas, reading),
    )


def _within_only(reading: Reading) -> Codes:
    return (reading.within,) if reading.within else ()


def _changes(reading: Reading, areas: Codes, gazetteer: Gazetteer) -> list[str]:
    """What became of the old names that led to the areas, and what the odd ones are."""
    notes: list[str] = []
    for mention in reading.mentions:
        if remark := REMARKS.get(mention.found.word):
            notes.append(remark)
        notes += (
            change_told(gazetteer, change.note, change.areas)
            for change in mention.changes
            if change.note and _leads_to(change, areas, reading.index)
        )
    return list(dict.fromkeys(notes))


def _leads_to(change: Change, areas: Codes, index: NameIndex) -> bool:
    return any(code in change.areas for area in areas for code in index.lineage[county_of(area)])


def _outside(reading: Reading, gazetteer: Gazetteer) -> list[str]:
    if not reading.refused or reading.within is None:
        return []
    words = "、".join(f"「{found.word}」" for found in reading.refused)
    within = quoted_names(gazetteer, (reading.within,))
    return [Sentence("文中的%(words)s不在%(area)s，请核对。", words=words, area=within)]


def _parts(reading: Reading, areas: Codes) -> tuple[tuple[str, ...], str]:
    """The words that led to the areas, and what remains of the text."""
    used = {mention.found.start: mention.found for mention in reading.mentions}
    if any(map(is_township, areas)):
        for found, _ in reading.townships:
            if not set(areas).isdisjoint(found.meaning.townships):
                used[found.start] = found
    text, matched, pieces, position = reading.text, [], [], 0
    for start in sorted(used):
        matched.append(used[start].word)
        pieces.append(text[position:start].strip(_SIGNS))
        position = used[start].end
    pieces.append(text[position:].strip(_SIGNS))
    return tuple(matched), " ".join(filter(None, pieces))
