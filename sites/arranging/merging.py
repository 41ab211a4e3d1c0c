"""Cells merged over several rows where no rule shows them: a province, printed in the middle.

The text stands in the middle of the rows it is for. So the first text's rows begin at the top,
end as far below the text as they began above it, the next text's rows begin there, and the last
ones end at the bottom. Only where all of them come out so is it known whose rows are whose.
"""

from collections.abc import Sequence

from sites.arranging.pieces import Piece, text_lines


def groups_by_symmetry(
    marks: Sequence[Sequence[Piece]], rows: Sequence[tuple[float, float]], em: float
) -> list[range] | None:
    """The rows of each mark, in order; None where they do not come out without doubt.

    marks: the texts of the column, each mark the pieces of one cell. rows: (top, bottom).
    """
    found: list[range] = []
    start = 0
    for mark in marks:
        end = _end_of(mark, rows, start, em)
        if end is None:
            return None
        found.append(range(start, end))
        start = end
    return found if start == len(rows) else None


def _end_of(
    mark: Sequence[Piece], rows: Sequence[tuple[float, float]], start: int, em: float
) -> int | None:
    middle = (min(each.top for each in mark) + max(each.bottom for each in mark)) / 2
    fits = []
    for end in range(start + 1, len(rows) + 1):
        off = abs((rows[start][0] + rows[end - 1][1]) / 2 - middle)
        height = rows[end - 1][1] - rows[end - 1][0]
        if off <= 0.22 * (height + 0.6 * em):  # a row more would move the middle by half of it
            fits.append((off, end))
    return min(fits)[1] if fits else None


def marks_of(pieces: Sequence[Piece], em: float) -> list[list[Piece]]:
    """The texts of a column of merged cells: lines that follow closely are one (upright print)."""
    found: list[list[Piece]] = []
    for line in text_lines(pieces):
        is_near = bool(found) and line[0].top - found[-1][-1].bottom < 0.55 * em
        is_short = bool(found) and (
            len(line[0].text.text) <= 2 or len(found[-1][-1].text.text) <= 2
        )
        if is_near and is_short:
            found[-1].extend(line)
        else:
            found.append(list(line))
    return found
