"""A city with one district: an address in it that names no county lies in that district.

A Chinese address leaves out the district only in the city's own town; whoever lives in one of the
counties or county-level cities names it. Where there are two districts, nothing follows.
"""

import re

from sites.areas import Area, gazetteer
from sites.areas.codes import is_above_counties, is_province

# A development zone may lie in any county, and belongs to none of them.
_ZONE = re.compile("开发|高新|经开|新区|园区|工业[园区]|保税|管委会|示范区|试验区|经济区")
_ZONE_NAME = re.compile(
    "[㐀-鿿]{0,6}?(?:(?:高新|高)技术产业园区?|(?:高新技术产业|经济技术|高新技术|高新|经济|工业|旅游|农业)?(?:开发|产业|工业)区|[高经][新开]技?区?"
    "|新区|园区|[工产]业园区?|保税港?区|示范区|试验区|经济区)"
)
# A name of a county or a township that was not understood: the address does name one.
_UNKNOWN_AREA = re.compile(
    "[㐀-鿿](?:[县旗镇乡]|(?<![小社市城])区)(?![前后政府])|^[㐀-鿿]{2,4}市(?![场民政区])"
)


def only_district(city: str) -> Area | None:
    """The district of a city that has just one; None for every other area."""
    if not is_above_counties(city) or is_province(city):
        return None
    districts = [part for part in gazetteer().parts(city) if part.name.endswith("区")]
    return districts[0] if len(districts) == 1 else None


def zone_named(*rests: str) -> str:
    """The development zone that one of the texts names; empty when none does."""
    found = next(filter(None, map(_ZONE_NAME.search, rests)), None)
    return found[0] if found else ""


def leaves_out_the_district(unit_rest: str, address_rest: str) -> bool:
    """Whether an address says where in its city a place lies, but neither it nor the unit speaks
    of a county, a township or a zone."""
    if not address_rest or _ZONE.search(unit_rest + " " + address_rest):
        return False
    return not any(map(_UNKNOWN_AREA.search, (unit_rest, address_rest)))
