"""Tencent (腾讯位置服务). GCJ-02."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from sites.geo import Datum, Point
from sites.geocoding.providers.base import Provider, coarser
from sites.records import Precision, Reply

_EMPTY = "347"
# Its page: from 7 of 10 the result is fairly exact, below it is unreliable in various ways.
_LEAST_RELIABILITY = 7
# The same page: from level 9 on a point is hit, below an area or a road.
_LEVEL_NAMES = {
    1: "城市",
    2: "区县",
    3: "乡镇、街道",
    4: "村、社区",
    5: "开发区",
    6: "商圈",
    7: "道路",
    8: "路口、出入口",
    9: "门址",
    10: "小区、大厦",
    11: "兴趣点",
}


class Tencent(Provider):
    """GET /ws/geocoder/v1/?address=…&policy=1&key=…; policy=1 lets the city be missing."""

    name: ClassVar[str] = "tencent"
    title: ClassVar[str] = "腾讯"
    home: ClassVar[str] = "https://apis.map.qq.com"
    datum: ClassVar[Datum] = "gcj02"
    # lbs.qq.com/service/webService/webServiceGuide/address/Geocoder, table "level".
    levels: ClassVar[Mapping[str, Precision]] = {
        "兴趣点": "building",
        "小区、大厦": "building",
        "门址": "building",
        "路口、出入口": "street",
        "道路": "street",
        "商圈": "township",
        "村、社区": "township",
        "乡镇、街道": "township",
        "开发区": "county",
        "区县": "county",
        "城市": "city",
    }
    # lbs.qq.com/service/webService/webServiceGuide/status; partly from published error reports.
    codes: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("190", "301", "311"), "key"),
        **dict.fromkeys(("110", "111", "112", "113", "123", "199"), "rights"),
        **dict.fromkeys(("121",), "quota"),
        **dict.fromkeys(("120", "122"), "rate"),
        **dict.fromkeys(("300", "306", "310", "320", "348", "365", "366", "395", "396"), "query"),
        **dict.fromkeys(("500", "510", "520", "530", "600"), "busy"),
    }

    def _question(self, queries: Sequence[str]) -> str:
        parts = {"address": queries[0], "policy": "1", "output": "json", "key": self._key}
        return f"{self.url}/ws/geocoder/v1/?{urlencode(parts)}"

    def _check(self, answer: Mapping[str, Any]) -> None:
        status = str(answer.get("status", ""))
        if status not in ("0", _EMPTY):
            self._refuse(self.codes.get(status, "unknown"), status, answer.get("message", ""))

    def _replies(self, answer: Mapping[str, Any], queries: Sequence[str]) -> list[Reply]:
        if str(answer["status"]) == _EMPTY:
            return [self._absent(queries[0])]
        place = answer["result"]
        point = Point(float(place["location"]["lat"]), float(place["location"]["lng"]))
        level = _LEVEL_NAMES.get(int(place.get("level", 0)), "")
        adcode = str(place.get("ad_info", {}).get("adcode", ""))
        reply = self._found(queries[0], point, level, str(place.get("title", "")), adcode)
        return [_weighed(reply, int(place.get("reliability", 0)))]


def _weighed(reply: Reply, reliability: int) -> Reply:
    level = f"{reply.level} 可信度 {reliability}"
    if reliability >= _LEAST_RELIABILITY or reply.precision is None:
        return replace(reply, level=level)
    return replace(reply, level=level, precision=coarser(reply.precision, "county"))
