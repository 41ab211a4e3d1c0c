"""The pieces of work of a reading, and the pages that they come to, read or kept from before."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sites.errors import BadFileError
from sites.printed.working.gathering import GatheredFile
from sites.printed.working.kept import WorkFolder, key_of
from sites.reading import is_picture, scanned_pages
from sites.records.scans import Page, ReadRow

if TYPE_CHECKING:  # OpenCV and the models, which a reading of Word files never needs
    from sites.printed.pictures import Pixels, Reader, ReadPage

_PDF = b"%PDF-"
_NOT_INSTALLED = "读图片要先装好识别部件；请在项目文件夹里运行一次 make ocr，再试一次。"


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
    """The name of a page and the key under which its texts and its picture are kept: a reading
    of hundreds of pages holds no more of them."""

    name: str
    key: str


Refused = Callable[[str, str], None]


def plan(files: Iterable[GatheredFile], refuse: Refused) -> Iterator[Job]:
    """The pieces of work in the order of the files, each as soon as it is known.

    refuse: is told the name of a file that cannot be opened, and why.
    """
    series: list[GatheredFile] = []
    for file in files:
        is_one = is_picture(file.path)
        try:
            goes_on = is_one and _goes_on(series, file)
            jobs = [] if is_one else list(_document_jobs(file))
        except Exception as error:  # whatever a damaged file makes of the libraries
            refuse(file.name, reason_of(error))
            continue
        if series and not goes_on:
            yield Job(tuple(series))
            series = []
        if is_one:
            series.append(file)
        yield from jobs
    if series:
        yield Job(tuple(series))


def reason_of(error: Exception) -> str:
    """Why a file was not read, and what to do, for a person."""
    if isinstance(error, BadFileError):
        return str(error)
    return (
        f"读它时程序出错了（{type(error).__name__}：{error}）；请另存为 PNG 或 JPG 再读一次，"
        "还不行就把它交给维护者。"
    )


def _goes_on(series: Sequence[GatheredFile], file: GatheredFile) -> bool:
    """Whether the picture continues the series. Raises BadFileError when it cannot be opened."""
    with _installed():
        from sites.printed.pictures import series_of  # noqa: PLC0415  # weight: OpenCV, of the extra

    return len(list(series_of([each.path for each in (*series[-1:], file)]))) == 1


def _document_jobs(file: GatheredFile) -> Iterator[Job]:
    """A PDF may have pages of both kinds: text that can be copied out, and scans."""
    with file.path.open("rb") as content:
        is_pdf = content.read(len(_PDF)) == _PDF
    if not is_pdf:
        yield Job((file,), is_document=True)
        return
    with _installed():
        from sites.printed.pictures import pages_without_text  # noqa: PLC0415  # weight: as above

    without_text, count = pages_without_text(file.path)
    scans = sorted({*without_text, *_unreadable_pages(file.path)})
    if len(scans) < count:
        yield Job((file,), is_document=True)
    yield from (Job((file,), scan=number) for number in scans)


def _unreadable_pages(path: Path) -> tuple[int, ...]:
    """Pages with text in which no letters can be told; the reader of text leaves them out."""
    try:
        return scanned_pages(path)
    except BadFileError:  # it is told when the document is read
        return ()


@contextmanager
def _installed() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise BadFileError(_NOT_INSTALLED) from error


class PageReader:
    """Reads the pages of pieces of work, each once: a page that was kept is not read again."""

    def __init__(self, work: WorkFolder) -> None:
        self._work = work

    def pages(self, job: Job) -> Iterator[tuple[KeptPage, Page]]:
        """The pages of this piece. Raises BadFileError when a file cannot be read."""
        key = key_of((file.path for file in job.files), str(job.scan or ""))
        for number, read in enumerate(self._unread(job)):
            page_key = f"{key}-{number}"
            page = self._work.page(page_key)
            if page is None:
                done = read()
                page = done.page
                self._work.keep(page_key, page, done.image)
            yield KeptPage(job.name, page_key), _named(page, job)

    def _unread(self, job: Job) -> "Iterator[Callable[[], ReadPage]]":
        """For each page of the piece, what reads it."""
        from sites.printed.pictures import long_pages, read_page, read_scan  # noqa: PLC0415  # weight: as above

        if job.scan is not None:
            yield partial(read_scan, job.files[0].path, job.scan, self._reader)
            return
        for page in long_pages([file.path for file in job.files]):
            yield partial(read_page, page, self._reader)

    @cached_property
    def _reader(self) -> "Reader":
        from sites.printed.pictures import Reader  # noqa: PLC0415  # weight: loads the models

        return Reader()


def _named(page: Page, job: Job) -> Page:
    """The page with its pictures called by their place in the folder: 甲/01.png and 乙/01.png."""
    names = {file.path.name: file.name for file in job.files}
    pictures = tuple(
        replace(picture, name=picture.name.replace(own, name, 1))
        for picture in page.pictures
        for own, name in names.items()
        if picture.name.startswith(own)
    )
    return replace(page, pictures=pictures) if len(pictures) == len(page.pictures) else page


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
        from sites.printed.pictures import cut_out, decode_upright  # noqa: PLC0415  # weight: OpenCV

        if self._last is None or self._last[0] != row.page:
            picture = self._work.picture(self._pages[row.page].key)
            self._last = (row.page, decode_upright(picture))
        return cut_out(self._last[1], row.box)
