"""What a file gives before anybody asks what its columns mean, and how much of it is read."""

from dataclasses import dataclass

from sites.errors import BadFileError

# The national list has some 5,200 lines (under 1 MB as CSV). Ten times that and more is read;
# what is far beyond is no list of sites, and reading it could exhaust the machine.
MAX_FILE_BYTES = 50_000_000
MAX_LINES = 100_000
MAX_COLUMNS = 100
MAX_CELL_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. number: as the file counts, from 1; cells: as they came."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came. name: of the worksheet; empty for a text file."""

    name: str
    lines: tuple[Line, ...]
    is_hidden: bool = False


def checked_lines(lines: list[Line]) -> tuple[Line, ...]:
    """The lines. Raises BadFileError when there are more lines or columns than a list has."""
    if len(lines) > MAX_LINES:
        raise BadFileError(
            f"文件超过 {MAX_LINES} 行，不像采血点名单；请只留下名单，分成几个文件再读。"
        )
    if any(_width(line) > MAX_COLUMNS for line in lines):
        raise BadFileError(f"文件超过 {MAX_COLUMNS} 列，不像采血点名单；请删去多余的列再读。")
    return tuple(lines)


def _width(line: Line) -> int:
    if len(line.cells) <= MAX_COLUMNS:
        return len(line.cells)
    return max(place for place, cell in enumerate(line.cells, 1) if cell.strip())
