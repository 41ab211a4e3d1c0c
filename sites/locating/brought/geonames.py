"""A dump of GeoNames (CN.zip and its like) → the things in it that an address may name.

Columns and feature codes as geonames.org/export has them. Its Chinese names stand among all
others (汇龙镇, Huilong, ھۇيلوڭ); most rows have none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sites.areas.place_rows import Kind
from sites.locating.brought.collecting import Found
from sites.locating.brought.dump_rows import rows_of
from sites.locating.brought.naming_places import chinese_names, station_names
from sites.text import tidy

# Alternate names are parted by commas, and a name itself has none.
_ID, _NAME, _NAMES, _LAT, _LON, _CLASS, _CODE = 0, 1, 3, 4, 5, 6, 7
_COUNTRY, _PROVINCE, _CITY, _POPULATION, _DAY = 8, 10, 11, 14, 18
_YANBIAN = "2224"  # among the cities, by their official numbers
_NO_VILLAGE = 50_000  # people: a town or a city, whatever its code says
_COUNTRIES = ("CN", "HK", "MO", "TW")
_HAN = re.compile("[㐀-鿿]")
# Places of the past (PPLH, PPLQ, PPLW) are none; counties and cities have their points already.
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("P.PPL", "P.PPLF", "P.PPLL", "P.PPLR", "P.PPLS", "P.PPLA5"), "village"),
    "A.ADM5": "village",
    "P.PPLX": "estate",
    **dict.fromkeys(("P.PPLA4", "P.PPLA3", "A.ADM4", "A.ADMD"), "township"),
    # Public buildings, and what addresses say they lie beside.
    **dict.fromkeys(("S.PP", "S.GOVL", "S.ADMF", "S.CTHSE", "S.PO", "S.CTRCM"), "office"),
    **dict.fromkeys(("S.HSP", "S.HSPC", "S.SCH", "S.SCHC", "S.SCHT", "S.UNIV"), "office"),
    **dict.fromkeys(("S.RSTN", "S.RSTP", "S.BUSTN", "S.MTRO", "S.AIRP"), "office"),
    **dict.fromkeys(("S.MKT", "S.MALL", "S.LIBR", "S.STDM", "S.SQR"), "office"),
}
_STATIONS = ("S.RSTN", "S.RSTP")
_TOWNSHIP_END = re.compile("(?:镇|乡|街道|苏木)$")
_STREET_OFFICE = re.compile("(?:街道办事处|街道办|街办)$")
_LATIN = re.compile("[A-Za-z]")
_VILLAGE_END = re.compile("(?:村|社区|居委会|嘎查)$")
_WHOLE_MINUTE = 1e-3  # of an arc minute: what five decimals of a degree leave
# The region's own script, where it is that: many a city has an Arabic or Korean name besides.
_TIBETAN, _YI = "[\u0f00-\u0fff]", "[ꀀ-꓆]"
_LOCAL: Mapping[str, re.Pattern[str]] = {
    province: re.compile(script)
    for province, script in {
        "06": _TIBETAN,  # Qinghai
        "13": "[\u06ad\u06c6-\u06c8\u06cb\u06d0\u06d5]",  # Xinjiang: letters that Arabic lacks
        "14": _TIBETAN,  # Tibet
        "15": _TIBETAN,  # Gansu
        "20": "[\u1800-\u18af]",  # Inner Mongolia
        "29": f"{_TIBETAN}|{_YI}",  # Yunnan
        "32": f"{_TIBETAN}|{_YI}",  # Sichuan
    }.items()
}
_KOREAN, _NEVER = re.compile("[가-힣]"), re.compile("(?!)")


def date_of(path: Path) -> str:
    """The newest date at which a row was changed (YYYY-MM-DD); empty for a file without rows.

    Reads the whole file, which tells whether it is whole. Raises BadFileError, OSError.
    """
    return max((row[_DAY] for row in rows_of(path, lambda _: None)), default="")


def things_of(path: Path, tell: Callable[[int], None]) -> Iterator[Found]:
    """Every place in China with a Chinese name that an address may name, in the file's order. tell:
    called now and then with the percent that were read since. Raises BadFileError, OSError."""
    for row in rows_of(path, tell):
        if row[_COUNTRY] in _COUNTRIES and _HAN.search(row[_NAME] + row[_NAMES]):
            yield from _things(row)


def _things(row: Sequence[str]) -> Iterator[Found]:
    feature = f"{row[_CLASS]}.{row[_CODE]}"
    kind, point = _KINDS.get(feature), (float(row[_LAT]), float(row[_LON]))
    if kind is None or (kind == "office" and _is_coarse(point)):
        return
    values = [row[_NAME], *row[_NAMES].split(",")]
    names = tuple(_STREET_OFFICE.sub("街道", name) for name in chinese_names(values))
    if feature in _STATIONS:
        names = tuple(dict.fromkeys(each for name in names for each in station_names(name)))
    if names:
        kind = _as_called(kind, names, row[_POPULATION])
        yield Found(names, kind, row[_ID], [point], local=_local(row, values))


def _as_called(kind: Kind, names: Sequence[str], population: str) -> Kind:
    """GeoNames says of many towns and cities that they are populated places, as of villages."""
    is_large = population.isdecimal() and int(population) >= _NO_VILLAGE
    if kind == "village" and (is_large or any(map(_TOWNSHIP_END.search, names))):
        return "township"
    if kind == "estate" and any(map(_VILLAGE_END.search, names)):
        return "village"
    return kind


def _is_coarse(point: tuple[float, float]) -> bool:
    """Whether it is known to the minute only, as from old maps: up to 1.2 km off."""
    return all(abs(value * 60 - round(value * 60)) < _WHOLE_MINUTE for value in point)


def _local(row: Sequence[str], values: Sequence[str]) -> str:
    script = _NEVER
    if row[_COUNTRY] == "CN":
        script = _KOREAN if row[_CITY] == _YANBIAN else _LOCAL.get(row[_PROVINCE], _NEVER)
    own = (value for value in values if script.search(value) and not _LATIN.search(value))
    return next(map(tidy, own), "")
