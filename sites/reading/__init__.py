"""A file as it came → Rows and Problems.

`read_list` tells by the first bytes what a file is (never by its name), refuses what is no
list, and hands text files to `delimited`, workbooks to `workbook`. `columns` finds out what
each column holds, `table` and `rows` make Rows of the lines.
"""

from collections.abc import Iterator
from pathlib import Path

from sites.errors import BadFileError
from sites.reading.delimited import read_delimited
from sites.reading.kinds import is_workbook, refuse_other_kinds
from sites.reading.sheets import MAX_FILE_BYTES, Sheet
from sites.reading.table import read_table, unread_table
from sites.records import Problem, Row
from sites.text import tidy

__all__ = ["read_list"]


def read_list(path: str | Path, *, keep_names: bool = False) -> Iterator[Row | Problem]:
    """The rows of a list (CSV, TSV, semicolons, xlsx) and its problems, in the file's order.

    Each line that is not blank, a header, a title or a total ends as a Row or as a Problem.
    Lines count from 1 as the file counts them; a workbook of several sheets names the sheet
    behind the file's name. keep_names: officers' names go to the notes instead of nowhere.

    Raises BadFileError, with one sentence in Chinese that says what to do, before the first
    row when the file cannot be read at all.
    """
    path = Path(path)
    content = _content(path)
    refuse_other_kinds(content)
    sheets = _sheets(content)
    name = tidy(path.name).encode("utf-8", "replace").decode("utf-8")
    return iter(_read(sheets, name, keep_names=keep_names))


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    if not is_workbook(content):
        return (read_delimited(content),)
    from sites.reading.workbook import read_workbook  # noqa: PLC0415  # openpyxl is slow to read in

    return read_workbook(content)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadFileError(
                f"找不到文件 {path.name}；请核对路径（要给出一个文件，不是文件夹）。"
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadFileError(
                f"文件超过 {MAX_FILE_BYTES // 1_000_000} MB，不像采血点名单；请只留下名单再读。"
            )
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadFileError(f"文件 {path.name} 打不开；请核对路径和权限。") from error
    if not content.strip():
        raise BadFileError("文件是空的；请核对是不是选错了文件。")
    return content


def _read(sheets: tuple[Sheet, ...], name: str, *, keep_names: bool) -> list[Row | Problem]:
    filled = [sheet for sheet in sheets if sheet.lines]
    outcomes: list[Row | Problem] = []
    is_recognised = False
    for sheet in filled:
        file = f"{name} [{tidy(sheet.name)}]" if len(filled) > 1 else name
        table = None if sheet.is_hidden else read_table(sheet, file, keep_names=keep_names)
        is_recognised = is_recognised or table is not None
        outcomes.extend(unread_table(sheet, file) if table is None else table)
    if not is_recognised:
        raise BadFileError(
            "没有认出采血点名单；请在第一行写上表头，至少要有“单位”和“地址”或“电话”，再读一次。"
        )
    if not outcomes:
        raise BadFileError("文件里只有表头，没有采血点；请核对是不是选错了文件。")
    return outcomes
