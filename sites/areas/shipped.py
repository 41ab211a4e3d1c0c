"""Reading the shipped tables of sites/areas/data (gzipped, tab-separated, one header line)."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from sites.areas.codes import county_of

_OF_ONE_COUNTY = re.compile(r"^([0-9]{6}).*\n(?:\1.*\n)*", re.MULTILINE)
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
    """A shipped table as one text: a fifth of the memory that its rows would take. Its first cell
    is an area's code; rows stand in code order."""

    def __init__(self, name: str) -> None:
        self._text = read_text(name)
        self._spans = {lines[1]: lines.span() for lines in _OF_ONE_COUNTY.finditer(self._text)}

    def lines(self, county: str) -> list[str]:
        """The rows of a county, not yet parted into cells."""
        start, end = self._span(county)
        return self._text[start:end].splitlines()

    def has(self, county: str, words: str) -> bool:
        """Whether the words stand anywhere in the county's rows."""
        return self._text.find(words, *self._span(county)) >= 0

    def lines_with(self, county: str, words: str) -> Iterator[str]:
        """The rows of a county that have the words as a cell, but not the first or the last."""
        position, end = self._span(county)
        while (position := self._text.find(f"\t{words}\t", position, end)) >= 0:
            start = self._text.rfind("\n", 0, position) + 1
            position = self._text.index("\n", position)
            yield self._text[start:position]

    def named(self, kind: str) -> Iterator[tuple[str, str]]:
        """(area, name) of the rows of a kind, of a table whose first cells are area, name, kind."""
        position, mark = 0, f"\t{kind}\t"
        while (position := self._text.find(mark, position)) >= 0:
            start = self._text.rfind("\n", 0, position) + 1
            area, name = self._text[start:position].split("\t")
            yield area, name
            position += len(mark)

    def _span(self, county: str) -> tuple[int, int]:
        """Where the county's lines begin and end; (0, 0) for one that has none."""
        return self._spans.get(county, (0, 0))


class Townships(ByCounty):
    """The 38,700 townships in 2 MB; rows are "adcode<TAB>name"."""

    def __init__(self) -> None:
        super().__init__("townships.tsv.gz")

    def all(self) -> Iterator[tuple[str, str]]:
        """(adcode, name) of every township, in code order."""
        return map(_township, self._text.splitlines())

    def of(self, county: str) -> list[tuple[str, str]]:
        """(adcode, name) of each township of a county, in code order."""
        return list(map(_township, self.lines(county)))

    def name(self, adcode: str) -> str | None:
        """The name of one township; None when there is none with this code."""
        start = self._text.find(f"{adcode}\t", *self._span(county_of(adcode)))
        if start < 0:
            return None
        return self._text[start + len(adcode) + 1 : self._text.index("\n", start)]


def _township(line: str) -> tuple[str, str]:
    return line[:9], line[10:]
