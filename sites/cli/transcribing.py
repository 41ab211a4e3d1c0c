"""The command that reads lists from pictures, PDF, Word and web pages: read."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sites.cli.group import LIST_FILE, OUT_FILE, group, write
from sites.errors import BadFileError
from sites.reading import read_list
from sites.records import Row
from sites.records.scans import Provenance, Transcript
from sites.text import is_web_address, tidy_date

if TYPE_CHECKING:
    from sites.transcribing import GatheredFile

_SHOWN = 20


@group.command("read")
@click.argument("paths", nargs=-1, required=True, type=LIST_FILE, metavar="FILE-OR-FOLDER…")
@click.option("--out", required=True, type=OUT_FILE, help="名单写到这个 CSV 或 xlsx 文件。")
@click.option("--source-title", default="", help="这些文件的出处标题。")
@click.option("--source-url", default="", help="这些文件的出处网址。")
@click.option("--published-on", default="", help="这些文件的公布日期，如 2022-07-05。")
@click.option("--anyway", is_flag=True, help="不像采血点名单的文件也读。")
@click.option("--keep-names", is_flag=True, help="保留民警姓名（平时读入时就去掉）。")
def read_command(  # noqa: PLR0913 - one parameter for each option
    paths: tuple[Path, ...],
    *,
    out: Path,
    source_title: str,
    source_url: str,
    published_on: str,
    anyway: bool,
    keep_names: bool,
) -> None:
    """把公布的名单 FILE-OR-FOLDER 读成一张表：图片、PDF、Word、网页、表格、文字都可以。

    旁边另写一个同名的 .html 核对页：每一行配着原图，有疑问的在前面，双击就能打开核对。
    认过的图片存在旁边的 .pages 文件夹；中断了，再运行一次就接着读。
    出处写在文件夹里的 sources.csv，或者用下面三个选项。
    """
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError("--out 请写成 .csv 或 .xlsx 文件。")
    _refuse_checked(out)
    from sites.printed import proofing  # noqa: PLC0415  # weight: spreadsheets, 0.1 s
    from sites.transcribing import PAGES_SUFFIX, ReadRules, transcribe  # noqa: PLC0415  # weight: tables, 0.2 s

    page = out.with_suffix(".html")
    work = out.with_suffix(PAGES_SUFFIX)
    provenance = _asked(_provenance(source_title, source_url, published_on))
    rules = ReadRules(provenance=provenance, anyway=anyway, keep_names=keep_names)
    read = transcribe(paths, work, rules, _with_progress)
    if out.suffix.lower() == ".xlsx":
        out.write_bytes(proofing.list_workbook(read.transcript, read.cut_outs))
    else:
        write(out, proofing.list_csv(read.transcript))
    write(page, proofing.review_page(read.transcript, read.cut_outs))
    _say(read.transcript, out, page)
    if read.transcript.refused:
        click.get_current_context().exit(1)


def _refuse_checked(out: Path) -> None:
    """A list in which a person has confirmed rows is an afternoon's work: never written over."""
    try:
        rows = [row for row in read_list(out) if isinstance(row, Row)] if out.exists() else []
    except BadFileError:
        rows = []
    checked = sum(bool(row.cells.get("checked_by")) for row in rows)
    if checked:
        raise click.UsageError(
            f"{out.name} 里已有 {checked} 行核对过，不覆盖；请换一个名字，或者先把它移开。"
        )


def _provenance(title: str, url: str, published_on: str) -> Provenance:
    day = tidy_date(published_on) if published_on else ""
    if day is None:
        raise click.UsageError("--published-on 请写成 2022-07-05、2022-07 或 2022。")
    if url and not is_web_address(url):
        raise click.UsageError("--source-url 要以 http:// 或 https:// 开头。")
    return Provenance(title, url, day)


def _asked(provenance: Provenance) -> Provenance:
    """On a terminal the parts that were not given are asked for, once; Enter leaves one open."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or all((provenance.title, provenance.url)):
        return provenance
    click.echo("这些文件是哪里公布的？不知道就按回车，以后在核对页里补。", err=True)
    title = provenance.title or _answer("  出处标题")
    url = provenance.url or _answer("  出处网址")
    day = provenance.published_on or _answer("  公布日期（如 2022-07-05）")
    return _provenance(title, url, day)


def _answer(question: str) -> str:
    return click.prompt(question, default="", show_default=False, err=True)


def _with_progress(files: "Sequence[GatheredFile]") -> "Iterable[GatheredFile]":
    if not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(
        files,
        label="读图",
        file=sys.stderr,
        show_pos=True,
        item_show_func=lambda file: file.name if file else "",
    ) as bar:
        yield from bar


def _say(transcript: Transcript, out: Path, page: Path) -> None:
    rows = transcript.rows
    doubted = sum(bool(row.doubts) for row in rows)
    pictures = len({row.picture for row in rows})
    click.echo(f"读出 {len(rows)} 行，来自 {pictures} 个图片或文件；有疑问的 {doubted} 行。")
    apart = sum(leftover.kind in ("leftover", "problem") for leftover in transcript.leftovers)
    if apart:
        click.echo(f"不在行里的文字 {apart} 段，列在核对页的末尾。")
    _say_named("提醒", transcript.warnings)
    _say_named("没有读", transcript.refused)
    unsourced = sum(not (row.provenance.title and row.provenance.url) for row in rows)
    if unsourced:
        click.echo(f"{unsourced} 行还没有出处：请在核对页里补上，没有出处的行不能导入。")
    click.echo(f"名单：{out}")
    click.echo(f"下一步：双击打开 {page}，对着原图核对，保存 CSV，再运行 flask sites load。")


def _say_named(word: str, named: Sequence[tuple[str, str]]) -> None:
    for name, sentence in named[:_SHOWN]:
        click.echo(f"{word} {name}：{sentence}")
    if len(named) > _SHOWN:
        click.echo(f"……还有 {len(named) - _SHOWN} 条，见核对页的末尾。")
