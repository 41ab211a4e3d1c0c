"""A hospital or a school that bears a district's name need not lie in it: 长安医院."""

import re

from sites.areas import gazetteer
from sites.areas.codes import is_above_counties
from sites.geocoding.districts import zone_named
from sites.understanding import understand

_HOUSE = re.compile(
    "医院|诊所|学校|大学|学院|中学|小学|宾馆|酒店|饭店|大厦|商场|商城|银行|公司|广场|体检中心"
)
_COUNTY = ("区", "县", "旗")


def is_house_elsewhere(unit: str, address: str) -> bool:
    """Whether a unit is a house that bears only a short name (长安医院, not 长安区医院), while its
    address says by itself where it is: in a county, or in a development zone."""
    if not _HOUSE.search(unit):
        return False
    if any(word.endswith(_COUNTY) for word in understand(gazetteer(), unit).matched):
        return False
    areas = understand(gazetteer(), address).areas
    is_county = len(areas) == 1 and not is_above_counties(areas[0].adcode)
    return is_county or bool(zone_named(address))
