"""STORY 0: a list as it was published becomes rows for a person to check.

    file ─pictures→ page ─arranging→ tables ─reading→ rows ─doubting→ rows with doubts
    file ─reading→ tables ────────────┘                       (documents that are text already)

This module calls and does not compute. What comes out goes to `proofing`, which writes the list
and its review page; only what a person has checked becomes a release, by `loading`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sites.errors import BadFileError
from sites.printed.arranging import arrange
from sites.printed.doubting import find_doubts
from sites.printed.working.gathering import PAGES_SUFFIX, GatheredFile, gather, provenances_of
from sites.printed.working.jobs import CutOuts, Job, KeptPage, PageReader, plan, reason_of
from sites.printed.working.kept import WorkFolder
from sites.printed.working.printed_rows import (
    FoundTable,
    ReadingStyle,
    read_document_table,
    read_printed_table,
)
from sites.printed.working.read_so_far import ReadSoFar, without_marks
from sites.printed.working.running import read_running_text
from sites.reading import read_sheets
from sites.reading.programmes import other_programme
from sites.records.scans import Page, PrintedTable, Provenance, Transcript

__all__ = ["PAGES_SUFFIX", "GatheredFile", "ReadRules", "transcribe"]


@dataclass(frozen=True, slots=True)
class ReadRules:
    """How a reading is to be done.

    provenance: where documents were published that no sources file names. anyway: read lists too
    whose own words say another programme. keep_names: officers' names go to the notes.
    """

    provenance: Provenance = field(default_factory=Provenance)
    anyway: bool = False
    keep_names: bool = False


@dataclass(frozen=True, slots=True)
class Transcription:
    """transcript: what was read. cut_outs: gives each of its rows its small picture."""

    transcript: Transcript
    cut_outs: CutOuts


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
    provenances, reader, read = (
        provenances_of(files, rules.provenance),
        PageReader(folder),
        ReadSoFar(),
    )
    for job in plan(watched(files), read.refuse):
        provenance = provenances[job.files[0].path]
        try:
            if job.is_document:
                _take_document(job, provenance, rules, read)
            else:
                for kept, page in reader.pages(job):
                    _take_page(kept, page, provenance, rules, read)
        except Exception as error:  # one odd file must not cost a volunteer the whole folder
            read.refuse(job.name, reason_of(error))
    transcript = read.transcript(find_doubts(read.printed_rows))
    return Transcription(transcript, CutOuts(folder, read.pages))


def _take_document(job: Job, provenance: Provenance, rules: ReadRules, read: ReadSoFar) -> None:
    sheets = [sheet for sheet in read_sheets(job.files[0].path) if sheet.lines]
    _refuse_other_programme(
        (cell for sheet in sheets for line in sheet.lines for cell in line.cells), rules
    )
    read.layout = None
    for sheet in sheets:
        name = f"{job.name} [{sheet.name}]" if len(sheets) > 1 and sheet.name else job.name
        read.add(
            read_document_table(sheet, ReadingStyle(name, rules.keep_names, read.layout)),
            provenance,
        )


def _take_page(
    kept: KeptPage, page: Page, provenance: Provenance, rules: ReadRules, read: ReadSoFar
) -> None:
    _refuse_other_programme((text.text for text in page.texts), rules)
    printed, marks = without_marks(page)
    arrangement = arrange(printed)
    found = _read_tables(arrangement.tables, kept.name, rules, read)
    read.add_page(kept, page, found, (*arrangement.leftovers, *marks), provenance)


def _read_tables(
    tables: Iterable[PrintedTable], name: str, rules: ReadRules, read: ReadSoFar
) -> Iterator[FoundTable]:
    """Each table as a table, else as running text."""
    for table in tables:
        style = ReadingStyle(name, rules.keep_names, read.layout)
        found = read_printed_table(table.lines, style)
        running = read_running_text(table.lines, style) if found.layout is None else None
        yield running or found


def _refuse_other_programme(texts: Iterable[str], rules: ReadRules) -> None:
    reason = None if rules.anyway else other_programme(texts)
    if reason:
        raise BadFileError(reason)
