"""Where the documents of a folder were published: a small table that lies beside them.

A volunteer writes it once: 文件,标题,网址,公布日期. One line without a file holds for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from sites.errors import BadFileError
from sites.reading.formats.delimited import read_delimited
from sites.reading.formats.kinds import is_workbook, refuse_other_kinds
from sites.reading.sheets import Line
from sites.reading.tables.cells import clean
from sites.reading.tables.titles import header_roles
from sites.records.scans import Provenance
from sites.text import is_web_address, squeeze, tidy_date

ORIGINS_NAMES = ("sources.csv", "来源.csv")
EVERY_FILE = "*"
_MAX_BYTES = 1_000_000
# Beside the header words of every list (sites.reading.tables.columns).
_OWN_WORDS = {
    "file": "file",
    "文件": "file",
    "文件名": "file",
    "图片": "file",
    "图片名": "file",
    "picture": "file",
    "title": "source_title",
    "标题": "source_title",
    "文章标题": "source_title",
    "文件标题": "source_title",
    "网址": "source_url",
    "链接": "source_url",
    "url": "source_url",
    "日期": "published_on",
    "date": "published_on",
}
_PARTS = {"source_title": "标题", "source_url": "网址", "published_on": "公布日期"}


def read_provenances(folder: Path) -> Mapping[str, Provenance]:
    """File pattern (as a shell writes it) → provenance, in the table's order; `EVERY_FILE` for
    a line without a file. Empty when the folder has no such table.

    Raises BadFileError, with a sentence in Chinese that names the line, for a table that cannot
    be read, a line with a part missing, a date or an address that is none, a pattern twice.
    """
    paths = [folder / name for name in ORIGINS_NAMES if (folder / name).is_file()]
    if len(paths) > 1:
        raise BadFileError(f"{'和'.join(ORIGINS_NAMES)}都有；请只留一个，再试一次。")
    if not paths:
        return {}
    try:
        return _read(paths[0])
    except BadFileError as error:
        raise BadFileError(f"{paths[0].name}：{error}") from error


def provenance_of(provenances: Mapping[str, Provenance], name: str) -> Provenance:
    """The provenance of a file: of a line with its very name, else of the longest pattern that fits
    its name or its path in the folder (「名单/03.png」); an empty one when none does."""
    path = _compared(name)
    fitting = [pattern for pattern in provenances if _fits(path, _compared(pattern))]
    best = max(fitting, key=lambda pattern: (_is_exact(pattern), len(pattern)), default=None)
    return Provenance() if best is None else provenances[best]


def _fits(path: str, pattern: str) -> bool:
    names = (path, PurePath(path).name)
    return pattern in names or any(fnmatchcase(name, pattern) for name in names)


def _is_exact(pattern: str) -> bool:
    return not any(sign in pattern for sign in "*?[")


def _compared(name: str) -> str:
    return squeeze(name.replace("\\", "/")).removeprefix("./")


def _read(path: Path) -> Mapping[str, Provenance]:
    lines = [line for line in _lines(path) if any(map(clean, line.cells))]
    if not lines:
        raise BadFileError("是空的；请写上表头（文件、标题、网址、公布日期）和一行内容。")
    roles = _header(lines[0])
    provenances: dict[str, Provenance] = {}
    for line in lines[1:]:
        pattern, provenance = _entry(line, roles)
        if pattern in provenances:
            raise _refused(line, f"文件「{pattern}」前面已经写过，请只留一行。")
        provenances[pattern] = provenance
    return provenances


def _lines(path: Path) -> Iterator[Line]:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise BadFileError("打不开；请核对权限，再试一次。") from error
    if len(content) > _MAX_BYTES:
        raise BadFileError("太大，不像写来源的小表；请只留表头和几行，再试一次。")
    refuse_other_kinds(content)
    if is_workbook(content):
        raise BadFileError("这是 xlsx，只是名字写成 csv；请用表格软件另存为 CSV，再试一次。")
    return iter(read_delimited(content).sheet.lines)


def _header(line: Line) -> Sequence[str]:
    cells = [clean(cell) for cell in line.cells]
    known = header_roles(cells)
    roles = [_OWN_WORDS.get(squeeze(cell), role) for cell, role in zip(cells, known, strict=True)]
    missing = [word for part, word in _PARTS.items() if part not in roles]
    if missing:
        raise _refused(line, f"表头缺{'、'.join(missing)}；要有：文件、标题、网址、公布日期。")
    return roles


def _entry(line: Line, roles: Sequence[str]) -> tuple[str, Provenance]:
    cells: dict[str, str] = {}
    for role, cell in zip(roles, line.cells, strict=False):
        cells.setdefault(role, clean(cell))
    missing = [word for part, word in _PARTS.items() if not cells.get(part)]
    if missing:
        raise _refused(line, f"缺{'、'.join(missing)}，请补上。")
    published_on = tidy_date(cells["published_on"])
    if published_on is None:
        raise _refused(line, "公布日期看不懂，请写成 2022-07-05、2022-07 或 2022。")
    if not is_web_address(cells["source_url"]):
        raise _refused(line, "网址要以 http:// 或 https:// 开头，请改正。")
    provenance = Provenance(cells["source_title"], cells["source_url"], published_on)
    return cells.get("file") or EVERY_FILE, provenance


def _refused(line: Line, advice: str) -> BadFileError:
    return BadFileError(f"第 {line.number} 行{advice}")
