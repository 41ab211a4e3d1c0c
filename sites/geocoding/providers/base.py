"""What the four providers share: how a query becomes replies, and how an answer becomes an error.

A provider's module says its address, its levels and its codes. Codes and levels change without
notice: an unknown code is a `GeocoderServiceError`, an unknown level is worth no more than
"county", so that nothing is claimed which is not understood.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderUnavailable,
)
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from sites.geo import Datum, Point, to_wgs84
from sites.geocoding.providers.transport import AnswerError, CappedAdapter, read_json
from sites.records import PRECISIONS, Precision, Reply
from sites.text import tidy

TIMEOUT_S = 5.0
# The honest form of what some of the services ask for: they refuse what is no "Mozilla".
_USER_AGENT = "Mozilla/5.0 (compatible; free-dna-sites; list geocoding)"
_UNKNOWN_LEVEL: Precision = "county"
_MOST_SHOWN = 80
_DECIMALS = 6  # 0.1 m


class BusyError(GeocoderUnavailable):  # type: ignore[misc]  # geopy has no types
    """The service says that it is busy or has a fault of its own: later it may answer."""


# What a code of a service means → the error, and how it is said to an operator.
KINDS: Mapping[str, tuple[type[Exception], str]] = {
    "key": (GeocoderAuthenticationFailure, "密钥不对或已停用"),
    "rights": (GeocoderInsufficientPrivileges, "密钥没有这项服务的权限，或本机地址不在白名单里"),
    "quota": (GeocoderQuotaExceeded, "配额用完了"),
    "rate": (GeocoderRateLimited, "问得太快"),
    "busy": (BusyError, "服务正忙或出了故障"),
    "query": (GeocoderQueryError, "不收这个地址"),
    "unknown": (GeocoderServiceError, "没有见过的回答"),
}


def coarser(first: Precision, second: Precision) -> Precision:
    """The one that claims less."""
    return max(first, second, key=PRECISIONS.index)


class Provider(Geocoder):  # type: ignore[misc]
    """A service of the network as a geopy geocoder: queries → replies in WGS-84.

    name: as settings and fixes write it. title: for people. home: its own address. datum: of its
    points. levels: its levels → our precision. batch_size: queries in one question.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    home: ClassVar[str]
    datum: ClassVar[Datum]
    levels: ClassVar[Mapping[str, Precision]]
    codes: ClassVar[Mapping[str, str]]
    batch_size: ClassVar[int] = 1

    def __init__(
        self,
        key: str,
        *,
        url: str = "",
        timeout: float = TIMEOUT_S,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """key: the deployment's. url: asked instead of `home`. timeout: seconds for an answer."""
        super().__init__(
            timeout=timeout, proxies={}, user_agent=_USER_AGENT, adapter_factory=CappedAdapter
        )
        self._key = key
        self._now = now
        self.url = (url or self.home).rstrip("/")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url})"

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """The place of one address: a Location in WGS-84 whose raw is the Reply; None when there
        is no such place. exactly_one=False: a list of one. Raises geopy's errors when it could
        not be asked.
        """
        (reply,) = self.ask([query], timeout=timeout)
        if reply.point is None:
            return None
        place = Location(reply.address or query, (reply.point.lat, reply.point.lon), reply)
        return place if exactly_one else [place]

    def ask(self, queries: Sequence[str], *, timeout: Any = DEFAULT_SENTINEL) -> list[Reply]:
        """One question for up to batch_size queries; a reply for each, in their order.

        Raises geopy's errors, whose sentences name neither key nor address.
        """
        replies: list[Reply] = self._call_geocoder(
            self._question(queries), lambda answer: self._read(answer, queries), timeout=timeout
        )
        return replies

    def _question(self, queries: Sequence[str]) -> str:
        """The address, key and all, that asks the queries."""
        raise NotImplementedError

    def _check(self, answer: Mapping[str, Any]) -> None:
        """Raise what the answer's code means, unless it is a success or "no such place"."""
        raise NotImplementedError

    def _replies(self, answer: Mapping[str, Any], queries: Sequence[str]) -> list[Reply]:
        """The replies of an answer that passed _check."""
        raise NotImplementedError

    def _read(self, answer: Any, queries: Sequence[str]) -> list[Reply]:
        if not isinstance(answer, dict):
            raise GeocoderParseError(f"{self.title}：回答看不懂")
        self._check(answer)
        try:
            return self._replies(answer, queries)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            if isinstance(error, GeocoderServiceError):
                raise
            raise GeocoderParseError(f"{self.title}：回答缺少该有的部分") from None

    def _geocoder_exception_handler(self, error: Exception) -> None:
        """Errors of the transport → the same errors with our name; HTTP errors by their body."""
        if not isinstance(error, AnswerError):
            self._name(error)
            return
        try:
            answer = read_json(error.body)
        except GeocoderParseError:
            answer = None
        if isinstance(answer, dict) and error.status_code != 429:
            self._check(answer)
        if error.status_code >= 500:
            self._refuse("busy", f"HTTP {error.status_code}")
        error.args = (f"{self.title}：{error}",)

    def _name(self, error: Exception) -> None:
        words = str(error)
        if isinstance(error, GeocoderServiceError) and not words.startswith(self.title):
            error.args = (f"{self.title}：{words}", *error.args[1:])

    def _refuse(self, kind: str, code: str, message: object = "") -> NoReturn:
        """Raise the error of a kind. message: the service's own words; the key is taken out."""
        error, words = KINDS[kind]
        text = tidy(str(message)).replace(self._key, "***")[:_MOST_SHOWN]
        raise error(f"{self.title}：{words}（{' '.join(filter(None, (code, text)))}）")

    def _absent(self, query: str) -> Reply:
        return Reply(self.name, query, self._now(), datum=self.datum)

    def _found(self, query: str, point: Point, level: str, *more: str) -> Reply:
        """The reply with the point, given in the provider's datum, in WGS-84.

        more: address and area code, where it says them.
        """
        there = to_wgs84(point, self.datum)
        address, adcode = (*more, "", "")[:2]
        return Reply(
            provider=self.name,
            query=query,
            asked_at=self._now(),
            point=Point(round(there.lat, _DECIMALS), round(there.lon, _DECIMALS)),
            datum=self.datum,
            precision=self.levels.get(level, _UNKNOWN_LEVEL),
            level=level,
            address=tidy(address),
            adcode=adcode,
        )
