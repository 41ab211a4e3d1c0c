"""Last digits printed behind a number: 88880000/1/2, 88880000~3 → the further numbers."""

import re

_PART = re.compile(r"([^0-9\s]+)\s?([0-9]+)")
_RANGE = frozenset("~至到")
_MOST = 9  # numbers that a range may stand for; more are no lines of one desk
_NEAR = 20  # how far apart numbers may be whose last three or four digits are printed
_SURE = 2  # so many last digits are taken for such whatever they are


def further(digits: str, tail: str) -> tuple[str, ...] | None:
    """The numbers whose last digits the tail gives, in order; None where a part of it is no such.

    digits: the number it stands behind, without area code. tail: signs and digits ("/1/2").
    """
    found: list[str] = []
    last = digits
    for sign, ending in _PART.findall(tail):
        other = digits[: -len(ending)] + ending
        apart = int(other) - int(last)
        if sign in _RANGE:
            if not 0 < apart <= _MOST:
                return None
            found.extend(str(int(last) + step).zfill(len(digits)) for step in range(1, apart + 1))
        elif len(ending) <= _SURE or abs(apart) <= _NEAR:
            found.append(other)
        else:
            return None
        last = other
    return tuple(found)
