"""The command that reads lists from pictures, PDF, Word and web pages: read."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sites.cli.group import LIST_FILE, OUT_FILE, group, say, write
from sites.cli.publication import day_of, web_address
from sites.records.scans import Provenance
from sites.voice import transcript_reports as reports

if TYPE_CHECKING:
    from sites.transcribing import GatheredFile


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
    from sites.printed import proofing  # noqa: PLC0415  # weight: spreadsheets, 0.1 s
    from sites.transcribing import PAGES_SUFFIX, ReadRules, transcribe  # noqa: PLC0415  # weight: tables, 0.2 s

    # A list in which a person has confirmed rows is an afternoon's work: never written over.
    if checked := proofing.checked_rows(out):
        raise click.UsageError(reports.checked_already(out.name, checked))
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
    say(reports.transcript_lines(read.transcript, out, page))
    if read.transcript.refused:
        click.get_current_context().exit(1)


def _provenance(title: str, url: str, published_on: str) -> Provenance:
    day = day_of(published_on) if published_on else ""
    return Provenance(title, web_address(url) if url else "", day)


def _asked(provenance: Provenance) -> Provenance:
    """On a terminal the parts that were not given are asked for, once; Enter leaves one open."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or all((provenance.title, provenance.url)):
        return provenance
    click.echo(reports.WHERE_PUBLISHED, err=True)
    title = provenance.title or _answer(reports.TITLE_QUESTION)
    url = provenance.url or _answer(reports.URL_QUESTION)
    day = provenance.published_on or _answer(reports.DAY_QUESTION)
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
