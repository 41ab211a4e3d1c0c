"""The pieces of work of a reading, and the pages that they come to, read or kept from before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sites.errors import BadFileError
from sites.scans import Page, ReadRow
from sites.transcribing.gathering import GatheredFile
from sites.transcribing.keeping import WorkFolder, key_of

if TYPE_CHECKING:  # OpenCV and the models, which a reading of Word files never needs
    from sites.pictures import Pixels, Reader, ReadPage

NOT_INSTALLED = "读图片和文件要先安装一次：请在项目文件夹里运行 make ocr，再试一次。"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: a document, a picture (or several that continue each other), a scan.

    scan: the number of a PDF's page, from 1; None otherwise.
    """

    files: tuple[GatheredFile, ...]
    is_document: bool = False
    scan: int | None = None

    @property
    def name(self) -> str:
        """As a person finds it again."""
        first = self.files[0].name
        if self.scan is not None:
            return f"{first} 第 {self.scan} 页"
        return first if len(self.files) == 1 else f"{first} 等 {len(self.files)} 张"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page and the key under which its picture is kept."""

    name: str
    key: str
    page: Page


def plan(
    files: Sequence[GatheredFile],
    refused: list[tuple[str, str]],
    *,
    is_picture: Callable[[Path], bool],
    scanned_pages: Callable[[Path], Sequence[int]],
) -> tuple[Job, ...]:
    """The pieces of work in the order of the files; what cannot be opened goes to `refused`."""
    jobs: list[Job] = []
    pictures: list[GatheredFile] = []
    for file in files:
        try:
            if is_picture(file.path):
                pictures.append(file)
                continue
            scans = scanned_pages(file.path)
        except BadFileError as error:
            refused.append((file.name, str(error)))
            continue
        jobs += _picture_jobs(pictures)
        pictures = []
        jobs += [Job((file,), scan=number) for number in scans] or [Job((file,), is_document=True)]
    return (*jobs, *_picture_jobs(pictures))


def _picture_jobs(pictures: Sequence[GatheredFile]) -> Iterator[Job]:
    yield from (Job((picture,)) for picture in pictures)


class PageReader:
    """Reads the pages of pieces of work, each once: a page that was kept is not read again."""

    def __init__(self, work: WorkFolder) -> None:
        self._work = work

    def pages(self, job: Job) -> Iterator[KeptPage]:
        """The pages of this piece. Raises BadFileError when a file cannot be read."""
        key = key_of((file.path for file in job.files), str(job.scan or ""))
        keys = self._work.contents(key)
        if keys is None:
            keys = []
            for read in self._read(job):
                keys.append(f"{key}-{len(keys)}")
                self._work.keep(keys[-1], read.page, read.image)
            self._work.keep_contents(key, keys)
        for page_key in keys:
            yield KeptPage(job.name, page_key, self._work.page(page_key))

    def _read(self, job: Job) -> "Iterator[ReadPage]":
        from sites.pictures import read_pages, read_scan  # noqa: PLC0415  # as in _picture_jobs

        if job.scan is not None:
            return iter((read_scan(job.files[0].path, job.scan, self._reader),))
        return read_pages([file.path for file in job.files], self._reader)

    @cached_property
    def _reader(self) -> "Reader":
        from sites.pictures import Reader  # noqa: PLC0415  # loads the models

        return Reader()


class CutOuts:
    """The small pictures of rows beside their texts. Rows of one page are best asked in a row:
    the page that was asked for last stays in memory."""

    def __init__(self, work: WorkFolder, pages: Sequence[KeptPage]) -> None:
        self._work = work
        self._pages = pages
        self._last: tuple[int, Pixels] | None = None

    def __call__(self, row: ReadRow) -> bytes | None:
        """The part of the page inside the row's box as a WebP; None for a row of a text."""
        if row.page is None or row.box is None:
            return None
        from sites.pictures import cut_out, decode_upright  # noqa: PLC0415

        if self._last is None or self._last[0] != row.page:
            picture = self._work.picture(self._pages[row.page].key)
            self._last = (row.page, decode_upright(picture))
        return cut_out(self._last[1], row.box)
