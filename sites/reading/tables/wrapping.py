"""The lines of one printed cell → its text: where a line was only too long, and where it ended."""

import re
from collections.abc import Sequence

# A whole number to call at the end of a line, and one at the start of the next: two numbers.
_WHOLE = (
    r"(?:0\d{2,3}[-\s)）—－]*\d{7,8}|1\d{10}|[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|\d{7,8}|11\d|1\d{4})"
)
_ENDS_WHOLE = re.compile(
    rf"(?<!\d){_WHOLE}(?:\s*[-—转]+\s*\d{{1,5}})?(?:\s*[(（][^()（）]*[)）])?\s*$"
)
_STARTS_WHOLE = re.compile(rf"^\s*(?:[\u3400-\u9fff]{{1,8}}[:：]?\s*)?[(（]?{_WHOLE}(?!\d)")
_LETTERS = re.compile(r"[A-Za-z]")


def join_wrapped(lines: Sequence[str]) -> str:
    """One text of the lines of a cell, from top to bottom.

    Chinese that was too long for its column is joined without a blank, English with one. Two
    whole telephone numbers, one below the other, stay apart by a line break.
    """
    text = ""
    for line in lines:
        text = f"{text}{_between(text, line)}{line}"
    return text


def _between(above: str, below: str) -> str:
    if not above or not below:
        return ""
    if _ENDS_WHOLE.search(above.rpartition("\n")[2]) and _STARTS_WHOLE.search(below):
        return "\n"
    return " " if _LETTERS.match(above[-1]) and _LETTERS.match(below[0]) else ""
