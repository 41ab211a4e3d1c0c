"""The words of a row about its place, read together: which area it belongs to, where it lies.

Area columns, unit and address are three witnesses. They are read in this order, each inside
what the ones before it say; what contradicts is told in a note and never settled in silence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sites.areas import Area, Gazetteer, Understanding, gazetteer
from sites.text import squeeze

# What lists write in a city or county column where there is none.
_NO_AREA_WORDS = frozenset(
    ("", "-", "/", "无", "市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划")
)
_KINDS = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡")
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What a list says about a place, in its own words; empty where it says nothing."""

    province: str = ""
    city: str = ""
    county: str = ""
    unit: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The area a row belongs to.

    area: six digits; None when the words say none or several. candidates: the several.
    notes: sentences for the operator: why there is none, what does not agree, old names.
    """

    area: Area | None
    candidates: tuple[Area, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class Witnesses:
    """What was understood so far.

    areas: where the site belongs (unit before address). spot: where it lies (address before
    unit), township if named. Both are codes; several where the words leave it open.
    """

    gazetteer: Gazetteer
    areas: Codes
    spot: Codes
    matched: list[str]
    notes: list[str]

    def lineage(self, code: str) -> Codes:
        return tuple(area.adcode for area in self.gazetteer.path(code))

    def agree(self, known: Codes, more: Codes) -> Codes:
        """The finer of each pair of areas of which one holds the other."""
        if not known or not more:
            return known or more
        finer = [b for a in known for b in more if a in self.lineage(b)]
        coarser = [a for a in known for b in more if a != b and b in self.lineage(a)]
        return tuple(dict.fromkeys(finer + coarser))

    def names(self, codes: Iterable[str]) -> str:
        paths = (self.gazetteer.path(code) for code in codes)
        return "、".join(f"「{''.join(area.name for area in path)}」" for path in paths)


def hear(place: PlaceText) -> Witnesses:
    """Everything the words of a place say together."""
    heard = Witnesses(gazetteer(), (), (), [], [])
    if columns := _column_text(place):
        _hear_columns(heard, columns)
    unit, address = _hear(heard, place.unit), _hear(heard, place.address)
    if address and not heard.agree(unit, address) and _is_station(place.unit, heard.matched):
        unit = ()
    _weigh_unit(heard, unit, address)
    _weigh_address(heard, address)
    return heard


def _weigh_unit(heard: Witnesses, unit: Codes, address: Codes) -> None:
    """Columns and unit; where they contradict, the address decides between them."""
    named = heard.areas
    both = heard.agree(named, unit)
    if not both and unit and named:
        heard.notes.append(
            f"地区列写的是{heard.names(named)}，单位写的是{heard.names(unit)}，请核对。"
        )
        sides = [side for side in (named, unit) if address and heard.agree(side, address)]
        both = sides[0] if len(sides) == 1 else named + unit
    heard.areas = heard.spot = both


def _weigh_address(heard: Witnesses, address: Codes) -> None:
    """The address makes the area finer, or places a site outside the area it serves."""
    known = heard.areas
    both = heard.agree(known, address)
    if both:
        heard.areas = heard.spot = both
    elif address:
        heard.notes.append(
            f"单位或地区列说的是{heard.names(known)}，地址在{heard.names(address)}，请核对。"
        )
        is_same_province = {code[:2] for code in known} == {code[:2] for code in address}
        heard.areas = known if is_same_province else known + address
        heard.spot = address if is_same_province else known + address


def resolve_area(place: PlaceText) -> Resolved:
    """The six-digit area a row belongs to, from its area columns, unit and address together."""
    heard = hear(place)
    codes = tuple(dict.fromkeys(code[:6] for code in heard.areas))
    candidates = tuple(area for area in map(heard.gazetteer.get, codes) if area)
    if len(candidates) == 1:
        return Resolved(candidates[0], candidates, tuple(heard.notes))
    if candidates:
        why = f"可能是{heard.names(codes[:6])}{'等' if len(codes) > 6 else ''}，请补上省、市。"
    else:
        why = "看不出在哪个省、市、县，请在地址前写上省、市、县。"
    return Resolved(None, candidates, (*heard.notes, why))


def _column_text(place: PlaceText) -> str:
    words = [place.province, place.city, place.county]
    kept = [word for word in words if squeeze(word) not in _NO_AREA_WORDS]
    return " ".join(dict.fromkeys(kept))


def _hear_columns(heard: Witnesses, text: str) -> None:
    understood = heard.gazetteer.understand(text)
    heard.areas = heard.spot = tuple(area.adcode for area in understood.areas)
    _keep_words(heard, understood)
    if not understood.areas:
        heard.notes.append(f"地区列的「{text}」不是现在或从前的行政区划，没有采用。")


def _hear(heard: Witnesses, text: str) -> Codes:
    """The areas a text names: inside the known one when it names any there, else anywhere."""
    if not text:
        return ()
    if len(heard.areas) == 1:
        inside = heard.gazetteer.understand(text, heard.areas[0])
        if inside.areas:
            _keep_words(heard, inside)
            return tuple(area.adcode for area in inside.areas)
    anywhere = heard.gazetteer.understand(text)
    if heard.areas and (_is_only_township(anywhere) or _is_by_chance(heard, text, anywhere)):
        return ()
    _keep_words(heard, anywhere)
    return tuple(area.adcode for area in anywhere.areas)


def _is_only_township(understood: Understanding) -> bool:
    """Whether nothing but a township's name speaks: too many share one to contradict a county
    (海门镇 stands in Guangdong, and stood in 海门市)."""
    names = {area.name for area in understood.areas if area.level == "township"}
    return len(understood.matched) == 1 and understood.matched[0] in names


def _is_by_chance(heard: Witnesses, text: str, understood: Understanding) -> bool:
    """Whether a single word of a far place may be no place at all where the row is clear:
    城东派出所 of 启东市 has nothing to do with 城东区 of 西宁. A full name is noted."""
    if len(understood.matched) != 1:
        return False
    word = understood.matched[0]
    if not word.endswith(_KINDS):
        return _is_county(heard) or _is_station(text, [word])
    if _is_county(heard):
        heard.notes.append(f"文中的「{word}」不在{heard.names(heard.areas)}，请核对。")
        return True
    return False


def _is_county(heard: Witnesses) -> bool:
    """Whether the row is clear down to a county, or a city that has none."""
    if len(heard.areas) != 1:
        return False
    parts = heard.gazetteer.parts(heard.areas[0])
    return all(part.level == "township" for part in parts)


def _is_station(unit: str, matched: Sequence[str]) -> bool:
    """Whether the unit is a police station that bears one short name, as of a street (新华派出所):
    no word for the county it lies in."""
    names = [word for word in matched if word in unit]
    return "派出所" in unit and len(names) == 1 and not names[0].endswith(_KINDS)


def _keep_words(heard: Witnesses, understood: Understanding) -> None:
    heard.matched += (word for word in understood.matched if word not in heard.matched)
    heard.notes += (note for note in understood.notes if note not in heard.notes)
