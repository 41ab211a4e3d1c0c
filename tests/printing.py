"""Pages as a perfect reader would see them: a list set in type, boxes and rules, no picture.

Units are made marked 演示, streets 演示路, and numbers begin with 0 behind the area code.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sites.records.scans import Box, Page, Picture, PrintedText, Rule

EM = 20
LINE = 27  # from line to line in a cell
MARGIN = 30


@dataclass(frozen=True, slots=True)
class Form:
    """How a list is set; lengths in pixels, widths of columns in characters.

    rules: "all", "level", "upright", "frame", "header" (below it and at both ends) or "none".
    merged: columns whose equal neighbours are one cell. is_middle: cells are centred upright.
    headings: above which row (from 0) which text stands alone. sides: tables side by side.
    sink: how far a line sinks from the left edge of the page to the right one. shaky: by how
    much edges of boxes are off. taken_together: share of texts read as one with the next one.
    has_header: whether the line of titles is printed.
    """

    widths: tuple[float, ...]
    rules: str = "all"
    merged: tuple[int, ...] = ()
    is_middle: bool = True
    centred: tuple[int, ...] = (0,)
    headings: tuple[tuple[int, str], ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    sides: int = 1
    pad_x: int = 14
    pad_y: int = 8
    sink: float = 0.0
    shaky: float = 0.0
    taken_together: float = 0.0
    has_header: bool = True
    seed: int = 1


def width_of(text: str) -> float:
    """In characters: letters and digits are half as wide."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a text in a column of this width; its own line breaks stay."""
    lines = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and width_of(line + character) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


class Setter:
    """Sets lines of type on a page, from the top down."""

    def __init__(self, form: Form) -> None:
        self.form, self.y = form, MARGIN
        self.texts: list[PrintedText] = []
        self.rules: list[Rule] = []
        self.page_width = MARGIN * 2 + 1

    def put(self, text: str, left: float, middle: float, em: float = EM) -> None:
        """One line of print; nothing for an empty one."""
        if not text:
            return
        lefts = [left + em * width_of(text[:place]) for place in range(len(text))]
        right = left + em * width_of(text)
        box = Box(round(left - 2), round(middle - em * 0.62), round(right + 2),
                  round(middle + em * 0.62))  # fmt: skip
        rounded = tuple(round(x) for x in lefts)
        self.texts.append(PrintedText(text, box, 0.99, rounded, text))
        self.page_width = max(self.page_width, round(right) + MARGIN)

    def put_alone(self, text: str, em: float = EM) -> None:
        """A line from the left margin."""
        self.put(text, MARGIN, self.y + em * 0.7, em)
        self.y += round(em * 1.8)

    def put_table(self, rows: Sequence[Sequence[str]], left: float, top: int) -> int:
        """A header and rows (a row of one text is a heading); the y below them."""
        form = self.form
        xs = [left]
        for width in form.widths:
            xs.append(xs[-1] + width * EM + 2 * form.pad_x)
        cells = [
            [wrapped(text, form.widths[at]) for at, text in enumerate(row)]
            if len(row) > 1 else [[row[0]]]
            for row in rows
        ]  # fmt: skip
        ys = [top]
        for cells_of_row in cells:
            counts = [len(lines) for at, lines in enumerate(cells_of_row) if at not in form.merged]
            ys.append(ys[-1] + max(counts or [1]) * LINE + 2 * form.pad_y)
        for at, row in enumerate(rows):
            if len(row) == 1:
                self.put(row[0], (xs[0] + xs[-1] - EM * width_of(row[0])) / 2,
                         (ys[at] + ys[at + 1]) / 2)  # fmt: skip
                continue
            for column, lines in enumerate(cells[at]):
                end = self._end_of_cell(rows, at, column)
                if end:
                    self._put_cell(lines, column, (xs[column], ys[at], xs[column + 1], ys[end]),
                                   is_header=form.has_header and at == 0)  # fmt: skip
        self._rule(rows, xs, ys)
        self.page_width = max(self.page_width, round(xs[-1]) + MARGIN)
        return ys[-1]

    def _end_of_cell(self, rows: Sequence[Sequence[str]], at: int, column: int) -> int:
        """Behind which row the cell ends that begins here; 0 when it began above."""
        if column not in self.form.merged or at == 0:
            return at + 1
        keys = [column_ for column_ in self.form.merged if column_ <= column]

        def is_one(one: int, other: int) -> bool:
            return (
                len(rows[one]) > 1
                and one > 0
                and all(rows[one][key] == rows[other][key] for key in keys)
            )

        if is_one(at - 1, at):
            return 0
        end = at + 1
        while end < len(rows) and len(rows[end]) > 1 and is_one(end, at):
            end += 1
        return end

    def _put_cell(
        self, lines: Sequence[str], column: int, box: tuple[float, float, float, float],
        *, is_header: bool,
    ) -> None:  # fmt: skip
        left, top, right, bottom = box
        form = self.form
        is_middle = form.is_middle or is_header
        y = (top + bottom - LINE * len(lines)) / 2 if is_middle else top + form.pad_y
        for line in lines:
            x = left + form.pad_x
            if is_header or column in form.centred:
                x = (left + right - EM * width_of(line)) / 2
            self.put(line, x, y + LINE / 2)
            y += LINE

    def _rule(self, rows: Sequence[Sequence[str]], xs: list[float], ys: list[int]) -> None:
        kind = self.form.rules
        for border, y in enumerate(ys):
            is_outer = border in (0, len(ys) - 1)
            is_drawn = kind in ("all", "level") or (kind in ("frame", "header") and is_outer)
            if is_drawn or (kind == "header" and border == 1):
                self._level(rows, border, xs, y)
        for place, x in enumerate(xs):
            is_outer = place in (0, len(xs) - 1)
            for at, row in enumerate(rows):
                inner = kind in ("all", "upright") and len(row) > 1
                if inner or (is_outer and kind in ("all", "upright", "frame")):
                    self.rules.append(Rule(True, round(x), ys[at], ys[at + 1]))

    def _level(
        self, rows: Sequence[Sequence[str]], border: int, xs: Sequence[float], y: int
    ) -> None:
        for column in range(len(xs) - 1):
            inside = 0 < border < len(rows) and len(rows[border]) > 1
            if inside and self._end_of_cell(rows, border, column) == 0:
                continue
            self.rules.append(Rule(False, y, round(xs[column]), round(xs[column + 1])))

    def page(self) -> Page:
        """The page, shaken and sunk as the form says."""
        chance = random.Random(self.form.seed)  # noqa: S311
        texts = _taken_together(self.texts, self.form.taken_together, chance)
        texts = [self._moved(text, chance) for text in texts]
        chance.shuffle(texts)
        rules = [
            replace(rule, at=rule.at + self._sunk((rule.start + rule.end) / 2))
            if not rule.is_upright
            else replace(rule, start=rule.start + self._sunk(rule.at),
                         end=rule.end + self._sunk(rule.at))
            for rule in self.rules
        ]  # fmt: skip
        height = round(self.y + MARGIN + abs(self.form.sink))
        picture = Picture("名单.png", 0, height)
        return Page((picture,), self.page_width, height, tuple(texts), tuple(rules))

    def _sunk(self, x: float) -> int:
        return round(self.form.sink * x / self.page_width)

    def _moved(self, text: PrintedText, chance: random.Random) -> PrintedText:
        shaky = self.form.shaky
        left, top, right, bottom = (round(chance.uniform(-shaky, shaky)) for _ in range(4))
        down = self._sunk((text.box.left + text.box.right) / 2)
        box = text.box
        box = Box(box.left + left, box.top + top + down, box.right + right,
                  box.bottom + bottom + down)  # fmt: skip
        return replace(text, box=box)


