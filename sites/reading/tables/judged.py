"""A sheet with what was judged of it, for all who ask: each line is cleaned and judged once."""

from functools import cached_property

from sites.reading.sheets import Sheet
from sites.reading.tables.cells import CleanLine
from sites.reading.tables.layouts import Header, Layout, find_header, layout_by


class JudgedSheet:
    """A sheet, its cleaned lines, its header and its layout, each found when first asked for."""

    def __init__(self, sheet: Sheet, header: Header | None = None) -> None:
        """header: the sheet's, where its reader judged it already to find what parts the cells;
        None when nobody did."""
        self.sheet = sheet
        self._header = header

    @cached_property
    def lines(self) -> tuple[CleanLine, ...]:
        """The lines with their cells cleaned."""
        return tuple(map(CleanLine.of, self.sheet.lines))

    @cached_property
    def header(self) -> Header | None:
        """The header near the top; None when there is none."""
        return self._header or find_header(self.lines)

    @cached_property
    def layout(self) -> Layout | None:
        """What the columns hold; None when no table of sites is recognised."""
        return layout_by(self.header, self.lines)
