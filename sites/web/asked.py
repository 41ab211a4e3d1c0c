"""What a request says: its query, its form, its JSON. Read strictly, measured, never repeated.

Flask would put signs for bytes that are no UTF-8, take the second of two numbers of one name and
read JSON as deep as it goes. What nobody can have meant is refused with a sentence.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from sites.directory.search import LONGEST_QUESTION
from sites.errors import BadQuestionError
from sites.saying import Sentence, mark
from sites.text import tidy

_JSON_WORDS = '请用 JSON 发送（UTF-8）：{"lat": 30.642, "lon": 104.043}。'
_ENCODING_WORDS = mark("这段文字的编码看不懂（要用 UTF-8）。请重新输入一遍。")
_BROKEN_OFF_WORDS = mark("没有收完整。请再发一次。")
_FIELD = re.compile(r"[A-Za-z_]\w{0,39}", re.ASCII)
_PLAIN_FORM = "application/x-www-form-urlencoded"


def query(*, by_people: bool = False) -> dict[str, str]:
    """The parameters behind the question mark, the first of each name.

    by_people: bytes that are no UTF-8 may be GB18030, as old programs on Chinese Windows paste
    them. Raises BadQuestionError for bytes that are neither.
    """
    pairs = list(_pairs(request.query_string, "query", by_people=by_people))
    return dict(reversed(pairs))


def question(text: str) -> str:
    """What was typed, fit to be searched: at most LONGEST_QUESTION characters, counted as they
    are compared (㍿ is four, ﷺ eighteen, a space of no width none).

    Raises BadQuestionError for a longer one.
    """
    plain = tidy(text)
    if len(plain) > LONGEST_QUESTION:
        raise BadQuestionError(
            Sentence(
                "写得太长了，最多 %(most)s 个字。请只写地名、单位名或电话号码。",
                most=LONGEST_QUESTION,
            ),
            "q",
        )
    stripped = text.strip()
    return stripped if len(stripped) <= LONGEST_QUESTION else plain


def form() -> dict[str, str]:
    """The fields of a posted form, each name once. Raises BadQuestionError."""
    content = _received()
    pairs = list(request.form.items(multi=True))
    if request.mimetype == _PLAIN_FORM:  # Flask would leave %FF in it, a text that nobody sent
        pairs = list(_pairs(content, "form", by_people=False))
    if len(dict(pairs)) < len(pairs):
        raise BadQuestionError(mark("同一项发来了两次。请从首页重新开始。"), "form")
    return dict(pairs)


def body() -> dict[str, Any]:
    """The object of a JSON body: UTF-8, each name once, numbers that JSON knows.

    Raises BadQuestionError for anything else.
    """
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if not request.is_json or charset not in ("utf-8", "utf8") or request.content_encoding:
        raise BadQuestionError(_JSON_WORDS, "body")
    content = _received()
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_refuse)
    except (ValueError, RecursionError):  # the text of the error would repeat the body
        raise BadQuestionError(_JSON_WORDS, "body") from None
    if not isinstance(found, dict):
        raise BadQuestionError(_JSON_WORDS, "body")
    return found


def field_name(name: str, otherwise: str) -> str:
    """A name from outside as an answer may repeat it: a plain word, else `otherwise`."""
    return name if _FIELD.fullmatch(name) else otherwise


def _pairs(content: bytes, whole: str, *, by_people: bool) -> Iterator[tuple[str, str]]:
    """The names and texts of an encoded form or query; whole: the field to blame for a name."""
    for pair in content.split(b"&"):
        name, _, value = map(unquote_to_bytes, pair.replace(b"+", b" ").partition(b"="))
        field = field_name(name.decode("utf-8", "replace"), whole)
        if pair:
            yield _text(name, field, by_people=False), _text(value, field, by_people=by_people)


def _text(content: bytes, field: str, *, by_people: bool) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if by_people and not _is_half_letters(content):
            return _of_old_windows(content, field)
        raise BadQuestionError(_ENCODING_WORDS, field) from None


def _of_old_windows(content: bytes, field: str) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        raise BadQuestionError(_ENCODING_WORDS, field) from None


def _is_half_letters(content: bytes) -> bool:
    """UTF-8 but for halves of surrogate pairs: as GB18030 it would be letters nobody typed."""
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _received() -> bytes:
    """The body as sent. Raises BadQuestionError when it breaks off or is cut up wrongly,
    RequestEntityTooLarge where Flask, not told its length, would take the first piece for all."""
    try:
        content = request.get_data()
    except HTTPException:
        raise
    except Exception:  # each server has its own errors for it
        raise BadQuestionError(_BROKEN_OFF_WORDS, "body") from None
    length, most = request.content_length, request.max_content_length or math.inf
    if length is None and len(content) >= most:
        raise RequestEntityTooLarge
    if length is not None and len(content) < length:  # lon=104.04 may have been lon=104.0434
        raise BadQuestionError(_BROKEN_OFF_WORDS, "body")
    return content


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
