"""What an area's code says by itself: its kind, the areas above it, which of two holds the other.

Six digits by GB/T 2260: two for the province, two for the city, two for the county, 00 where the
area is above that level. A township has nine: those of its county and three more (GB/T 10114, the
codes for statistics). Codes that begin alike lie in one province or city, but not every
beginning is an area: 429004 (仙桃市) lies in 湖北省, and no city has 429000. What has to be an area
is asked of the gazetteer (`Gazetteer.path`).

Nothing here looks a code up: a code that no area has is answered by its digits, without error.
"""

Codes = tuple[str, ...]

_TOWNSHIP_DIGITS = 9
_DIRECTLY_GOVERNED = "90"  # in the city's place: counties right below their province

# 北京 天津 上海 重庆: provinces that are one city, without cities below.
MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000"))
TAIWAN, HONG_KONG, MACAO = "710000", "810000", "820000"


def is_province(code: str) -> bool:
    """Whether it is the code of a province, municipality, autonomous or special region."""
    return code.endswith("0000")


def is_above_counties(code: str) -> bool:
    """Whether it is the code of a city or a province. A township's may end in 00 as well."""
    return code.endswith("00") and len(code) != _TOWNSHIP_DIGITS


def is_township(code: str) -> bool:
    """Whether it is the code of a township."""
    return len(code) == _TOWNSHIP_DIGITS


def is_directly_governed(code: str) -> bool:
    """Whether it is the code of a county right below its province (429004)."""
    return code[2:4] == _DIRECTLY_GOVERNED


def is_in_municipality(code: str) -> bool:
    """Whether the area is 北京, 天津, 上海 or 重庆, or lies in one of them."""
    return province_of(code) in MUNICIPALITIES


def is_on_mainland(code: str) -> bool:
    """Whether the area is not of Taiwan, Hong Kong or Macao."""
    return province_of(code) not in (TAIWAN, HONG_KONG, MACAO)


def province_of(code: str) -> str:
    """The code of the province: 510107 → 510000."""
    return code[:2] + "0000"


def city_of(code: str) -> str:
    """The code of the city: 510107 → 510100. No area has it where there is no city between."""
    return code[:4] + "00"


def county_of(code: str) -> str:
    """The six digits of a township's county: 510107001 → 510107; other codes as they are."""
    return code[:6]


def prefix(code: str) -> str:
    """What the codes of all areas inside begin with: 370000 → 37, 371300 → 3713."""
    if len(code) == _TOWNSHIP_DIGITS:
        return code
    return code.removesuffix("00").removesuffix("00")


def code_of_prefix(start: str) -> str:
    """The code of which it is the prefix: 37 → 370000, 3713 → 371300."""
    return f"{start:0<6}"


def holds(above: str, code: str) -> bool:
    """Whether the first area is the second or holds it."""
    return code.startswith(prefix(above))


def are_related(one: str, other: str) -> bool:
    """Whether two areas are the same or one lies in the other."""
    return holds(one, other) or holds(other, one)
