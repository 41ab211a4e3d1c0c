"""Coordinates that a list brings: used only where datum and place are beyond doubt."""

import re

from sites.areas import gazetteer
from sites.assembling.desk import Desk
from sites.geo import Datum, Point, to_wgs84
from sites.geocoding import given_fix
from sites.records import Fix
from sites.text import squeeze

_DATUMS: dict[str, Datum] = {
    "wgs84": "wgs84",
    "epsg4326": "wgs84",
    "gps": "wgs84",
    # CGCS2000 and WGS-84 differ by centimetres.
    "cgcs2000": "wgs84",
    "天地图": "wgs84",
    "gcj02": "gcj02",
    "火星": "gcj02",
    "火星坐标": "gcj02",
    "高德": "gcj02",
    "腾讯": "gcj02",
    "bd09": "bd09",
    "bd09ll": "bd09",
    "百度": "bd09",
}
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")
# Mainland, Taiwan and the islands of the South China Sea, generously; only to tell a latitude
# from a longitude, which the two ranges allow because they do not touch.
_CHINA_LAT, _CHINA_LON = (3.0, 54.0), (73.0, 136.0)
_NOT_USED = "坐标没有采用，按地址定位。"


def read_coordinates(desk: Desk, adcode: str) -> Fix | None:
    """The given point as an exact fix, or None: there is none, or it cannot be trusted.

    adcode: the site's area; a point more than about 1 km outside it is not used. A point that
    carries a precision other than "exact" was geocoded, not given, and is not used either.
    """
    if not desk.cell("lat") and not desk.cell("lon"):
        return None
    if desk.cell("precision") not in ("", "exact"):
        return None
    datum = _read_datum(desk)
    printed = _read_point(desk)
    if datum is None or printed is None:
        return None
    county = _county(desk, to_wgs84(printed, datum), adcode)
    return None if county is None else given_fix(printed, datum, county)


def _read_datum(desk: Desk) -> Datum | None:
    text = desk.cell("datum")
    datum = _DATUMS.get(re.sub(r"[-_ :]", "", squeeze(text)).removesuffix("坐标系"))
    if datum is not None:
        return datum
    wrong = "datum 看不懂" if text else "没有写坐标系"
    desk.note(
        "datum",
        f"{wrong}：请在 datum 列写 wgs84、gcj02（高德、腾讯）或 bd09（百度）。{_NOT_USED}",
    )
    return None


def _read_point(desk: Desk) -> Point | None:
    """The point as printed; swapped numbers are put right and reported."""
    for column in ("lat", "lon"):
        if not _NUMBER.fullmatch(desk.cell(column)):
            desk.note(column, f"要写成十进制度数，如 30.642；纬度、经度都要有。{_NOT_USED}")
            return None
    lat, lon = float(desk.cell("lat")), float(desk.cell("lon"))
    if _is_in(lat, _CHINA_LON) and _is_in(lon, _CHINA_LAT):
        desk.note("lat", "纬度和经度写反了，已经对调；请改正原表。")
        lat, lon = lon, lat
    if not (_is_in(lat, _CHINA_LAT) and _is_in(lon, _CHINA_LON)):
        desk.note("lat", f"坐标不在中国境内。{_NOT_USED}")
        return None
    return Point(lat, lon)


def _county(desk: Desk, point: Point, adcode: str) -> str | None:
    """The county of the area that holds the point, or lies within 1 km of it."""
    counties = gazetteer().counties_at(point)
    if not counties:
        desk.note("lat", f"坐标不在中国境内。{_NOT_USED}")
        return None
    for county in counties:
        if adcode in gazetteer().lineage(county.adcode):
            return county.adcode
    desk.note("lat", f"坐标落在{counties[0].name}，与这一行的地区不符。{_NOT_USED}")
    return None


def _is_in(number: float, span: tuple[float, float]) -> bool:
    return span[0] <= number <= span[1]
