"""Names of divisions that do not exist where the row lies (郑城县 in 山东省)."""

import re
from collections.abc import Iterator

from sites.areas import gazetteer
from sites.areas.codes import Codes, code_of_prefix, is_province
from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.printed.doubting.place_names import (
    EVERYWHERE,
    Name,
    Scope,
    place_names,
    townships,
)
from sites.records.scans import Doubt
from sites.understanding import understand
from sites.understanding.lookalikes import are_alike, is_lookalike
from sites.understanding.vocabulary import MISSPELT

_PROPOSED, _UNKNOWN, _TOWNSHIP = 100, 95, 85
_WORD = re.compile(r"[㐀-鿿]{1,9}?(?:自治[州县旗]|地区|[省市区县旗盟])")
# In an address only what no street's or village's name can be.
_ADDRESS_WORD = re.compile(
    r"(?:(?![路街巷道里弄段号镇乡村组社院坝坊屯庄东西南北])[㐀-鿿]){1,4}?[市区县旗](?![路街巷道里大中小东西南北桥村镇乡门场民])"
)
_TOWNSHIP_WORD = re.compile(r"([㐀-鿿]{2,6}?)(?:镇|乡|街道|苏木)(?![路街巷道里])")
# Parts of a town or a name that the ministry's list does not hold.
_NO_DIVISION = re.compile(
    r"(?:小|社|园|景|校|城|市|辖|片|矿|厂|库|院|街|林|牧|郊|老|东|西|南|北|中|新|地|[发业家活税范新济假民宅置聚作])区$"
    r"|(?:超|夜|门|城|都|县|集)市$|^市辖区$|直辖|^[0-9一二三四五六七八九十]|兵团"
)
_OF_UNITS = re.compile("公安|分局|救助|民政|派出")  # behind it begins no division's name
_AREA_CELLS = ("province", "city", "county")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about names of divisions that the row's province or city does not have."""
    for place, row in enumerate(listing.rows):
        for column in _AREA_CELLS:
            yield from _in_area_cell(place, row, column)
        yield from _in_text(place, row, "unit")
        yield from _in_text(place, row, "address")
        yield from _township(place, row)


def _in_area_cell(place: int, row: PlacedRow, column: str) -> Iterator[Suspicion]:
    text = row.cell(column)
    scope = EVERYWHERE if column == "province" else row.scope
    if not text or _NO_DIVISION.search(text) or _is_covered(text, scope):
        return
    yield _doubt_of(place, row, column, Name(0, len(text), text, (), is_full=True))


def _is_covered(text: str, scope: Scope) -> bool:
    return sum(name.end - name.start for name in place_names().within(text, scope)) == len(text)


def _in_text(place: int, row: PlacedRow, column: str) -> Iterator[Suspicion]:
    text = row.cell(column)
    names = row.unit if column == "unit" else row.address
    start = leading_end(names)
    if kinds := _misread_kind(text, names):
        name, whole = kinds
        proposal = text[: name.start] + whole + text[name.end + 1 :]
        reason = f"“{text[name.start : name.end + 1]}”是不是“{whole}”"
        yield Suspicion(place, _PROPOSED, Doubt(column, reason, proposal))
        return
    word = (_WORD if column == "unit" else _ADDRESS_WORD).match(text, start)
    if word is None or _NO_DIVISION.search(word[0]) or len(word[0]) < 2:
        return
    if _OF_UNITS.search(word[0]):
        return
    if any(text.startswith(name, start) for name in townships_near(row)) or _is_understood(
        row, text[: word.end()], word[0]
    ):
        return
    yield _doubt_of(place, row, column, Name(start, word.end(), word[0], (), is_full=True))


def _misread_kind(text: str, names: tuple[Name, ...]) -> tuple[Name, str] | None:
    """A leading short name behind which its kind was misread (乐至聂天池镇), and the full name."""
    end = 0
    for name in names:
        if name.start != end:
            return None
        end = name.end
        sign = "" if place_names().at(text, end, EVERYWHERE) else text[end : end + 1]
        for code in () if name.is_full or not sign else name.codes:
            area = gazetteer().get(code)
            if area and area.name[:-1] == name.text and are_alike(area.name[-1], sign):
                return name, area.name
    return None


def _is_understood(row: PlacedRow, text: str, word: str) -> bool:
    """Whether the gazetteer knows the word all the same (哈市)."""
    if word in MISSPELT:
        return False
    if word.endswith("旗") and row.scope != ("15",):
        return True  # 红旗路, 黄旗村: banners lie in Inner Mongolia
    within = f"{row.scope[0]:0<6}" if len(row.scope[0]) == 2 else None
    matched = understand(gazetteer(), text, within).matched
    return any(word.startswith(each) or each.endswith(word) for each in matched)


def leading_end(names: tuple[Name, ...]) -> int:
    """Where the names that follow each other from the beginning of a text end."""
    end = 0
    for name in names:
        if name.start != end:
            break
        end = name.end
    return end


def _doubt_of(place: int, row: PlacedRow, column: str, found: Name) -> Suspicion:
    scope = EVERYWHERE if column == "province" else row.scope
    candidates = _candidates(row, found.text, scope)
    where = "全国" if scope == EVERYWHERE else _label(scope)
    text = row.cell(column)
    if len(candidates) == 1:
        proposal = text[: found.start] + candidates[0] + text[found.end :]
        reason = f"{where}没有“{found.text}”，是不是“{candidates[0]}”"
        return Suspicion(place, _PROPOSED, Doubt(column, reason, proposal))
    if candidates:
        shown = "、".join(candidates[:3])
        reason = f"{where}没有“{found.text}”，相像的有{shown}"
    else:
        reason = f"{where}没有“{found.text}”，请对照图片"
    return Suspicion(place, _UNKNOWN, Doubt(column, reason))


def _candidates(row: PlacedRow, word: str, scope: Scope) -> list[str]:
    """Look-alike names, those of the row's own city where it has any."""
    names = place_names()
    if scope == EVERYWHERE:
        return [
            name
            for name in names.lookalikes(word, scope)
            if is_province(names.codes(name, scope)[0])
        ]
    cut = names.ending_in(word, row.cities)
    return sorted({*names.lookalikes(word, row.cities), *cut}) or names.lookalikes(word, scope)


def _label(scope: Scope) -> str:
    area = gazetteer().get(code_of_prefix(scope[0])) if len(scope) == 1 else None
    return area.name if area else "这里"


def townships_near(row: PlacedRow) -> frozenset[str]:
    """Names of the townships of the counties (or cities) that unit and address name."""
    return frozenset().union(*(townships(code) for code in _counties(row)))


def _counties(row: PlacedRow) -> Codes:
    heads = (*row.address_head, *row.unit_head)
    return tuple(dict.fromkeys(code for code in heads if not is_province(code)))


def _township(place: int, row: PlacedRow) -> Iterator[Suspicion]:
    """A township's name that the county lacks, where exactly one there looks like it."""
    text, start = row.cell("address"), leading_end(row.address)
    word = _TOWNSHIP_WORD.match(text, start)
    if word is None:
        return
    known = townships_near(row)
    if not known or word[0] in known or word[1] in known:
        return
    near = sorted(name for name in known if name[-1] == word[0][-1] and is_lookalike(word[0], name))
    if len(near) == 1:
        proposal = text[:start] + near[0] + text[word.end() :]
        reason = f"本县没有“{word[0]}”，是不是“{near[0]}”"
        yield Suspicion(place, _TOWNSHIP, Doubt("address", reason, proposal))
