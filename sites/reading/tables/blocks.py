"""A list without a table: numbered or repeated blocks of labelled lines → a table.

    1、长春市公安局演示分局            序号 | 单位               | 地址      | 电话
    地址：演示路1号            →       1    | 长春市公安局演示分局 | 演示路1号 | 0431-0…
    电话：0431-0…

Only the words count here; where they stand on a page is the business of `sites.printed.arranging`,
which takes the spans.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sites.reading.sheets import Line, Sheet
from sites.reading.tables.block_walk import SERIAL_TITLE, Block, BlockWalk
from sites.reading.tables.headings import heading_of
from sites.reading.tables.labels import labelled_line
from sites.reading.tables.titles import header_roles
from sites.reading.tables.wrapping import join_wrapped
from sites.text import tidy

_LEADING = ("unit", "address", "phone", "mobile")
_NOTE_TITLES = ("注", "说明")
_MANY = 3  # blocks, of which one alone has a label
_ENOUGH_LABELS = 0.3  # of the lines; a table has a label here and there at most


@dataclass(frozen=True, slots=True)
class Blocks:
    """titles: of the columns, in the order of their first appearance."""

    titles: tuple[str, ...]
    blocks: tuple[Block, ...]

    def header_place(self, lines: Sequence[str]) -> int:
        """Before which block the header belongs: below the titles, above headings and rows."""
        return next(
            place
            for place, block in enumerate(self.blocks)
            if block.fields or heading_of(tidy(lines[block.line]))
        )


def blocks_table(lines: Sequence[str]) -> Sheet | None:
    """The table of a list that is printed as blocks of labelled lines; None when it is none.

    lines: as they stand below each other; an empty one is a gap between blocks. Each line of
    the sheet has the number (from 1) of the first line it was made of; the header, made of the
    labels, has 0. Titles, headings and notes are lines with one filled cell.
    """
    found = find_blocks(lines)
    if found is None:
        return None
    table = [Line(block.line + 1, _cells(block, found.titles, lines)) for block in found.blocks]
    table.insert(found.header_place(lines), Line(0, found.titles))
    return Sheet("", tuple(table))


def _cells(block: Block, titles: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    if not block.fields:
        return (lines[block.line].strip(), *[""] * (len(titles) - 1))
    return tuple(value_of(block, title, lines) for title in titles)


def value_of(block: Block, title: str, lines: Sequence[str]) -> str:
    """The text of a block's field; empty when the block has none of that title."""
    spans = block.fields.get(title, ())
    return join_wrapped([lines[span.line][span.start : span.end].strip() for span in spans])


def find_blocks(lines: Sequence[str]) -> Blocks | None:
    """Where the fields of each block stand; None when the lines are no such list."""
    parsed = [labelled_line(place, line) for place, line in enumerate(lines)]
    filled = [line for line in parsed if line.text.strip()]
    labelled = [line for line in filled if line.labels]
    if len(labelled) < 2 or len(labelled) < _ENOUGH_LABELS * len(filled):
        return None
    counts = Counter(label.role for line in labelled for label in line.labels)
    enough = max(counts.values()) / 2
    first = next(
        label.role for line in labelled for label in line.labels if counts[label.role] >= enough
    )
    has_unit = counts["unit"] >= enough
    building = BlockWalk(parsed, first, has_unit=has_unit)
    blocks = _without_footers(building.blocks())
    roles = {role for block in blocks for title in block.fields for role in header_roles([title])}
    if "unit" not in roles or not roles & {"address", "phone", "mobile"}:
        return None
    return Blocks(_titles(blocks), tuple(blocks))


def _without_footers(blocks: Sequence[Block]) -> list[Block]:
    """A label that stands once, in the last block of many, is a note below the list."""
    rows = [block for block in blocks if block.fields]
    if not rows:
        return list(blocks)
    once = Counter(title for block in rows for title in block.fields)
    last = rows[-1]
    alien = [
        title
        for title, spans in last.fields.items()
        if once[title] == 1
        and (len(rows) >= _MANY or title in _NOTE_TITLES)
        and header_roles([title])[0] not in _LEADING
        and spans
    ]
    starts = [last.fields[title][0].line for title in alien]
    start = min((line for line in starts if line > last.line), default=None)
    if start is None:
        return list(blocks)
    kept = {
        title: spans for title, spans in last.fields.items() if all(s.line < start for s in spans)
    }
    lines = tuple(line for line in last.lines if line < start)
    notes = [Block(line, (line,)) for line in last.lines if line >= start]
    place = blocks.index(last)
    return [*blocks[:place], Block(last.line, lines, kept), *notes, *blocks[place + 1 :]]


def _titles(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Serial and unit first, then as they come."""
    found = dict.fromkeys(title for block in blocks for title in block.fields)
    ahead = [title for title in (SERIAL_TITLE,) if title in found]
    return (*ahead, *(title for title in found if title not in ahead))
