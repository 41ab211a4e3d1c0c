"""The walk over the labelled lines of a list: which of them begin a block, which go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sites.reading.tables.headings import heading_of
from sites.reading.tables.labels import LabelledLine, Span
from sites.reading.tables.signs import UNIT
from sites.reading.tables.titles import header_roles
from sites.text import tidy

SERIAL_TITLE, UNIT_TITLE, OTHER_TITLE = "序号", "单位", "其他"


@dataclass(frozen=True, slots=True)
class Block:
    """One row, or (no `fields`) a line that stands for itself: a title, a heading, a note.

    line: place of its first line, from 0. fields: column title → the spans of its value.
    lines: the places of all its lines.
    """

    line: int
    lines: tuple[int, ...]
    fields: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass
class BlockWalk:
    """The walk over the lines, once. first_role: of the label that a block begins with.

    has_unit: whether units have a label of their own. The rest is where the walk stands.
    """

    lines: Sequence[LabelledLine]
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

    def _heads(self, line: LabelledLine) -> bool:
        return any(label.role == self.first_role for label in line.labels)

    def blocks(self) -> list[Block]:
        """The blocks and the lines that stand for themselves, in order."""
        for line in self.lines:
            if not line.text.strip():
                self.after_gap = True
                continue
            self._take(line)
            self.after_gap = False
        self._close()
        return self.found

    def _take(self, line: LabelledLine) -> None:
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

    def _is_apart(self, line: LabelledLine) -> bool:
        """A heading: an area's name alone, with a block or another heading below it."""
        if line.labels or heading_of(tidy(line.text)) is None:
            return False
        below = self._below(line)
        return below is not None and (
            self._could_begin(below) or heading_of(tidy(below.text)) is not None
        )

    def _below(self, line: LabelledLine) -> LabelledLine | None:
        rest = self.lines[line.place + 1 :]
        return next((other for other in rest if other.text.strip()), None)

    def _could_begin(self, line: LabelledLine) -> bool:
        if line.ordinal:
            return True
        if line.labels:
            return line.labels[0].role == self.first_role
        return not self.has_unit and bool(UNIT.fullmatch(tidy(line.text)))

    def _begins(self, line: LabelledLine) -> bool:
        if line.ordinal and (line.labels or self._is_unit_above_label(line)):
            return True
        if line.labels and line.labels[0].role == self.first_role:
            is_filled = self.has_unit and bool({*self.fields} - {SERIAL_TITLE})
            return not self.members or is_filled or self._has_role(self.first_role)
        if line.ordinal or line.labels or self.has_unit:
            return False
        return self._is_unit_above_label(line)

    def _is_unit_above_label(self, line: LabelledLine) -> bool:
        """A line without a label whose block's labels follow: the unit's name, or its number."""
        below = self._below(line)
        if below is None or line.labels:
            return False
        if below.labels and not below.ordinal and below.labels[0].role == self.first_role:
            return not self.members or self._has_role(self.first_role)
        return bool(line.ordinal) or (self.after_gap and not self.is_numbered)

    def _has_role(self, role: str) -> bool:
        return role in header_roles([*self.fields])

    def _open(self, line: LabelledLine) -> None:
        if line.ordinal:
            self.fields[SERIAL_TITLE] = [Span(line.place, *line.ordinal)]
        self.members = [line.place]
        self.last_title = ""
        lead = line.lead_span()
        if lead:
            starts_with_unit = bool(line.labels) and line.labels[0].role == "unit"
            self.last_title = OTHER_TITLE if starts_with_unit else UNIT_TITLE
            self.fields[self.last_title] = [lead]

    def _go_on(self, line: LabelledLine) -> None:
        self.members.append(line.place)
        end = line.labels[0].start if line.labels else len(line.text)
        if not line.text[:end].strip():
            return
        title = self.last_title or (OTHER_TITLE if self.has_unit else UNIT_TITLE)
        self.fields.setdefault(title, []).append(Span(line.place, 0, end))
        self.last_title = title

    def _add_labels(self, line: LabelledLine) -> None:
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
