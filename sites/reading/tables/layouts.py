"""Which column of a table holds what: by its header near the top, else by what the cells hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from sites.reading.tables import columns
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.headings import area_column_of
from sites.reading.tables.titles import Column

# A header stands near the top; below that many lines the table has none.
HEADER_WITHIN_LINES = 40
_SAMPLE_LINES = 300


@dataclass(frozen=True, slots=True)
class Header:
    """A line that was judged a header. place: among the lines of its table, from 0."""

    place: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Layout:
    """Which column holds what. header_line: number of the header's first line; 0 without one.

    header: the lines of the header, one or two.
    """

    columns: tuple[Column, ...]
    header_line: int = 0
    header: tuple[CleanLine, ...] = ()

    def is_header(self, texts: Sequence[str]) -> bool:
        """Whether a line is one of the header, there or again further down."""
        is_same = any(tuple(texts) == line.texts for line in self.header)
        return is_same or columns.is_header_again(texts, self.columns)

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, ...]]:
        """Role → the places of its columns, from 0, in order."""
        roles = [column.role for column in self.columns]
        return {
            role: tuple(place for place, each in enumerate(roles) if each == role)
            for role in {*roles}
        }

    def texts(self, texts: Sequence[str], role: str) -> list[str]:
        """The filled cells of the columns with this role, in order."""
        places = self._places.get(role, ())
        return [texts[place] for place in places if place < len(texts) and texts[place]]


def find_header(lines: Iterable[CleanLine]) -> Header | None:
    """The first header among the lines near the top; None when there is none."""
    for place, line in enumerate(islice(lines, HEADER_WITHIN_LINES)):
        found = columns.read_header(line.texts)
        if found is not None:
            return Header(place, found)
    return None


def find_layout(lines: Sequence[CleanLine]) -> Layout | None:
    """The layout by a header line near the top, else by what the cells hold."""
    return layout_by(find_header(lines), lines)


def layout_by(header: Header | None, lines: Sequence[CleanLine]) -> Layout | None:
    """The layout of lines whose header is known; None for lines that have none."""
    if header is None:
        found = _recognised(lines, fewest=3) or _recognised(lines, fewest=2)
        return Layout(found) if found else None
    place, named = header.place, header.columns
    below = None
    if place + 1 < len(lines):
        texts = _padded(lines[place + 1].texts, len(named))
        below = columns.read_lower_header(texts, named)
        named = columns.merged_header(named, below) if below else named
    body = [_padded(each.texts, len(named)) for each in lines[place + 1 :]]
    named = _with_area_column(columns.with_untitled(named, body), body)
    of_header = tuple(lines[place : place + (2 if below else 1)])
    return Layout(columns.with_sources(named), lines[place].number, of_header)


def _with_area_column(
    header: Sequence[Column], body: Sequence[Sequence[str]]
) -> tuple[Column, ...]:
    """The header; a column that nobody knows is one of areas where that is what it holds, mostly
    once for many rows: 区域 | 上海, 南京, 杭州."""
    found = list(header)
    for place, column in enumerate(header):
        filled = [texts[place] for texts in body if texts[place]] if not column.role else []
        role = area_column_of(filled[:_SAMPLE_LINES])
        if role and not any(each.role == role for each in found):
            found[place] = replace(column, role=role)
    return tuple(found)


def _recognised(lines: Sequence[CleanLine], *, fewest: int) -> tuple[Column, ...] | None:
    """The columns by what stands in lines of so many texts. Of two texts one must be a number to
    call: units beside each other look like units and addresses."""
    sample = [line.texts for line in lines if len({*line.texts} - {""}) >= fewest][:_SAMPLE_LINES]
    width = max((len(line.texts) for line in lines), default=0)
    body = [_padded(texts, width) for texts in sample]
    found = columns.recognised(body)
    if found is None or (fewest < 3 and all(column.role != "phone" for column in found)):
        return None
    return _with_area_column(found, body)


def filled_columns(body: Sequence[Sequence[str]], layout: Layout) -> frozenset[str]:
    """The area columns whose blank cells mean "as above": merged cells, saved as text.

    So it is when the column starts filled, has blanks, and hardly ever repeats the cell above:
    a list that repeats means its blanks. A blank county is never filled: the city's own unit
    has none. body: the tidied cells of the rows.
    """
    found = []
    for role in ("province", "city"):
        if not any(column.role == role for column in layout.columns):
            continue
        column = [next(iter(layout.texts(texts, role)), "") for texts in body]
        blanks = column.count("")
        repeats = sum(bool(above) and above == below for above, below in pairwise(column))
        if column and column[0] and blanks and repeats * 20 <= blanks:
            found.append(role)
    return frozenset(found)


def _padded(texts: Sequence[str], width: int) -> tuple[str, ...]:
    return (*texts[:width], *[""] * (width - len(texts)))
