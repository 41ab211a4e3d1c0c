"""Texts of a request → values, each with its own sentence when it cannot be understood."""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from sites.errors import BadQuestionError
from sites.geo import Point

PAGE_SIZE = 20
MOST_PAGES = 500
API_LIMIT, API_MOST = 20, 100
API_MOST_OFFSET = 1_000_000
NEAREST_LIMIT, NEAREST_MOST = 10, 50
_LONGEST_NUMBER = 40  # characters; a browser writes some 20
_WHOLE = re.compile(r"[0-9]{1,9}")


def page_number(arguments: Mapping[str, str]) -> int:
    """The page asked for, from 1. Raises BadQuestionError."""
    return whole_number(arguments.get("page", "1"), "page", least=1, most=MOST_PAGES)


def whole_number(text: object, field: str, *, least: int, most: int) -> int:
    """Raises BadQuestionError when text is not a whole number from least to most."""
    if isinstance(text, float) and text.is_integer():  # JSON writes 21 and 21.0 for the same
        text = int(text)
    number = int(str(text)) if _WHOLE.fullmatch(str(text)) else least - 1
    if not least <= number <= most:
        raise BadQuestionError(f"{field} 要写 {least} 到 {most} 的整数。", field)
    return number


def origin(values: Mapping[str, Any]) -> Point:
    """lat and lon (WGS-84, decimal degrees) as a point.

    Raises BadQuestionError, which never repeats the values: a position is private.
    """
    lat = _degrees(values.get("lat"), "lat", most=90)
    lon = _degrees(values.get("lon"), "lon", most=180)
    return Point(lat, lon)


def _degrees(value: object, field: str, *, most: int) -> float:
    if value is None or value == "":
        raise BadQuestionError("没有收到位置。请写 lat 和 lon 两个数，或者从省开始选。", field)
    try:
        degrees = float(value) if _is_number(value) else float("nan")
    except (ValueError, OverflowError):
        degrees = float("nan")
    if isinstance(value, bool) or not -most <= degrees <= most:
        raise BadQuestionError(f"{field} 要写 -{most} 到 {most} 的度数（WGS-84）。", field)
    return degrees


def _is_number(value: object) -> TypeGuard[float | str]:
    """Whether float may read it: a number of JSON, or the short text of one (not 1_0)."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_NUMBER and "_" not in value
    return isinstance(value, int | float)
