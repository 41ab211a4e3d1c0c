"""One question over the network, with every limit that geopy's own adapters lack.

No redirect is followed, no proxy of the environment is used, nothing is retried; the whole answer
has one deadline (a drop a second does not renew it) and a largest size. Nothing that is raised or
logged here holds the address that was asked, because the address holds the key.
"""

import http.client
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from socket import SHUT_RDWR, socket
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

# Ten answers of AMap are some 6 KB.
MOST_BYTES = 256 * 1024


class CutOffError(GeocoderUnavailable):  # type: ignore[misc]  # geopy has no types
    """The connection broke before the answer was whole."""


class AnswerError(AdapterHTTPError):  # type: ignore[misc]
    """An answer with an HTTP status of 400 or more.

    body: its text. geopy's own `text` stays empty: geopy logs it, and it may quote the key.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: str) -> None:
        super().__init__(f"HTTP {status}", status_code=status, headers=headers, text="")
        self.body = body


@dataclass(slots=True)
class _Deadline:
    is_over: bool = False


class CappedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """geopy's adapter interface over http.client; one connection for each question.

    timeout: seconds for the whole answer, connecting and reading each at most.
    """

    def __init__(self, *, proxies: object, ssl_context: ssl.SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._given_context = ssl_context

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self._given_context or ssl.create_default_context()

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The answer as read by json. Raises GeocoderParseError when it is no JSON."""
        return read_json(self.get_text(url, timeout=timeout, headers=headers))

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The answer's text. Raises geopy's errors, without the address in any of them."""
        parts = urlsplit(url)
        connection = self._connection(parts, timeout)
        try:
            connection.connect()
        except TimeoutError:
            raise GeocoderTimedOut("连接超时") from None
        except ssl.SSLError as error:
            raise GeocoderUnavailable(f"安全连接没有建立（{error.reason}）") from None
        except OSError as error:
            raise GeocoderUnavailable(
                f"连不上（{error.strerror or type(error).__name__}）"
            ) from None
        try:
            return _asked(connection, f"{parts.path}?{parts.query}", (timeout, headers))
        finally:
            connection.close()

    def _connection(self, parts: SplitResult, timeout_s: float) -> http.client.HTTPConnection:
        host = parts.hostname or ""
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                host, parts.port, timeout=timeout_s, context=self._context
            )
        return http.client.HTTPConnection(host, parts.port, timeout=timeout_s)


def read_json(text: str) -> Any:
    """Raises GeocoderParseError when the text is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise GeocoderParseError("回答不是 JSON") from None


def _asked(
    connection: http.client.HTTPConnection,
    path: str,
    limits: tuple[float, Mapping[str, str]],
) -> str:
    timeout_s, headers = limits
    with _deadline(connection.sock, timeout_s) as deadline:
        try:
            connection.request("GET", path, headers={**headers, "Connection": "close"})
            answer = connection.getresponse()
            body = answer.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise _cause(error, is_late=deadline.is_over) from None
    if deadline.is_over:
        raise GeocoderTimedOut("回答超时")
    if len(body) > MOST_BYTES:
        raise GeocoderParseError(f"回答超过 {MOST_BYTES // 1024} KB")
    if answer.length:  # http.client says nothing when a cut answer is read in pieces
        raise CutOffError("连接中途断开")
    return _text(answer, body)


def _cause(error: Exception, *, is_late: bool) -> Exception:
    cause: Exception
    if is_late or isinstance(error, TimeoutError):
        cause = GeocoderTimedOut("回答超时")
    elif isinstance(error, OSError | http.client.RemoteDisconnected | http.client.IncompleteRead):
        cause = CutOffError("连接中途断开")
    else:
        cause = GeocoderParseError("回答不是 HTTP")
    return cause


def _text(answer: http.client.HTTPResponse, body: bytes) -> str:
    if 300 <= answer.status < 400:
        raise GeocoderServiceError(f"回答要转到别的地址（HTTP {answer.status}），没有跟去")
    if answer.status >= 400:
        headers = {name.lower(): text for name, text in answer.getheaders()}
        raise AnswerError(answer.status, headers, body.decode("utf-8", "replace"))
    try:
        return body.decode("utf-8-sig")
    except ValueError:
        raise GeocoderParseError("回答不是 UTF-8") from None


@contextmanager
def _deadline(link: socket | None, after_s: float) -> Iterator[_Deadline]:
    """Hangs up when the time is over, however busily the other side goes on."""
    deadline = _Deadline()

    def hang_up() -> None:
        deadline.is_over = True
        try:
            if link is not None:
                link.shutdown(SHUT_RDWR)
        except OSError:
            pass  # it is closed already

    timer = Timer(after_s, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    finally:
        timer.cancel()
