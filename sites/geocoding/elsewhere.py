"""A village that the named county does not have, but another of its city: asked, never assumed."""

import re

from sites.areas import gazetteer
from sites.areas.codes import county_of, is_above_counties
from sites.areas.naming import quoted_names

_VILLAGE = re.compile("^([㐀-鿿]{2,8}?)(?:村民委员会|村委会|村|社区|嘎查|屯)(?![路街巷道大小])")
_NOTE = "「{name}」在{here}没有查到，{there}有一个：请核对区县。没有采用。"


def village_elsewhere(adcode: str, address_rest: str) -> str:
    """A note for the operator; empty where the address begins with no village, the county may have
    it, or several others do. Only where the deployment brought places: of the shipped villages each
    county lacks most. adcode: of the county or township that the address names."""
    match = _VILLAGE.match(address_rest)
    if match is None or not gazetteer().brought or is_above_counties(adcode):
        return ""
    county = county_of(adcode)
    above = gazetteer().path(county)[-2].adcode
    having = {county_of(code) for code in gazetteer().villages(match[1], above)}
    if county in having or len(having) != 1:
        return ""
    here, there = quoted_names(gazetteer(), (county,)), quoted_names(gazetteer(), having)
    return _NOTE.format(name=match[0], here=here, there=there)
