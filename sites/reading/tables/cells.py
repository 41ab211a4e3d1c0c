"""One cell of a list as a person means it."""

import re
from dataclasses import dataclass

from sites.reading.sheets import MAX_CELL_LENGTH, Line
from sites.text import tidy

_NOTHING = re.compile(
    r"[-/\\—–_.。]*|:-+:?|-+:|无|暂无|没有|未知|不详|空|n/?a|null|none|nan|暂未公布|未公布|待定",
    re.IGNORECASE,
)
_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
ERROR = re.compile(r"#(?:n/a|ref!|value!|name\?|null!|div/0!|num!|spill!|calc!)", re.IGNORECASE)
# Characters that no font shows the same: lost in a conversion, or of a machine's private set.
UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff]")


def clean(text: str) -> str:
    """The cell tidied, out of spreadsheet armour (a leading ', =""), empty for 暂无, - and such.

    A line break stays a space; see `clean_list` for cells that hold several things.
    """
    if not text:
        return ""
    text = tidy(text)
    if text.startswith('="') and text.endswith('"'):  # keeps a spreadsheet from counting
        text = text[1:].strip('"')
    text = text.removeprefix("'").strip()
    return "" if _NOTHING.fullmatch(text) else text


def clean_list(text: str) -> str:
    """As `clean`, with a comma (、) for each line break."""
    return clean(_LINE_BREAKS.sub("、", text.strip()))


@dataclass(frozen=True, slots=True)
class CleanLine:
    """A line of a file. raw: its cells as they came; texts: the same, each cleaned.

    A cell that is too long is cut to one character more than is allowed.
    """

    number: int
    raw: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, line: Line) -> "CleanLine":
        """The line with its cells cleaned."""
        raw = line.cells
        if max(map(len, raw), default=0) > MAX_CELL_LENGTH:
            raw = tuple(cell[: MAX_CELL_LENGTH + 1] for cell in raw)
        return cls(line.number, raw, tuple(map(clean, raw)))
