"""Which columns a PDF page without drawn lines has: by the words of its header, or by its gaps.

The words of the header say how many columns there are; where between two of them hardly any word
of the document stands is the border.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from sites.reading.formats.pdfbands import gutters
from sites.reading.formats.pdfpage import Word
from sites.reading.formats.pdftables import Cell, line_text, text_of
from sites.reading.tables.cells import clean
from sites.reading.tables.columns import read_header, recognised
from sites.reading.tables.titles import Column

_GAPS_EM = (0.5, 1.0, 1.5, 0.3, 2.5)  # between the words of a header, likely ones first
_FEWEST_LINES = 5  # of a table without a header
_CLOSE_EM = 0.8  # between the lines of one title
_LONGEST_END = 2

Groups = list[list[Word]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page. borders: x between them, one less than there are titles."""

    header: tuple[Column, ...]
    titles: tuple[str, ...]
    borders: tuple[float, ...]

    def place(self, word: Word) -> int:
        """Which column the word stands in, from 0."""
        return sum(word.x >= border for border in self.borders)

    def crosses(self, word: Word) -> bool:
        """Whether the word reaches over a border, as a title does."""
        return any(
            word.left < border - 0.3 * word.em and word.right > border + 0.3 * word.em
            for border in self.borders
        )

    def held(self, words: Sequence[Word]) -> list[list[Word]]:
        """The words of each column."""
        columns: list[list[Word]] = [[] for _ in self.titles]
        for word in words:
            columns[self.place(word)].append(word)
        return columns

    def cells(self, words: Sequence[Word]) -> list[Cell]:
        """The words of a row as its cells."""
        return [Cell(text_of(words)) for words in self.held(words)]


def header_groups(line: Sequence[Word]) -> Groups | None:
    """The words of each title when the line is a header."""
    best: tuple[tuple[int, int], Groups] | None = None
    for gap in _GAPS_EM:
        groups = _groups(line, gap)
        header = read_header([clean(line_text(group)) for group in groups])
        if header and (best is None or _known(header) > best[0]):
            best = _known(header), groups
    return best[1] if best else None


def whole_titles(groups: Groups, above: Groups, below: Groups) -> Groups:
    """The groups with what belongs to their titles in the lines above and below; it is taken out
    of these."""
    return _with_ends(_with_wrapped(groups, [above, below]), below)


def _with_wrapped(groups: Groups, around: Sequence[Groups]) -> Groups:
    """The groups with the titles that stand in two lines beside them (序 above 号): words at the
    height of the header with none of it above or below. They are taken out of `around`."""
    top = min(word.top for group in groups for word in group)
    bottom = max(word.bottom for group in groups for word in group)
    wrapped: Groups = []
    for lines in around:
        for line in list(lines[-1:] if lines is around[0] else lines[:1]):
            is_beside = all(word.top < bottom and word.bottom > top for word in line)
            if is_beside and not any(_meets(word, group) for word in line for group in groups):
                lines.remove(line)
                for word in line:
                    own = next((group for group in wrapped if _meets(word, group)), None)
                    if own is None:
                        wrapped.append([word])
                    else:
                        own.append(word)
    return sorted([*groups, *wrapped], key=lambda group: group[0].left)


def _with_ends(groups: Groups, lines: Groups) -> Groups:
    """The groups with the ends of titles that are too long for their columns (联系电 above 话):
    a line close below that says nothing but such ends. It is taken out of `lines`."""
    if not lines:
        return groups
    bottom = max(word.bottom for group in groups for word in group)
    is_close = lines[0][0].top - bottom < _CLOSE_EM * lines[0][0].em
    are_ends = all(len(word.text) <= _LONGEST_END and word.text.isalpha() for word in lines[0])
    owners = [[group for group in groups if _meets(word, group)] for word in lines[0]]
    if not (is_close and are_ends and all(len(owner) == 1 for owner in owners)):
        return groups
    longer = [
        [*group, *(word for word, owner in zip(lines[0], owners, strict=True) if owner[0] is group)]
        for group in groups
    ]
    if _named(longer) < _named(groups):
        return groups
    lines.pop(0)
    return longer


def _named(groups: Groups) -> int:
    """How many of the titles are known words; 0 when they are no header."""
    header = read_header([clean(text_of(group)) for group in groups])
    return sum(bool(column.role) for column in header or ())


def _meets(word: Word, group: Sequence[Word]) -> bool:
    return any(word.left < other.right and other.left < word.right for other in group)


def columns_under(groups: Groups, below: Sequence[Sequence[Word]]) -> Columns:
    """The columns under the words of each title. below: the lines that tell the borders."""
    titles = tuple(text_of(group) for group in groups)
    header = read_header([clean(title) for title in titles]) or ()
    borders = [_border(left, right, below) for left, right in pairwise(groups)]
    return Columns(header, titles, tuple(borders))


def _known(header: Sequence[Column]) -> tuple[int, int]:
    """(fewer unknown columns, more known ones) is better."""
    named = sum(bool(column.role) for column in header)
    return named - len(header), named


def _groups(line: Sequence[Word], gap_em: float) -> list[list[Word]]:
    groups = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > gap_em * word.em:
            groups.append([])
        groups[-1].append(word)
    return groups


def _border(left: Sequence[Word], right: Sequence[Word], below: Sequence[Sequence[Word]]) -> float:
    """The x between two header words where fewest words of the lines below stand."""
    (a, b), (c, d) = (
        (min(word.left for word in group), max(word.right for word in group))
        for group in (left, right)
    )
    start, end, middle = (a + b) / 2, (c + d) / 2, (b + c) / 2
    spans = [(a, b), (c, d)]
    spans += [(w.left, w.right) for line in below for w in line if w.right > start and w.left < end]
    edges = sorted({start, end, *(x for span in spans for x in span if start <= x <= end)})
    middles = [((x0 + x1) / 2, x1 - x0) for x0, x1 in pairwise(edges) if x1 - x0 > 0.1]

    def cost(place: tuple[float, float]) -> tuple[int, float, float]:
        x, width = place
        return sum(left < x < right for left, right in spans), -width, abs(x - middle)

    return min(middles, key=cost, default=(middle, 0.0))[0]


def unheaded(lines: Sequence[Sequence[Word]]) -> Columns | None:
    """The columns of a page without a header: what no line but a title or two crosses is between
    them, and the cells say what they hold. None where they do not, or where a header stands."""
    if len(lines) < _FEWEST_LINES or any(map(header_groups, lines)):
        return None
    borders = gutters([[(word.left, word.right) for word in line] for line in lines])
    columns = Columns((), ("",) * (len(borders) + 1), borders)
    filled = [len({columns.place(word) for word in line}) for line in lines]
    firsts = [at for at, count in enumerate(filled) if count == max(filled)]
    lasts = [at + 1 for at in firsts]
    ways = (range(len(lines) + 1), [*firsts, len(lines)], [0, *lasts])
    for starts in ways:  # each line a row; rows that begin, or end, with a line in all columns
        rows = [list(chain.from_iterable(lines[a:b])) for a, b in pairwise(starts)]
        cells = [[clean(cell.text) for cell in columns.cells(row)] for row in rows]
        header = recognised([row for row in cells if len({*row} - {""}) > 1])
        if header:
            return replace(columns, header=header)
    return None
