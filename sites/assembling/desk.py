"""Where the problems of one row are collected while it is judged."""

from dataclasses import dataclass, field

from sites.records import Problem, Row


class RefusedError(Exception):
    """The row cannot become a site; its problem stands on the desk. Never leaves assembling."""


@dataclass(slots=True)
class Desk:
    """One row and what was found wrong with it so far."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

    def cell(self, column: str) -> str:
        """The cell's text; empty when the list has none."""
        return self.row.cells.get(column, "")

    def note(self, column: str, advice: str, *, taken: bool = True) -> None:
        """A part of the row is left out or wants a look; the row itself is taken."""
        row = self.row
        self.problems.append(
            Problem(row.file, row.line, column, self.cell(column), advice, taken=taken)
        )

    def refuse(self, column: str, advice: str) -> RefusedError:
        """The row is not taken. Use as `raise desk.refuse(…)`."""
        self.note(column, advice, taken=False)
        return RefusedError(advice)
