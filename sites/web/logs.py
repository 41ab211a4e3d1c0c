"""What may stand in a log: one line for each message, and no word of a visitor.

A message is escaped where it is written down; an error is told by its kind and its place in the
program, never by its text: "no such key: 成都" would put what somebody typed into a file.
"""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

# Where in the program, from the inside out; what lies farther out is the same for every request.
_MOST_PLACES = 12


class OneLine(logging.Formatter):
    """Writes a record on one line, whatever was put into it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the kind and place of an error behind it."""
        error = record.exc_info[1] if record.exc_info else None
        plain = logging.makeLogRecord({**vars(record), "exc_info": None, "exc_text": None})
        line = super().format(plain)
        return escaped(f"{line}: {trace(error)}" if error else line)


def escaped(text: str) -> str:
    """The text with all that ends a line, colours a screen or turns the direction of reading
    written as \\n, \\x1b, \\u202e …; a lone surrogate too."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def trace(error: BaseException) -> str:
    """The error's kind and the places it passed, innermost first; then the error before it."""
    return ", after ".join(_kind_and_places(each) for each in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in seen:
        seen.append(following)
        yield following
        following = following.__cause__ or following.__context__


def _kind_and_places(error: BaseException) -> str:
    places = [
        f"{'/'.join(Path(frame.f_code.co_filename).parts[-3:])}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return " < ".join([type(error).__qualname__, *places[: -_MOST_PLACES - 1 : -1]])
