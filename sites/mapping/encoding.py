"""Whole numbers as characters, small ones as few: pins and base map are sent in this form.

As in the encoded polyline format
(developers.google.com/maps/documentation/utilities/polylinealgorithm): five bits a character,
lowest first, plus 63; the sign in the lowest bit. scripts/encoding.js reads it back.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

STEPS_PER_DEGREE = 10_000  # four decimals: 11 m of latitude


def differences(numbers: Sequence[int]) -> list[int]:
    """From each number to the next, the first one from 0."""
    return [here - before for before, here in zip([0, *numbers], numbers, strict=False)]


def characters(number: int) -> str:
    """One number, negative ones too."""
    left = number << 1 if number >= 0 else ~(number << 1)
    text = ""
    while left >= 32:
        text += chr((left & 31 | 32) + 63)
        left >>= 5
    return text + chr(left + 63)


def numbers(text: str) -> Iterator[int]:
    """The numbers that these characters stand for."""
    value = shift = 0
    for each in text:
        five = ord(each) - 63
        value |= (five & 31) << shift
        shift += 5
        if five < 32:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def line(text: str) -> list[tuple[float, float]]:
    """The (lat, lon) in degrees of a line, whose differences take turns."""
    steps = list(numbers(text))
    lats, lons = accumulate(steps[::2]), accumulate(steps[1::2])
    return [
        (lat / STEPS_PER_DEGREE, lon / STEPS_PER_DEGREE)
        for lat, lon in zip(lats, lons, strict=True)
    ]
