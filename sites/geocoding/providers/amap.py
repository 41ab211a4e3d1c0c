"""AMap (高德). GCJ-02; up to ten addresses in one question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from geopy.exc import GeocoderParseError

from sites.geo import Datum, Point, great_circle_km
from sites.geocoding.providers.base import Provider, coarser
from sites.records import Precision, Reply

_SUCCESS = "1"
_BETWEEN = "|"
_ONE_PLACE_KM = 1.0


class Amap(Provider):
    """GET /v3/geocode/geo?address=…|…&batch=true&key=…"""

    name: ClassVar[str] = "amap"
    title: ClassVar[str] = "高德"
    home: ClassVar[str] = "https://restapi.amap.com"
    datum: ClassVar[Datum] = "gcj02"
    batch_size: ClassVar[int] = 10
    # The list of levels on lbs.amap.com/api/webservice/guide/api/georegeo, with the variants that
    # published answers have (门址, 住宅区, 公交地铁站点).
    levels: ClassVar[Mapping[str, Precision]] = {
        "单元号": "building",
        "门牌号": "building",
        "门址": "building",
        "兴趣点": "building",
        "住宅区": "street",
        "公交站台、地铁站": "street",
        "公交地铁站点": "street",
        "道路": "street",
        "道路交叉路口": "street",
        "道路交叉口": "street",
        "热点商圈": "township",
        "村庄": "township",
        "乡镇": "township",
        "开发区": "county",
        "区县": "county",
        "市": "city",
        "省": "province",
        "国家": "province",
    }
    # infocode, lbs.amap.com/api/webservice/guide/tools/info; partly from published error reports.
    codes: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("10001", "10007", "10008", "10013"), "key"),
        **dict.fromkeys(("10002", "10005", "10006", "10009", "10011", "10012", "10041"), "rights"),
        **dict.fromkeys(("10003", "10010", "10044", "40000", "40002"), "quota"),
        **dict.fromkeys(("10004", "10014", "10019", "10020", "10021", "10029"), "rate"),
        **dict.fromkeys(("10015", "10016", "10017", "20003"), "busy"),
        **dict.fromkeys(("10026", "20000", "20001", "20002", "20012"), "query"),
    }
    _engine_codes = ("30", "31", "32")  # 30000 to 32999: the engine has no answer to this address

    def _question(self, queries: Sequence[str]) -> str:
        parts = {
            "address": _BETWEEN.join(query.replace(_BETWEEN, " ") for query in queries),
            "output": "JSON",
            "key": self._key,
        }
        if len(queries) > 1:
            parts["batch"] = "true"
        return f"{self.url}/v3/geocode/geo?{urlencode(parts)}"

    def _check(self, answer: Mapping[str, Any]) -> None:
        if str(answer.get("status")) == _SUCCESS:
            return
        code = str(answer.get("infocode", ""))
        is_engine = len(code) == 5 and code.startswith(self._engine_codes)
        kind = "query" if is_engine else self.codes.get(code, "unknown")
        self._refuse(kind, code, answer.get("info", ""))

    def _replies(self, answer: Mapping[str, Any], queries: Sequence[str]) -> list[Reply]:
        places = answer["geocodes"]
        if len(queries) > 1:
            if len(places) != len(queries):  # which one belongs to which nobody can say
                raise GeocoderParseError(f"{self.title}：问了 {len(queries)} 个，答了别的个数")
            return [self._reply(*pair) for pair in zip(queries, places, strict=True)]
        found = [self._reply(queries[0], place) for place in places]
        return [_one(found) if found else self._absent(queries[0])]

    def _reply(self, query: str, place: Mapping[str, Any]) -> Reply:
        if not place.get("location"):
            return self._absent(query)
        lon, lat = str(place["location"]).split(",")
        texts = (_text(place.get(name)) for name in ("formatted_address", "adcode"))
        return self._found(query, Point(float(lat), float(lon)), _text(place.get("level")), *texts)


def _text(part: object) -> str:
    """AMap writes what it does not know as an empty list."""
    return part if isinstance(part, str) else ""


def _one(found: Sequence[Reply]) -> Reply:
    """The first of several places; it claims no more than the county when they lie apart."""
    first, *others = found
    if first.point is None or first.precision is None:
        return first
    there = (reply.point for reply in others if reply.point is not None)
    if all(great_circle_km(first.point, point) <= _ONE_PLACE_KM for point in there):
        return first
    level = f"{first.level}（{len(found)} 处）"
    return replace(first, level=level, precision=coarser(first.precision, "county"))
