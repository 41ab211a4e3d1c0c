"""What WeChat wants before its own browser lets a page say how its card looks, or open WeChat's
map: a signature of the page's address (JS-SDK). Off without the keys of a WeChat account.

Sources, tried by others than us: the two questions and the signature's wording are those of
developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html, its appendix 1; the signature is
held to the example that stands there.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeopyError

from sites.geocoding.providers.transport import CappedAdapter

HOME = "https://api.weixin.qq.com"
_TIMEOUT_S = 5.0
_EARLY_S = 300.0  # a ticket is renewed so long before it ends
_PAUSE_S = 60.0  # after a failure, until WeChat is asked again
_MOST_S = 7200.0  # no ticket is kept longer, whatever the answer says

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tickets:
    """The account's ticket, fetched beside the requests and kept by each worker for itself.

    app_id, secret: of the account. home: where WeChat is asked. clock: seconds, never set back.
    """

    app_id: str
    secret: str = field(repr=False)
    home: str = HOME
    clock: Callable[[], float] = time.monotonic
    _ticket: str = field(default="", init=False, repr=False)
    _ends_s: float = field(default=0.0, init=False)
    _next_s: float = field(default=0.0, init=False)
    _is_asking: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def current(self) -> str:
        """The ticket; empty while there is none. No visitor waits for WeChat: it is asked by a
        thread of its own, one at a time, and after a failure not for a minute."""
        now = self.clock()
        if now > self._ends_s - _EARLY_S and now >= self._next_s and self._is_asking.acquire(False):
            threading.Thread(target=self._renew, daemon=True).start()
        return self._ticket if now < self._ends_s else ""

    def _renew(self) -> None:
        try:
            token = self._ask("token", "access_token", grant_type="client_credential",
                              appid=self.app_id, secret=self.secret)  # fmt: skip
            ticket = self._ask(
                "ticket/getticket", "ticket", access_token=token["access_token"], type="jsapi"
            )
            self._ends_s = self.clock() + min(_MOST_S, float(ticket["expires_in"]))
            self._ticket = ticket["ticket"]
        except _RefusedError as error:
            _log.warning("WeChat gave no ticket: %s", error)
        finally:
            self._next_s = self.clock() + _PAUSE_S
            self._is_asking.release()

    def _ask(self, path: str, wanted: str, **query: str) -> Mapping[str, Any]:
        """Raises _RefusedError, in which neither the secret nor a token stands."""
        url = f"{self.home}/cgi-bin/{path}?{urlencode(query)}"
        adapter = CappedAdapter(proxies={}, ssl_context=None)
        try:
            answer = adapter.get_json(url, timeout=_TIMEOUT_S, headers={})
        except GeopyError as error:
            raise _RefusedError(type(error).__name__) from None
        if not isinstance(answer, dict):
            raise _RefusedError("an answer of another form")
        text, seconds = answer.get(wanted), answer.get("expires_in")
        if isinstance(text, str) and text and isinstance(seconds, int | float):
            return answer
        code = answer.get("errcode")
        raise _RefusedError(f"errcode {code}" if isinstance(code, int) else "no errcode")


class _RefusedError(Exception):
    """WeChat did not give what was asked for."""


def signed(tickets: Tickets, url: str) -> Mapping[str, object] | None:
    """What wx.config takes for the page at an absolute address, which has no fragment; None while
    there is no ticket."""
    ticket = tickets.current()
    if not ticket:
        return None
    nonce, now = secrets.token_hex(8), int(time.time())
    return {
        "appId": tickets.app_id,
        "timestamp": now,
        "nonceStr": nonce,
        "signature": signature(ticket, nonce, now, url),
    }


def signature(ticket: str, nonce: str, timestamp: int, url: str) -> str:
    """SHA-1, as WeChat wants it, of the four in this order and unescaped."""
    text = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={url}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
