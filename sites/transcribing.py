"""STORY 0: a list as it was published becomes rows for a person to check.

    file ─pictures→ page ─arranging→ tables ─reading→ rows ─doubting→ rows with doubts
    file ─reading→ tables ────────────┘                       (documents that are text already)

This module calls and does not compute. What comes out goes to `proofing`, which writes the list
and its review page; only what a person has checked becomes a release, by `loading`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sites.errors import BadFileError
from sites.printed.arranging import arrange
from sites.printed.doubting import find_doubts
from sites.printed.working.gathering import PAGES_SUFFIX, GatheredFile, gather
from sites.printed.working.jobs import CutOuts, Job, KeptPage, PageReader, plan, reason_of
from sites.printed.working.kept import WorkFolder
from sites.printed.working.printed_rows import (
    FoundRow,
    FoundTable,
    Style,
    read_document_table,
    read_printed_table,
)
from sites.printed.working.running import read_running_text
from sites.reading import read_sheets
from sites.reading.origins import origin_of, read_origins
from sites.reading.programmes import other_programme
from sites.reading.sheets import Sheet
from sites.reading.tables.table import Layout
from sites.records.scans import Doubt, Leftover, Origin, Page, PrintedText, ReadRow, Transcript

__all__ = ["PAGES_SUFFIX", "GatheredFile", "ReadRules", "transcribe"]


@dataclass(frozen=True, slots=True)
class ReadRules:
    """How a reading is to be done.

    origin: where documents were published that no sources file names. anyway: read lists too
    whose own words say another programme. keep_names: officers' names go to the notes.
    """

    origin: Origin = field(default_factory=Origin)
    anyway: bool = False
    keep_names: bool = False


@dataclass(frozen=True, slots=True)
class Transcription:
    """transcript: what was read. pages: the pages that its rows' `page` counts in, from 0."""

    transcript: Transcript
    pages: tuple[KeptPage, ...]
    work: WorkFolder

    def cut_outs(self) -> CutOuts:
        """What gives each row its small picture."""
        return CutOuts(self.work, self.pages)


def transcribe(
    paths: Sequence[Path],
    work: Path,
    rules: ReadRules,
    watched: Callable[[Sequence[GatheredFile]], Iterable[GatheredFile]] = lambda files: files,
) -> Transcription:
    """Read files and folders; what cannot be read is named and stops nothing else.

    work: the folder where recognised pages are kept; a second run with it reads only what is new.
    watched: passes the files through while they are read, as a progress bar does.
    Raises BadFileError when nothing is there to read.
    """
    files = gather(paths)
    folder = WorkFolder(work)
    desk = _Desk(rules, _origins(files, rules.origin), PageReader(folder))
    for job in plan(watched(files), desk.refuse):
        try:
            desk.take(job)
        except Exception as error:  # one odd file must not cost a volunteer the whole folder
            desk.refuse(job.name, reason_of(error))
    return Transcription(desk.finished(), tuple(desk.pages), folder)


def _origins(files: Sequence[GatheredFile], default: Origin) -> Mapping[Path, Origin]:
    """File → where it was published, by the sources file of its folder."""
    named = {folder: read_origins(folder) for folder in {file.folder for file in files}}
    return {
        file.path: origin if (origin := origin_of(named[file.folder], file.name)).title else default
        for file in files
    }


