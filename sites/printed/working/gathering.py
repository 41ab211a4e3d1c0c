"""Which files a reading is of, and in which order a person means them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sites.errors import BadFileError
from sites.reading.provenances import ORIGINS_NAMES, provenance_of, read_provenances
from sites.records.scans import Provenance

# A reading of "list.csv" keeps its pages in "list.pages".
PAGES_SUFFIX = ".pages"
_WRITTEN = (".csv", ".xlsx", ".html")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class GatheredFile:
    """name: as a person finds it again, the folder's own name left out. folder: where its
    sources file stands: the folder that was named, or the file's own."""

    path: Path
    name: str
    folder: Path


def gather(paths: Sequence[Path]) -> tuple[GatheredFile, ...]:
    """The files named and those in the folders named, 2.png before 10.png, each once.

    Left out: hidden files, the sources files, and what a reading wrote: the folder of its pages
    (list.pages) and list.csv, list.xlsx, list.html beside it.
    Raises BadFileError for a path that is not there and when nothing is left to read.
    """
    found: dict[Path, GatheredFile] = {}
    for path in paths:
        if not path.exists():
            raise BadFileError(f"找不到 {path}；请核对路径，再试一次。")
        for gathered in _in_folder(path) if path.is_dir() else [_alone(path)]:
            found.setdefault(gathered.path.resolve(), gathered)
    if not found:
        raise BadFileError("没有可以读的文件；请把图片、PDF、Word 或网页文件放进文件夹，再试一次。")
    return tuple(found.values())


def provenances_of(files: Sequence[GatheredFile], default: Provenance) -> Mapping[Path, Provenance]:
    """File → where it was published, by the sources file of its folder; else the default.

    Raises BadFileError for a sources file that cannot be read.
    """
    named = {folder: read_provenances(folder) for folder in {file.folder for file in files}}
    return {
        file.path: provenance
        if (provenance := provenance_of(named[file.folder], file.name)).title
        else default
        for file in files
    }


def _alone(path: Path) -> GatheredFile:
    return GatheredFile(path, path.name, path.parent)


def _in_folder(folder: Path) -> Iterator[GatheredFile]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: _natural(path.relative_to(folder).as_posix())):
        within = path.relative_to(folder)
        is_hidden = any(part.startswith((".", "~$")) for part in within.parts)
        if not (is_hidden or _is_own(path, within) or path.name in ORIGINS_NAMES):
            yield GatheredFile(path, within.as_posix(), folder)


def _is_own(path: Path, within: Path) -> bool:
    if any(part.endswith(PAGES_SUFFIX) for part in within.parts[:-1]):
        return True
    return path.suffix in _WRITTEN and path.with_suffix(PAGES_SUFFIX).is_dir()


def _natural(name: str) -> list[tuple[int, int, str]]:
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in _DIGITS.split(name)
        if part
    ]
