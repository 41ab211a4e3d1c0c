"""Hand-off links to the map apps. No key, https only, the right datum and order for each.

Templates, datums and orders as the providers document them:
AMap (lon,lat; GCJ-02) lbs.amap.com/api/uri-api/guide/mobile-web/point and …/search/search;
Baidu (lat,lon; `coord_type=gcj02`) lbsyun.baidu.com/docs/webapi?title=mapadjustment/uri/web, its
search by words among the same web addresses; Apple (lat,lon; inside China its map is AutoNavi's,
so GCJ-02: not tried on a telephone) developer.apple.com, Map Links;
Tencent (lat,lon; `coord_type=2` is GCJ-02) lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker and
uriWebPoisearch.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sites.areas import Area
from sites.areas.codes import county_of
from sites.geo import Point, from_wgs84
from sites.records import Site, Source
from sites.text import is_web_address
from sites.voice.language import say

# One fixed ASCII name by which the providers may count us; it says nothing of the visitor.
APP = "mianfei-caixuedian"
# The providers' own delimiters: left in a name, they would end it early or start a new field.
_DELIMITERS = re.compile(r"[,;:|&#?%，；：｜\x00-\x1f\x7f]+")
_NAME_LENGTH, _ADDRESS_LENGTH = 30, 50
# AMap has marked collection points of the first name with the ministry since 2017 (Xinhua,
# 2017-09-05); it answered the second in 2019 (cnbeta.com.tw/articles/tech/914161.htm), which
# nobody has tried since.
COLLECTION_KEYWORDS = ("DNA采集点", "滴血寻亲")


@dataclass(frozen=True, slots=True)
class MapLink:
    """words: what the button says. url: https. on_apple: only Apple's telephones have its map."""

    words: str
    url: str
    on_apple: bool = False


def map_links(site: Site, address: str) -> tuple[MapLink, ...]:
    """Where the map apps show the site: a pin for a fine point, a search for a coarse or unknown
    one (a wrong pin is worse than a search); none for a demonstration site."""
    if site.is_demo:
        return ()
    pin = _pin(site)
    return _pin_links(site, pin, address) if pin else _search_links(site)


def map_point(site: Site) -> str:
    """ "lat,lon" in GCJ-02 for a map that takes a point only (WeChat's); empty where a pin would
    be wrong, and for a demonstration site."""
    pin = None if site.is_demo else _pin(site)
    return f"{pin.lat:.6f},{pin.lon:.6f}" if pin else ""


def _pin(site: Site) -> Point | None:
    """Where the map apps set their mark, in GCJ-02; None where a mark would be wrong."""
    if site.fix is None or site.fix.is_coarse:
        return None
    return from_wgs84(site.fix.point, "gcj02")


def source_link(source: Source | None) -> str:
    """The address at which a site was published; empty where it is none that a browser may
    follow. A list once loaded may hold any text there: javascript: would run as ours."""
    return source.url if source and is_web_address(source.url) else ""


def collection_searches(path: Sequence[Area]) -> tuple[MapLink, ...]:
    """Another service's answers where we know no real site: collection points as AMap knows them
    in the city (else the province) of an area. path: province first."""
    city = next((area for area in path if area.level == "city"), path[0])
    return tuple(
        MapLink(
            say("在高德地图里找「%(keyword)s」", keyword=keyword),
            f"https://uri.amap.com/search?keyword={_quoted(keyword)}"
            f"&city={city.adcode}&view=list&src={APP}&callnative=1",
        )
        for keyword in COLLECTION_KEYWORDS
    )


def _pin_links(site: Site, pin: Point, address: str) -> tuple[MapLink, ...]:
    lat, lon = f"{pin.lat:.6f}", f"{pin.lon:.6f}"
    name = _field(site.unit, _NAME_LENGTH)
    place = _field(address, _ADDRESS_LENGTH)
    return (
        MapLink(
            say("用高德地图找路"),
            f"https://uri.amap.com/marker?position={lon},{lat}&name={name}&src={APP}"
            "&coordinate=gaode&callnative=1",
        ),
        MapLink(
            say("用百度地图找路"),
            f"https://api.map.baidu.com/marker?location={lat},{lon}&title={name}"
            f"&content={place}&coord_type=gcj02&output=html&src=webapp.{APP}.{APP}",
        ),
        MapLink(
            say("用腾讯地图找路"),
            f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{lat},{lon};title:{name};"
            f"addr:{place}&coord_type=2&referer={APP}",
        ),
        MapLink(
            say("用苹果地图找路"),
            f"https://maps.apple.com/?ll={lat},{lon}&q={name}",
            on_apple=True,
        ),
    )


def _search_links(site: Site) -> tuple[MapLink, ...]:
    keyword = _field(site.unit, _NAME_LENGTH)
    region = _field(site.city or site.province, _NAME_LENGTH)
    return (
        MapLink(
            say("在高德地图里搜"),
            f"https://uri.amap.com/search?keyword={keyword}&city={county_of(site.adcode)}"
            f"&view=list&src={APP}&callnative=1",
        ),
        MapLink(
            say("在百度地图里搜"),
            f"https://api.map.baidu.com/place/search?query={keyword}&region={region}"
            f"&output=html&src=webapp.{APP}.{APP}",
        ),
        MapLink(
            say("在腾讯地图里搜"),
            f"https://apis.map.qq.com/uri/v1/search?keyword={keyword}&region={region}"
            f"&referer={APP}",
        ),
    )


def _field(text: str, length: int) -> str:
    return _quoted(_DELIMITERS.sub(" ", text).strip()[:length].strip())


def _quoted(text: str) -> str:
    return quote(text, safe="")
