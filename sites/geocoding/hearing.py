"""Area columns, unit and address of a row, heard as three witnesses of one place.

They are read in this order, each inside what the ones before it say. What contradicts is told in
a note and never settled in silence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sites.areas import Gazetteer, Understanding, gazetteer
from sites.text import squeeze

# What lists write in a city or county column where there is none.
_NO_AREA_WORDS = frozenset(
    ("", "-", "/", "无", "市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划")
)
_KINDS = ("省", "自治区", "市", "区", "县", "州", "盟", "旗")
Codes = tuple[str, ...]
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What a list says about a place, in its own words; empty where it says nothing."""

    province: str = ""
    city: str = ""
    county: str = ""
    unit: str = ""
    address: str = ""


@dataclass(slots=True)
class Hearing:
    """What was understood so far.

    areas: where the site belongs (unit before address). spot: where it lies (address before
    unit), township if named. Both are codes; several where the words leave it open.
    """

    gazetteer: Gazetteer = field(default_factory=gazetteer)
    areas: Codes = ()
    spot: Codes = ()
    matched: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lineage(self, code: str) -> Codes:
        """The codes from the province down to the area itself."""
        return tuple(area.adcode for area in self.gazetteer.path(code))

    def agree(self, known: Codes, more: Codes) -> Codes:
        """The finer of each pair of areas of which one holds the other."""
        if not known or not more or known == more:
            return known or more
        finer = [b for a in known for b in more if a in self.lineage(b)]
        coarser = [a for a in known for b in more if a != b and b in self.lineage(a)]
        return tuple(dict.fromkeys(finer + coarser))

    def names(self, codes: Iterable[str]) -> str:
        """The areas for people: 「江苏省南通市」、「浙江省杭州市」."""
        paths = (self.gazetteer.path(code) for code in codes)
        return "、".join(f"「{''.join(area.name for area in path)}」" for path in paths)

    def why_unclear(self, codes: Codes) -> str:
        """What to do where the words name several areas, or none."""
        if not codes:
            return "看不出在哪个省、市、县，请在地址前写上省、市、县。"
        more = "等" if len(codes) > _MOST_NAMES else ""
        return f"可能是{self.names(codes[:_MOST_NAMES])}{more}，请补上省、市。"

    def keep(self, understood: Understanding) -> Codes:
        """Take over what a text said; returns the codes of its areas."""
        self.matched += (word for word in understood.matched if word not in self.matched)
        self.notes += (note for note in understood.notes if note not in self.notes)
        return tuple(area.adcode for area in understood.areas)


def hear(place: PlaceText) -> Hearing:
    """Everything the words of a place say together."""
    heard = Hearing()
    if columns := _column_text(place):
        _hear_columns(heard, columns)
    unit = _hear(heard, place.unit)
    both = heard.agree(heard.areas, unit)
    if both or not unit:
        heard.areas = heard.spot = both
        _weigh_address(heard, _hear(heard, place.address))
    else:
        _arbitrate(heard, unit, _hear(heard, place.address))
    return heard


def _column_text(place: PlaceText) -> str:
    words = [place.province, place.city, place.county]
    kept = [word for word in words if squeeze(word) not in _NO_AREA_WORDS]
    return " ".join(dict.fromkeys(kept))


def _hear_columns(heard: Hearing, text: str) -> None:
    heard.areas = heard.spot = heard.keep(_understand_columns(text))
    if not heard.areas:
        heard.notes.append(f"地区列的「{text}」不是现在或从前的行政区划，没有采用。")


@lru_cache(maxsize=4096)
def _understand_columns(text: str) -> Understanding:
    """Remembered, because a list repeats the same few thousand counties."""
    return gazetteer().understand(text)


def _hear(heard: Hearing, text: str) -> Codes:
    """The areas a text names: in the known area if it names any there, else around it, else
    anywhere."""
    if not text:
        return ()
    for scope in _scopes(heard):
        understood = heard.gazetteer.understand(text, scope)
        if understood.areas:
            return () if _is_by_chance(heard, understood) else heard.keep(understood)
    return ()


def _scopes(heard: Hearing) -> Iterator[str | None]:
    if len(heard.areas) == 1:
        yield from reversed(heard.lineage(heard.areas[0]))
    yield None


def _is_by_chance(heard: Hearing, understood: Understanding) -> bool:
    """Whether a single word names a far place where the row is clear down to the county: it is a
    street's or a township's (海门镇 stands in Guangdong, and stood in 海门市)."""
    known, found = heard.areas, [area.adcode for area in understood.areas]
    if len(understood.matched) != 1 or len(known) != 1 or known[0].endswith("0000"):
        return False
    if all(code[:4] == known[0][:4] for code in found):
        return False
    word = understood.matched[0]
    is_township = len(found[0]) == 9
    if not is_township and known[0].endswith("00"):
        return False
    if not is_township and word.endswith(_KINDS):
        heard.notes.append(f"文中的「{word}」不在{heard.names(known)}，请核对。")
    return True


def _arbitrate(heard: Hearing, unit: Codes, address: Codes) -> None:
    """Columns and unit contradict each other: the address decides, or nobody does."""
    named = heard.areas
    heard.notes.append(f"地区列写的是{heard.names(named)}，单位写的是{heard.names(unit)}，请核对。")
    sides = [side for side in (named, unit) if address and heard.agree(side, address)]
    heard.areas = heard.spot = heard.agree(sides[0], address) if len(sides) == 1 else named + unit


def _weigh_address(heard: Hearing, address: Codes) -> None:
    """The address makes the area finer, or places a site outside the area it serves."""
    known = heard.areas
    both = heard.agree(known, address)
    if both or not address:
        heard.areas = heard.spot = both
        return
    heard.notes.append(
        f"单位或地区列说的是{heard.names(known)}，地址在{heard.names(address)}，请核对。"
    )
    is_same_province = {code[:2] for code in known} == {code[:2] for code in address}
    heard.areas = known if is_same_province else known + address
    heard.spot = address if is_same_province else known + address
