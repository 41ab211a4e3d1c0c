"""Baidu (百度). BD-09. Not geopy's BaiduV3, which gives BD-09 for WGS-84 and takes "no result" for
a fault (docs/providers.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from sites.geo import Datum, Point
from sites.geocoding.providers.base import Provider, coarser
from sites.records import Precision, Reply

# Its page: "at most 84 bytes"; a Chinese character is two in the GBK it was written for.
_MOST_BYTES = 84
_NO_RESULT_WORDS = ("无相关结果", "no result")
# Its page gives the error in metres that a confidence stands for: 80 = below 100 m, 50 = below
# 1 km, 30 = below 5 km. Least confidence → the most that such a point may claim.
_CONFIDENCE: tuple[tuple[int, Precision], ...] = (
    (80, "building"),
    (50, "street"),
    (30, "township"),
    (0, "county"),
)
_PLACES = (
    "门址", "地产小区", "商务大厦", "政府机构", "休闲娱乐", "生活服务", "餐饮", "宾馆", "购物",
    "金融", "教育", "医疗", "旅游景点", "汽车服务", "公司企业", "火车站", "长途汽车站", "飞机场",
    "机场", "加油站",
)  # fmt: skip


class Baidu(Provider):
    """GET /geocoding/v3/?address=…&ak=…"""

    name: ClassVar[str] = "baidu"
    title: ClassVar[str] = "百度"
    home: ClassVar[str] = "https://api.map.baidu.com"
    datum: ClassVar[Datum] = "bd09"
    # lbsyun.baidu.com/faq/api?title=webapi/guide/webservice-geocoding, field "level".
    levels: ClassVar[Mapping[str, Precision]] = {
        **dict.fromkeys(_PLACES, "building"),
        **dict.fromkeys(("道路", "交叉路口", "桥", "收费处/收费站"), "street"),
        **dict.fromkeys(("商圈", "村庄", "乡镇", "绿地"), "township"),
        **dict.fromkeys(("工业园区", "区县"), "county"),
        "城市": "city",
        "省": "province",
        "国家": "province",
    }
    # The same page, "服务状态码".
    codes: ClassVar[Mapping[str, str]] = {
        "1": "busy",
        "2": "query",
        "3": "rights",
        "4": "quota",
        "5": "key",
        **dict.fromkeys(("101", "200", "201", "202", "203", "250", "251", "252"), "key"),
        **dict.fromkeys(("102", "210", "211", "220", "230", "240", "260", "261"), "rights"),
        **dict.fromkeys(("301", "302"), "quota"),
        **dict.fromkeys(("401", "402"), "rate"),
    }

    def _question(self, queries: Sequence[str]) -> str:
        if len(queries[0].encode("gbk", "replace")) > _MOST_BYTES:
            self._refuse("query", "", "地址太长")
        parts = {
            "address": queries[0],
            "output": "json",
            "ret_coordtype": "bd09ll",
            "ak": self._key,
        }
        return f"{self.url}/geocoding/v3/?{urlencode(parts)}"

    def _check(self, answer: Mapping[str, Any]) -> None:
        status = str(answer.get("status", ""))
        if status != "0" and not _is_empty(answer):
            message = answer.get("message", answer.get("msg", ""))
            self._refuse(self.codes.get(status, "unknown"), status, message)

    def _replies(self, answer: Mapping[str, Any], queries: Sequence[str]) -> list[Reply]:
        if _is_empty(answer):
            return [self._absent(queries[0])]
        place = answer["result"]
        point = Point(float(place["location"]["lat"]), float(place["location"]["lng"]))
        reply = self._found(queries[0], point, str(place.get("level", "")))
        return [_weighed(reply, int(place.get("confidence", 0)))]


def _is_empty(answer: Mapping[str, Any]) -> bool:
    """Baidu says "no such place" as a fault of its own (1) with words, or as an empty result."""
    message = str(answer.get("message", answer.get("msg", ""))).lower()
    status = str(answer.get("status", ""))
    if status == "1":
        return any(word in message for word in _NO_RESULT_WORDS)
    return status == "0" and answer.get("result") == []


def _weighed(reply: Reply, confidence: int) -> Reply:
    most = next(most for least, most in _CONFIDENCE if confidence >= least or least == 0)
    level = f"{reply.level} 可信度 {confidence}"
    if reply.precision is None:
        return replace(reply, level=level)
    return replace(reply, level=level, precision=coarser(reply.precision, most))
