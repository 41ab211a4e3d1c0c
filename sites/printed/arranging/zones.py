"""The story: a page is parted into zones, each becomes a table, tables that go on are joined."""

from collections.abc import Sequence

from sites.printed.arranging.drafts import Draft, DraftLine, printed, widened
from sites.printed.arranging.edges import column_edges
from sites.printed.arranging.grid_finding import find_grids
from sites.printed.arranging.grids import Grid, Ruling
from sites.printed.arranging.labelled import blocks_table
from sites.printed.arranging.page_texts import Piece, em_of, strips, text_lines
from sites.printed.arranging.ruled import inside, ruled_table
from sites.printed.arranging.stacked import have_other_columns, parted_at_headers
from sites.printed.arranging.strays import without_strays
from sites.printed.arranging.tilt import straightened
from sites.printed.arranging.unlined import Borders, unlined_table
from sites.records.scans import Arrangement, Page

_LONG = 0.5  # of the height or width of the texts
_MOST_LINES = 6  # of print in the fullest cell of a row; more, and rules part more than rows


def arrange(page: Page) -> Arrangement:
    """The tables of a page. Every text is in one cell that is not carried, or in `leftovers`.

    A text that reaches over a border of columns counts as its parts. Lines that stand for
    themselves (titles, headings, notes) have one filled cell. Texts that cross the table
    (watermarks, seals) and those whose row nobody can tell are left over.
    """
    found, rules = straightened(page)
    em = em_of(page.texts)
    pieces, left = without_strays(found)
    grids, uprights, levels = find_grids(rules, em)
    open_grids = [grid for grid in grids if not _is_full(grid, pieces, em)]
    grids = [grid for grid in grids if grid not in open_grids]
    uprights += [ruling for grid in open_grids for ruling in grid.uprights]
    levels += [ruling for grid in open_grids for ruling in grid.levels]
    drafts: list[Draft] = []
    for grid, zone in _zones(grids, pieces):
        if grid:
            drafts.append(ruled_table(grid, zone, em))
        elif blocks := blocks_table(zone, em):
            drafts.append(blocks)
        else:
            for part in parted_at_headers(zone, em):
                made = unlined_table(part, em, _borders(part, uprights, levels))
                drafts.append(made.draft)
                left += made.left
    tables = printed(_joined(drafts), page)
    return Arrangement(tables, tuple(piece.text for piece in left))


def _borders(
    pieces: Sequence[Piece], uprights: Sequence[Ruling], levels: Sequence[Ruling]
) -> Borders:
    """The rules that stand between texts; the upright ones that are long enough to part them."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    walls = [
        ruling.at
        for ruling in uprights
        if left < ruling.at < right and ruling.drawn(top, bottom) >= _LONG
    ]
    floors = [ruling for ruling in levels if top < ruling.at < bottom]
    return Borders(tuple(sorted(walls)), tuple(floors))


def _is_full(grid: Grid, pieces: Sequence[Piece], em: float) -> bool:
    """Whether the rules part the rows and the columns: not a frame only, nor frames beside each
    other, nor one around each province."""
    if grid.columns < 2 or grid.rows < 2:
        return False
    held: dict[tuple[int, int], list[Piece]] = {}
    columns: dict[int, list[Piece]] = {}
    for piece in pieces:
        if inside(grid, piece):
            place = grid.row_at(piece.middle_y), grid.column_at(piece.middle_x)
            held.setdefault(place, []).append(piece)
            columns.setdefault(place[1], []).append(piece)
    most: dict[int, int] = {}
    for (row, _), members in held.items():
        most[row] = max(most.get(row, 0), len(text_lines(members)))
    unparted = sum(len(own) for own in columns.values() if column_edges(strips(own), em))
    if not most or unparted > sum(map(len, columns.values())) / 2:
        return False
    return sorted(most.values())[len(most) // 2] <= _MOST_LINES


def _zones(grids: Sequence[Grid], pieces: Sequence[Piece]) -> list[tuple[Grid | None, list[Piece]]]:
    """Grids with the texts in them, and the texts above, between and below, from the top."""
    free = list(pieces)
    held: list[tuple[Grid, list[Piece]]] = []
    for grid in grids:
        held.append((grid, [piece for piece in free if inside(grid, piece)]))
        free = [piece for piece in free if not inside(grid, piece)]
    zones: list[tuple[Grid | None, list[Piece]]] = []
    for grid, members in held:
        middle = (grid.ys[0] + grid.ys[-1]) / 2
        above = [piece for piece in free if piece.middle_y < middle]
        free = [piece for piece in free if piece.middle_y >= middle]
        zones += [(None, above), (grid, members)]
    return [zone for zone in (*zones, (None, free)) if zone[1]]


def _joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Tables of one layout that follow each other are one. Titles and headings join the table
    below them; what follows the last table joins that."""
    joined: list[Draft] = []
    above: list[DraftLine] = []
    for place, draft in enumerate(drafts):
        if draft.width == 1 and place + 1 < len(drafts):
            above += draft.lines
            continue
        lines = (*above, *draft.lines)
        above = []
        goes_on = joined and draft.width in (joined[-1].width, 1)
        if goes_on and not have_other_columns(joined[-1], draft):
            lines = (*joined.pop().lines, *lines)
        width = max(len(line) for line in lines)
        joined.append(Draft(tuple(widened(line, width) for line in lines), draft.edges))
    return joined