def _taken_together(
    texts: Sequence[PrintedText], share: float, chance: random.Random
) -> list[PrintedText]:
    found: list[PrintedText] = []
    for text in texts:
        before = found[-1] if found else None
        if (
            before
            and abs(before.box.middle_y - text.box.middle_y) < 2
            and 0 < text.box.left - before.box.right < 3 * EM
            and chance.random() < share
        ):
            both = before.text + text.text
            found[-1] = PrintedText(
                both, before.box.joined(text.box), 0.9, before.lefts + text.lefts, both
            )
        else:
            found.append(text)
    return found


def print_list(header: Sequence[str], rows: Sequence[Sequence[str]], form: Form) -> Page:
    """A page with one list in this form."""
    setter = Setter(form)
    if form.title:
        setter.put_alone(form.title, EM * 1.5)
    headings = dict(form.headings)
    lines: list[Sequence[str]] = []
    for at, row in enumerate(rows):
        if at in headings:
            lines.append((headings[at],))
        lines.append(row)
    share = -(-len(lines) // form.sides)
    bottoms = []
    left = float(MARGIN)
    for side in range(form.sides):
        part = [*([header] if form.has_header else []), *lines[side * share : (side + 1) * share]]
        bottoms.append(setter.put_table(part, left, setter.y))
        left += sum(form.widths) * EM + 2 * form.pad_x * len(form.widths)
        left += EM * 2 if form.rules == "none" else 0
    setter.y = max(bottoms) + 10
    for note in form.notes:
        setter.put_alone(note)
    return setter.page()


def print_lines(lines: Sequence[str], *, em: float = EM) -> Page:
    """A page of plain lines; an empty one is a gap."""
    setter = Setter(Form(()))
    for line in lines:
        if line:
            setter.put_alone(line, em)
        else:
            setter.y += round(em * 1.2)
    return setter.page()
