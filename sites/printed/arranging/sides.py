"""Two or three tables side by side: the same columns again, to the right."""

import re
from collections.abc import Sequence

from sites.reading.tables.signs import ADDRESS, PHONE, UNIT
from sites.reading.tables.titles import header_roles
from sites.text import squeeze, tidy

_ALIKE = 0.6
_FEWEST_ROWS = 2
_SIGNS = (
    ("phone", PHONE),
    ("serial", re.compile("[0-9]{1,4}")),
    ("unit", UNIT),
    ("address", ADDRESS),
)


def sides_of(lines: Sequence[Sequence[str]], width: int) -> list[range]:
    """The columns of each table that stands beside the others; one range for a single table.

    lines: cells of what may be rows, as many as width. Told by a header whose words are repeated;
    without a header by units and numbers to call that are.
    """
    for line in lines:
        roles = header_roles([tidy(text) for text in line])
        if sum(bool(role) for role in roles) < 2 or any(PHONE.search(text) for text in line):
            continue
        return _repeated([squeeze(text) for text in line], width) or [range(width)]
    return _repeated(_signs(lines, width), width) or [range(width)]


def _repeated(words: Sequence[str], width: int) -> list[range] | None:
    for count in (2, 3):
        if width % count or width // count < 2:
            continue
        size = width // count
        first = list(words[:size])
        if sum(bool(word) for word in first) < 2:
            continue
        if all(list(words[size * side : size * (side + 1)]) == first for side in range(count)):
            return [range(size * side, size * (side + 1)) for side in range(count)]
    return None


def _signs(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    """What each column holds, one letter; all empty when a table cannot be told from it."""
    signs = []
    for column in range(width):
        texts = [tidy(line[column]) for line in lines if line[column].strip()]
        signs.append(_sign(texts))
    is_list = "unit" in signs and {"phone", "address", "serial"} & {*signs}
    return signs if is_list and len(lines) >= _FEWEST_ROWS else [""] * width


def _sign(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    for sign, pattern in _SIGNS:
        found = [
            pattern.search(text) if sign == "phone" else pattern.fullmatch(text) for text in texts
        ]
        if sum(bool(match) for match in found) >= _ALIKE * len(texts):
            return sign
    return "other"
