"""A list without a table: numbered or repeated blocks of labelled lines → a table.

    1、长春市公安局演示分局            序号 | 单位               | 地址      | 电话
    地址：演示路1号            →       1    | 长春市公安局演示分局 | 演示路1号 | 0431-0…
    电话：0431-0…

Only the words count here; where they stand on a page is the business of `sites.printed.arranging`,
which takes the spans.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sites.reading.sheets import Line, Sheet
from sites.reading.tables.columns import UNIT, header_roles
from sites.reading.tables.headings import heading_of
from sites.reading.tables.wrapping import join_wrapped
from sites.text import squeeze, tidy

SERIAL_TITLE, UNIT_TITLE, OTHER_TITLE = "序号", "单位", "其他"
_COLON = r"[:：︰∶]"
# 地址, 地 址, 联系 电话(白天): a word a header could have, from a border of words to a colon.
_LABEL = re.compile(
    rf"(?:^|(?<=[\s,，.．;；。、|/\])）】>]))[\[【(（]?"
    rf"([A-Za-z\u3400-\u9fff](?:[\s/]?[A-Za-z\u3400-\u9fff]){{0,11}}(?:[(（][^()（）]{{1,6}}[)）])?)"
    rf"\s*(?:[\]】)）]\s*{_COLON}?|{_COLON})\s*"
)
# The same where the blank before the label was lost: …演示分局地址：演示路1号电话：0431-0…
_GLUED = re.compile(
    r"((?:详细|联系|采血点|采集点|办公|单位)?地址|(?:联系|办公|值班|咨询|固定|移动)?电话(?:号码)?"
    rf"|手机(?:号码?)?|联系人|联系方式|(?:单位|采血点|采集点)名称|备注)\s*{_COLON}\s*"
)
_ORDINAL = re.compile(r"\s*(?:[(（](\d{1,4})[)）]|(\d{1,4})\s*(?:[、.．,，)）]|\s|$))\s*(?!\d)")
_LEADING = ("unit", "address", "phone", "mobile")
_NOTE_TITLES = ("注", "说明")
_MANY = 3  # blocks, of which one alone has a label
_ENOUGH_LABELS = 0.3  # of the lines; a table has a label here and there at most


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line: characters start to end of lines[line]."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One row, or (no `fields`) a line that stands for itself: a title, a heading, a note.

    line: place of its first line, from 0. fields: column title → the spans of its value.
    lines: the places of all its lines.
    """

    line: int
    lines: tuple[int, ...]
    fields: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


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
    parsed = [_parse(place, line) for place, line in enumerate(lines)]
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
    building = _Building(parsed, first, has_unit=has_unit)
    blocks = _without_footers(building.blocks())
    roles = {role for block in blocks for title in block.fields for role in header_roles([title])}
    if "unit" not in roles or not roles & {"address", "phone", "mobile"}:
        return None
    return Blocks(_titles(blocks), tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Label:
    """title: as printed, without blanks. start: of the label; value: where its value begins."""

    title: str
    role: str
    start: int
    value: int


@dataclass(frozen=True, slots=True)
class _Parsed:
    """ordinal: the span of a number in front, or None. lead: where the text after it begins."""

    place: int
    text: str
    ordinal: tuple[int, int] | None
    lead: int
    labels: tuple[_Label, ...]

    def lead_span(self) -> Span | None:
        end = self.labels[0].start if self.labels else len(self.text)
        kept = self.text[self.lead : end].rstrip(" \t,，;；、(（[【")
        return Span(self.place, self.lead, self.lead + len(kept)) if kept.strip() else None

    def value_span(self, number: int) -> Span:
        label = self.labels[number]
        after = self.labels[number + 1].start if number + 1 < len(self.labels) else len(self.text)
        kept = self.text[label.value : after].rstrip(" \t,，;；、|/(（[【")
        kept = _without_lone_bracket(kept)
        return Span(self.place, label.value, label.value + len(kept))


def _without_lone_bracket(text: str) -> str:
    """The text without a bracket at its end that it does not open: the label stood within it."""
    bare = text.rstrip(" \t。.;；")
    for opening, closing in (("(（", ")）"), ("[【", "]】")):
        opened, closed = (sum(map(bare.count, signs)) for signs in (opening, closing))
        if bare.endswith(tuple(closing)) and closed > opened:
            return bare[:-1]
    return text


def _parse(place: int, text: str) -> _Parsed:
    match = _ORDINAL.match(text)
    ordinal, lead = None, 0
    if match:
        group = 1 if match.group(1) else 2
        ordinal, lead = match.span(group), match.end()
    return _Parsed(place, text, ordinal, lead, tuple(_labels(text, lead)))


def _labels(text: str, start: int) -> Iterator[_Label]:
    at = start
    while at < len(text):
        match = _next_label(text, at)
        if match is None:
            return
        title = squeeze(match.group(1))
        yield _Label(title, header_roles([title])[0], match.start(), match.end())
        at = match.end()


def _next_label(text: str, at: int) -> re.Match[str] | None:
    """The first label from here on: after a border, or glued to what comes before."""
    found = [_bordered(text, at), _GLUED.search(text, at)]
    return min((match for match in found if match), key=lambda match: match.start(), default=None)


def _bordered(text: str, at: int) -> re.Match[str] | None:
    while match := _LABEL.search(text, at):
        title = squeeze(match.group(1))
        if header_roles([title])[0] not in ("", "serial") and _is_one_word(match.group(1)):
            return match
        at = match.start() + 1
    return None


def _is_one_word(label: str) -> bool:
    """地 址 and 联系 电话 are one word spread out; 演示分局 地址 is two."""
    pieces = label.split()
    return len(pieces) == 1 or all(len(piece) <= 2 for piece in pieces)


@dataclass
class _Building:
    """The walk over the lines: which begin a block, which go on."""

    lines: Sequence[_Parsed]
    first_role: str
    has_unit: bool
    found: list[Block] = field(default_factory=list)
    fields: dict[str, list[Span]] = field(default_factory=dict)
    members: list[int] = field(default_factory=list)
    last_title: str = ""
    after_gap: bool = False

    @cached_property
    def is_numbered(self) -> bool:
        """Whether a number stands before most blocks."""
        starts = [line for line in self.lines if self._heads(line)]
        return sum(bool(line.ordinal) for line in self.lines) * 2 >= len(starts)

    def _heads(self, line: _Parsed) -> bool:
        return any(label.role == self.first_role for label in line.labels)

    def blocks(self) -> list[Block]:
        for line in self.lines:
            if not line.text.strip():
                self.after_gap = True
                continue
            self._take(line)
            self.after_gap = False
        self._close()
        return self.found

    def _take(self, line: _Parsed) -> None:
        if self._is_apart(line):
            self._close()
            self.found.append(Block(line.place, (line.place,)))
            return
        if self._begins(line):
            self._close()
            self._open(line)
        elif not self.members:
            self.found.append(Block(line.place, (line.place,)))
            return
        else:
            self._go_on(line)
        self._add_labels(line)

    def _is_apart(self, line: _Parsed) -> bool:
        """A heading: an area's name alone, with a block or another heading below it."""
        if line.labels or heading_of(tidy(line.text)) is None:
            return False
        below = self._below(line)
        return below is not None and (
            self._could_begin(below) or heading_of(tidy(below.text)) is not None
        )

    def _below(self, line: _Parsed) -> _Parsed | None:
        rest = self.lines[line.place + 1 :]
        return next((other for other in rest if other.text.strip()), None)

    def _could_begin(self, line: _Parsed) -> bool:
        if line.ordinal:
            return True
        if line.labels:
            return line.labels[0].role == self.first_role
        return not self.has_unit and bool(UNIT.fullmatch(tidy(line.text)))

    def _begins(self, line: _Parsed) -> bool:
        if line.ordinal and (line.labels or self._is_unit_above_label(line)):
            return True
        if line.labels and line.labels[0].role == self.first_role:
            is_filled = self.has_unit and bool({*self.fields} - {SERIAL_TITLE})
            return not self.members or is_filled or self._has_role(self.first_role)
        if line.ordinal or line.labels or self.has_unit:
            return False
        return self._is_unit_above_label(line)

    def _is_unit_above_label(self, line: _Parsed) -> bool:
        """A line without a label whose block's labels follow: the unit's name, or its number."""
        below = self._below(line)
        if below is None or line.labels:
            return False
        if below.labels and not below.ordinal and below.labels[0].role == self.first_role:
            return not self.members or self._has_role(self.first_role)
        return bool(line.ordinal) or (self.after_gap and not self.is_numbered)

    def _has_role(self, role: str) -> bool:
        return role in header_roles([*self.fields])

    def _open(self, line: _Parsed) -> None:
        if line.ordinal:
            self.fields[SERIAL_TITLE] = [Span(line.place, *line.ordinal)]
        self.members = [line.place]
        self.last_title = ""
        lead = line.lead_span()
        if lead:
            starts_with_unit = bool(line.labels) and line.labels[0].role == "unit"
            self.last_title = OTHER_TITLE if starts_with_unit else UNIT_TITLE
            self.fields[self.last_title] = [lead]

    def _go_on(self, line: _Parsed) -> None:
        self.members.append(line.place)
        end = line.labels[0].start if line.labels else len(line.text)
        if not line.text[:end].strip():
            return
        title = self.last_title or (OTHER_TITLE if self.has_unit else UNIT_TITLE)
        self.fields.setdefault(title, []).append(Span(line.place, 0, end))
        self.last_title = title

    def _add_labels(self, line: _Parsed) -> None:
        for number, label in enumerate(line.labels):
            if label.role == self.first_role and number and self._has_role(label.role):
                self._close()  # several blocks on one line
                self.members = [line.place]
            span = line.value_span(number)
            self.fields.setdefault(label.title, []).append(span)
            self.last_title = label.title

    def _close(self) -> None:
        if self.members:
            fields = {title: tuple(spans) for title, spans in self.fields.items()}
            self.found.append(Block(self.members[0], tuple(self.members), fields))
        self.fields, self.members, self.last_title = {}, [], ""


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
