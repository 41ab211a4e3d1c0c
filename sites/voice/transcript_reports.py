"""What is said of a published list that was read for a person to check."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sites.records.scans import Transcript

WHERE_PUBLISHED = "这些文件是哪里公布的？不知道就按回车，以后在核对页里补。"
TITLE_QUESTION = "  出处标题"
URL_QUESTION = "  出处网址"
DAY_QUESTION = "  公布日期（如 2022-07-05）"
_SHOWN = 20  # as many as a terminal shows at once


def transcript_lines(transcript: Transcript, out: Path, page: Path) -> Iterator[str]:
    """What was read, what was not and why, and what to do next.

    out: the list; page: the page with its pictures, to be opened in a browser.
    """
    rows = transcript.rows
    doubted = sum(bool(row.doubts) for row in rows)
    pictures = len({row.picture for row in rows})
    yield f"读出 {len(rows)} 行，来自 {pictures} 个图片或文件；有疑问的 {doubted} 行。"
    apart = sum(leftover.kind in ("leftover", "problem") for leftover in transcript.leftovers)
    if apart:
        yield f"不在行里的文字 {apart} 段，列在核对页的末尾。"
    yield from _named_lines("提醒", transcript.warnings)
    yield from _named_lines("没有读", transcript.refused)
    unsourced = sum(not (row.provenance.title and row.provenance.url) for row in rows)
    if unsourced:
        yield f"{unsourced} 行还没有出处：请在核对页里补上，没有出处的行不能导入。"
    yield f"名单：{out}"
    yield f"下一步：双击打开 {page}，对着原图核对，保存 CSV，再运行 flask sites load。"


def checked_already(name: str, count: int) -> str:
    """Why a list is not written over: a person has confirmed rows of it."""
    return f"{name} 里已有 {count} 行核对过，不覆盖；请换一个名字，或者先把它移开。"


def _named_lines(word: str, named: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, sentence in named[:_SHOWN]:
        yield f"{word} {name}：{sentence}"
    if len(named) > _SHOWN:
        yield f"……还有 {len(named) - _SHOWN} 条，见核对页的末尾。"
