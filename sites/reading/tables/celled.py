"""A table that was copied with one cell on each line, its header too → lines of a table."""

from collections.abc import Sequence

from sites.reading.sheets import Line
from sites.reading.tables.cells import clean
from sites.reading.tables.meaning import kind_of
from sites.reading.tables.titles import header_roles

_SHORTEST_HEADER = 3
_HEADER_WITHIN = 60  # lines: titles, and one for each column


def cell_by_cell(texts: Sequence[Line]) -> list[Line]:
    """The lines of the table; empty when the texts, one cell each, are none."""
    roles = [_role(line.cells[0]) for line in texts[:_HEADER_WITHIN]]
    start = next((place for place, role in enumerate(roles) if role), len(roles))
    width = next((n for n, role in enumerate(roles[start:]) if not role), 0)
    header, body = texts[start : start + width], texts[start + width :]
    named = set(roles[start : start + width])
    is_header = len(named) == width >= _SHORTEST_HEADER and "unit" in named
    if not is_header or not body or len(body) % width:
        return []
    rows = [body[place : place + width] for place in range(0, len(body), width)]
    lines = [Line(row[0].number, tuple(cell.cells[0] for cell in row)) for row in (header, *rows)]
    if not all(_fits(line, roles[start : start + width]) for line in lines[1:]):
        return []
    return [*(Line(line.number, line.cells * width) for line in texts[:start]), *lines]


def _role(text: str) -> str:
    return header_roles([clean(text)])[0]


def _fits(line: Line, roles: Sequence[str]) -> bool:
    kinds = [kind_of(cell) for cell in line.cells]
    return all(
        (kind == "phone") == (role in ("phone", "mobile")) or not clean(cell)
        for kind, role, cell in zip(kinds, roles, line.cells, strict=True)
        if role != "serial"
    )