@dataclass(slots=True)
class _Desk:
    """What has been read so far. layout: of the last table that had a header."""

    rules: ReadRules
    origins: Mapping[Path, Origin]
    reader: PageReader
    rows: list[tuple[FoundRow, Origin, int | None]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    pages: list[KeptPage] = field(default_factory=list)
    layout: Layout | None = None
    table: int = 0

    def refuse(self, name: str, reason: str) -> None:
        """Note that a file, or a piece of it, was not read."""
        self.refused.append((name, reason))

    def take(self, job: Job) -> None:
        """Read one piece of work. Raises BadFileError when it cannot be read."""
        origin = self.origins[job.files[0].path]
        if job.is_document:
            self._take_document(job, origin)
            return
        for kept, page in self.reader.pages(job):
            self._take_page(kept, page, origin)

    def finished(self) -> Transcript:
        """All that was read, each row with its doubts."""
        doubts = find_doubts([row.printed for row, _, _ in self.rows])
        rows = tuple(
            _read_row(number, *entry, found)
            for number, (entry, found) in enumerate(zip(self.rows, doubts, strict=True), 1)
        )
        return Transcript(rows, tuple(self.leftovers), tuple(self.refused), tuple(self.warnings))

    def _take_document(self, job: Job, origin: Origin) -> None:
        sheets = [sheet for sheet in read_sheets(job.files[0].path) if sheet.lines]
        self._refuse_other_programme(_words(sheets))
        self.layout = None
        for sheet in sheets:
            name = f"{job.name} [{sheet.name}]" if len(sheets) > 1 and sheet.name else job.name
            found = read_document_table(sheet, self._style(name))
            self._add(found, origin, page=None)

    def _take_page(self, kept: KeptPage, page: Page, origin: Origin) -> None:
        self._refuse_other_programme(text.text for text in page.texts)
        number, rows_before = len(self.pages), len(self.rows)
        self.pages.append(kept)
        printed, marks = _without_marks(page)
        arrangement = arrange(printed)
        for table in arrangement.tables:
            style = self._style(kept.name)
            found = read_printed_table(table.lines, style)
            if found.layout is None:
                found = read_running_text(table.lines, style) or found
            self._add(found, origin, page=number)
        self.leftovers += [
            Leftover(
                page.picture_at(text.box.middle_y).name,
                text.text,
                "leftover",
                _LEFT_OVER,
                page=number,
                box=text.box,
            )
            for text in (*arrangement.leftovers, *marks)
        ]
        self.warnings += [(kept.name, warning) for warning in page.warnings]
        if len(self.rows) == rows_before:
            self.warnings.append((kept.name, _NO_LIST))

    def _refuse_other_programme(self, texts: Iterable[str]) -> None:
        reason = None if self.rules.anyway else other_programme(texts)
        if reason:
            raise BadFileError(reason)

    def _style(self, name: str) -> Style:
        return Style(name, self.rules.keep_names, self.layout)

    def _add(self, found: FoundTable, origin: Origin, *, page: int | None) -> None:
        if found.layout is not None and found.layout.header_line:
            self.layout = found.layout
            self.table += 1
        for row in found.rows:
            # Numbered only now: a table without a header goes on with the numbers of the one above.
            printed = replace(row.printed, table=self.table)
            self.rows.append((replace(row, printed=printed), origin, page))
        self.leftovers += [replace(leftover, page=page) for leftover in found.leftovers]


_LEFT_OVER = "不在表格里；是采血点的内容就补进去。"
_NO_LIST = "这张图上没有认出名单；请看一看是不是放错了图片。"


def _without_marks(page: Page) -> tuple[Page, list[PrintedText]]:
    """The page's print, and its watermarks and stamps."""
    marks = [text for text in page.texts if text.is_mark]
    return replace(page, texts=tuple(text for text in page.texts if not text.is_mark)), marks


def _words(sheets: Iterable[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for line in sheet.lines:
            yield from line.cells


def _read_row(
    number: int, row: FoundRow, origin: Origin, page: int | None, doubts: tuple[Doubt, ...]
) -> ReadRow:
    return ReadRow(
        number=number,
        cells=row.printed.cells,
        picture=row.printed.picture,
        picture_row=row.printed.picture_row,
        origin=_own_origin(row.printed.cells, origin),
        doubts=(*row.said, *doubts),
        page=page,
        box=row.box,
        boxes=row.boxes,
    )


def _own_origin(cells: Mapping[str, str], otherwise: Origin) -> Origin:
    """Where the row itself says that it was published, else the list; a lone date says nothing
    where the list says more."""
    parts = [cells.get(column, "") for column in ("source_title", "source_url", "published_on")]
    is_own = any(parts[:2]) or (any(parts) and not otherwise.title)
    return Origin(*parts) if is_own else otherwise
