"""Tianditu (天地图), the state's own map. CGCS2000, which is WGS-84 to some centimetres."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from sites.geo import Datum, Point
from sites.geocoding.providers.base import Provider, coarser
from sites.records import Precision, Reply

_EMPTY = "101"
# Below this score of 100 the service doubts itself; it names no scale, so the limit is ours.
_LEAST_SCORE = 60


class Tianditu(Provider):
    """GET /geocoder?ds={"keyWord":…}&tk=…, one address for each question."""

    name: ClassVar[str] = "tianditu"
    title: ClassVar[str] = "天地图"
    home: ClassVar[str] = "https://api.tianditu.gov.cn"
    datum: ClassVar[Datum] = "wgs84"
    # The service's page (lbs.tianditu.gov.cn/server/geocodinginterface.html) calls the level "name
    # of the class" and lists none. Seen in published answers: 兴趣点, 地名地址, 社区村落; the other
    # words are those of its search and of the other services. A 地名地址 may be a whole lane.
    levels: ClassVar[Mapping[str, Precision]] = {
        "门址": "building",
        "门牌": "building",
        "门牌号": "building",
        "兴趣点": "building",
        "地名地址": "street",
        "道路": "street",
        "交叉路口": "street",
        "社区村落": "township",
        "村庄": "township",
        "乡镇": "township",
        "乡镇街道": "township",
        "区县": "county",
        "市": "city",
        "省": "province",
    }
    # status of the page above; 30xxxx: codes that come with HTTP 403 (published error reports).
    codes: ClassVar[Mapping[str, str]] = {"404": "busy"}

    def _question(self, queries: Sequence[str]) -> str:
        wanted = json.dumps({"keyWord": queries[0]}, ensure_ascii=False, separators=(",", ":"))
        return f"{self.url}/geocoder?{urlencode({'ds': wanted, 'tk': self._key})}"

    def _check(self, answer: Mapping[str, Any]) -> None:
        status = str(answer.get("status", answer.get("code", "")))
        message = str(answer.get("msg", ""))
        if status in ("0", _EMPTY):
            return
        kind = self.codes.get(status) or _kind_by_words(status, message)
        self._refuse(kind, status, message)

    def _replies(self, answer: Mapping[str, Any], queries: Sequence[str]) -> list[Reply]:
        if str(answer["status"]) == _EMPTY:
            return [self._absent(queries[0])]
        place = answer["location"]
        point = Point(float(place["lat"]), float(place["lon"]))
        reply = self._found(
            queries[0], point, str(place.get("level", "")), str(place.get("keyWord", ""))
        )
        return [_weighed(reply, float(place.get("score", 100)))]


def _kind_by_words(status: str, message: str) -> str:
    """The codes of refused keys are published nowhere; their messages speak."""
    if any(word in message for word in ("配额", "上限", "超限", "次数")):
        return "quota"
    if any(word in message for word in ("频繁", "频率", "过快", "并发")):
        return "rate"
    if any(word in message for word in ("权限", "白名单", "IP")):
        return "rights"
    if any(word in message.lower() for word in ("key", "密钥", "tk")):
        return "key"
    return "rights" if status.startswith("301") else "unknown"


def _weighed(reply: Reply, score: float) -> Reply:
    level = f"{reply.level} {score:g} 分"
    if score >= _LEAST_SCORE or reply.precision is None:
        return replace(reply, level=level)
    return replace(reply, level=level, precision=coarser(reply.precision, "county"))
