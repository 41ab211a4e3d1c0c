"""Reading the shipped tables of sites/areas/data (gzipped, tab-separated, one header line)."""

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_name("data")


def read_text(name: str) -> str:
    """A shipped file as text, without its header line."""
    with gzip.open(FOLDER / name, "rt", encoding="utf-8", newline="\n") as file:
        return file.read().partition("\n")[2]


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a shipped table; an empty cell is an empty text."""
    for line in read_text(name).splitlines():
        yield line.split("\t")


class ByCounty:
    """A shipped table as one text with an index by county: a fifth of the memory that its rows
    would take. Its first cell is an area's code; rows stand in code order."""

    def __init__(self, name: str) -> None:
        self._text = read_text(name)
        self._starts: dict[str, int] = {}
        start = 0
        while start < len(self._text):
            self._starts.setdefault(self._text[start : start + 6], start)
            start = self._text.index("\n", start) + 1
        self._ends = [*list(self._starts.values())[1:], len(self._text)]
        self._order = list(self._starts.values())

    def lines(self, county: str) -> list[str]:
        """The rows of a county, not yet parted into cells."""
        start, end = self._span(county)
        return self._text[start:end].splitlines()

    def counties(self) -> Iterator[str]:
        """Codes of the areas that have rows, in order."""
        return iter(self._starts)

    def _span(self, county: str) -> tuple[int, int]:
        """Where the county's lines begin and end; (0, 0) for one that has none."""
        start = self._starts.get(county)
        return (0, 0) if start is None else (start, self._ends[bisect_left(self._order, start)])


class Townships(ByCounty):
    """The 38,700 townships in 2 MB; rows are "adcode<TAB>name"."""

    def __init__(self) -> None:
        super().__init__("townships.tsv.gz")

    def of(self, county: str) -> list[tuple[str, str]]:
        """(adcode, name) of each township of a county, in code order."""
        return [(line[:9], line[10:]) for line in self.lines(county)]

    def name(self, adcode: str) -> str | None:
        """The name of one township; None when there is none with this code."""
        start = self._text.find(f"{adcode}\t", *self._span(adcode[:6]))
        if start < 0:
            return None
        return self._text[start + len(adcode) + 1 : self._text.index("\n", start)]
