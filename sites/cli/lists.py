"""Commands on lists: check, load, geocode, demo."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sites import exporting, loading, locating
from sites.assembling import Rules, demo
from sites.cli.geocoding import open_chain, with_progress
from sites.cli.group import LIST_FILE, OUT_FILE, answered_for, bench, group, say, write
from sites.cli.publication import day_of, web_address
from sites.loading import LoadRules
from sites.records import COLUMNS, Assembly, Problem, Source
from sites.voice import list_reports, place_reports, release_reports

if TYPE_CHECKING:
    from sites.geocoding.chain import Chain

_BETWEEN_COLLECTIONS = 50_000  # objects; Python's own 700 suit a program that answers


@group.command("check")
@click.argument("files", nargs=-1, required=True, type=LIST_FILE)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，给别的程序用。")
@click.option("--keep-names", is_flag=True, help="保留民警姓名（平时读入时就去掉）。")
@click.option("--all", "show_all", is_flag=True, help="显示全部问题，不只前 20 个。")
@click.option("--report", type=OUT_FILE, help="把全部问题写进这个 CSV 文件。")
def check_command(
    files: tuple[Path, ...],
    *,
    as_json: bool,
    keep_names: bool,
    show_all: bool,
    report: Path | None,
) -> None:
    """检查名单 FILES：读一遍，报告问题，什么也不保存。

    JSON 里 rows = sites + 没有单独成为采血点的行（taken 为 false 的问题）；
    其中带 joined_to 的行已并入另一行，电话都保留。
    """
    assembly = loading.check(files, Rules(source_required=False), keep_names=keep_names)
    if as_json:
        click.echo(list_reports.assembly_json(assembly))
    else:
        _say_assembly(assembly, show_all=show_all)
    _write_report(report, assembly.problems)
    _end(assembly)


@group.command("load")
@click.argument("files", nargs=-1, required=True, type=LIST_FILE)
@click.option("--allow-loss", is_flag=True, help="真实采血点少掉十分之一以上也发布。")
@click.option("--allow-id-change", is_flag=True, help="编号改指另一处采血点也发布。")
@click.option("--source-title", help="没有写出处的行，都用这个出处标题。")
@click.option("--source-url", help="没有写出处的行，都用这个出处网址。")
@click.option("--published-on", help="没有写出处的行，都用这个公布日期，如 2022-07-05。")
@click.option("--stage-only", is_flag=True, help="只存为待发布的一版，以后用 publish 发布。")
@click.option("--keep-names", is_flag=True, help="保留民警姓名（平时读入时就去掉）。")
@click.option("--all", "show_all", is_flag=True, help="显示全部问题，不只前 20 个。")
@click.option("--report", type=OUT_FILE, help="把全部问题写进这个 CSV 文件。")
@answered_for
def load_command(  # noqa: PLR0913 - one parameter for each option
    files: tuple[Path, ...],
    *,
    allow_loss: bool,
    allow_id_change: bool,
    source_title: str | None,
    source_url: str | None,
    published_on: str | None,
    stage_only: bool,
    keep_names: bool,
    show_all: bool,
    report: Path | None,
) -> None:
    """导入名单 FILES：读、定位、发布，成为新的一版；这就是全部采血点。

    要么整版换上，要么什么也不变。同样的名单再导入一次，什么也不变。
    """
    rules = LoadRules(
        rows=Rules(_default_source(source_title, source_url, published_on)),
        public=bench().settings.public,
        allow_loss=allow_loss,
        allow_id_change=allow_id_change,
        stage_only=stage_only,
        keep_names=keep_names,
        chain=open_chain(),
    )

    def heard(assembly: Assembly) -> None:
        gc.freeze()  # and so does what was read
        _say_assembly(assembly, show_all=show_all)
        _write_report(report, assembly.problems)

    watcher = loading.Watcher(heard, with_progress)
    with _seldom_collected():
        outcome = loading.load(files, bench().open_store(), rules, watcher)
    outages = rules.chain.outages() if rules.chain else ()
    say(release_reports.load_lines(outcome, outages, stage_only=stage_only))
    _end(outcome.assembly)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """What was imported is not looked through for garbage, and what is read only now and then.

    The first took a tenth of a load, the second a twentieth; rows are hardly ever garbage in
    circles.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _default_source(title: str | None, url: str | None, published_on: str | None) -> Source | None:
    if not (title or url or published_on):
        return None
    if not (title and url and published_on):
        raise click.UsageError("--source-title、--source-url、--published-on 三个要一起给出。")
    day = day_of(published_on)
    return Source(title, web_address(url), day)


def _say_assembly(assembly: Assembly, *, show_all: bool) -> None:
    say(list_reports.assembly_lines(assembly))
    say(list_reports.problem_lines(assembly.problems, show_all=show_all))


def _write_report(out: Path | None, problems: Sequence[Problem]) -> None:
    if out is not None:
        write(out, list_reports.problem_table(problems))


def _end(assembly: Assembly) -> None:
    """Leave with 1 when a row was refused; a joined row lost nothing."""
    if assembly.refused:
        click.get_current_context().exit(1)


@group.command("geocode")
@click.argument("source", metavar="IN.csv", type=LIST_FILE)
@click.option("--out", required=True, type=OUT_FILE, help="写到这个 CSV 文件。")
def geocode_command(source: Path, *, out: Path) -> None:
    """给任何带地址列的表 IN.csv 加上 lat、lon、precision、adcode、method 五列。

    行的次序和原有的列都不变；找不到的五列留空。坐标系是 WGS-84。
    全部行都有位置时，退出码是 0。
    """
    chain = open_chain()
    tally = locating.Tally()
    write(out, _counted(source, tally, chain))
    say(place_reports.tally_lines(tally), err=True)
    say(place_reports.closing_lines(tally, chain.outages() if chain else ()), err=True)
    if tally.missing:
        click.get_current_context().exit(1)


def _counted(source: Path, tally: locating.Tally, chain: "Chain | None") -> Iterator[str]:
    """The located table; on a terminal a bar shows how far it is and how long it takes yet."""
    if not sys.stderr.isatty():
        yield from locating.located_csv(source, tally, chain)
        return
    rows = locating.row_count(source)
    with click.progressbar(
        length=rows, label="定位", file=sys.stderr, show_pos=True, update_min_steps=20
    ) as bar:
        tally.on_row = partial(bar.update, 1)
        yield from locating.located_csv(source, tally, chain)


@group.command("demo")
@click.option(
    "--count",
    default=demo.DEFAULT_COUNT,
    show_default=True,
    help="多少行。",
    type=click.IntRange(1, 900_000),
)
@click.option("--seed", default=demo.DEFAULT_SEED, show_default=True, help="同数同行。")
@click.option("--out", required=True, type=OUT_FILE, help="写到这个 CSV 文件。")
def demo_command(*, count: int, seed: int, out: Path) -> None:
    """生成演示行：每个区县至少一处，一看就知道不是真的采血点。"""
    write(out, exporting.table_csv(COLUMNS, demo.demo_rows(count, seed)))
    if str(out) != "-":
        click.echo(list_reports.made_line(count, out))
