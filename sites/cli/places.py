"""Commands on the deployment's own places: places add, list, remove."""

import sys
from pathlib import Path

import click

from sites.areas.place_rows import PlaceSource
from sites.cli.group import LIST_FILE, OUT_FILE, answered_for, bench, group, say, write
from sites.locating.brought import doors, places_kept
from sites.records import Problem
from sites.voice import list_reports, place_reports


@group.group("places")
def places() -> None:
    """自己的地名：比程序自带的更全、更准时加进来，以后定位先用它。"""


@places.command("add")
@click.argument("files", nargs=-1, required=True, type=LIST_FILE)
@click.option("--credit", help="数据是谁的、什么许可，显示在“关于”页；不写就写文件名。")
@click.option("--all", "show_all", is_flag=True, help="显示全部问题，不只前 20 个。")
@click.option("--report", type=OUT_FILE, help="把全部问题写进这个 CSV 文件。")
@answered_for
def add_command(
    files: tuple[Path, ...], *, credit: str | None, show_all: bool, report: Path | None
) -> None:
    """加入地名文件 FILES：自己的表，OpenStreetMap 的 .osm.pbf，或者 GeoNames 的 CN.zip。

    表里一行一个地方，要有单位（名称）、省、市、县、lat、lon、datum 各列。

    同名的文件再加一次，就换掉上一次的。已经发布的名单不改动；再导入一次名单才用上。
    """
    store = bench().open_store()
    problems: list[Problem] = []
    for file in files:
        before = _of_name(file.name)
        source, told = _brought(file, credit)
        if source.count:
            store.audit.note_other("places add", before=before, after=_of_name(file.name))
        problems += told
        say(place_reports.added_lines(source))
    say(list_reports.problem_lines(problems, show_all=show_all))
    if report is not None:
        write(report, list_reports.problem_table(problems))
    if not all(problem.taken for problem in problems):
        click.get_current_context().exit(1)


def _brought(file: Path, credit: str | None) -> tuple[PlaceSource, tuple[Problem, ...]]:
    """With a bar and the time that is left on a terminal, where that may be long."""
    kind = doors.door_of(file)
    day = doors.date_of(file, kind)
    said = credit or place_reports.credit_of(kind, file, day)
    source = PlaceSource(kind, file.name, day, said, 0)
    with click.progressbar(
        length=doors.WORK,
        label=file.name,
        file=sys.stderr,
        hidden=kind == "table" or not sys.stderr.isatty(),
        show_eta=True,
    ) as bar:
        return doors.bring(file, bench().places, source, bar.update)


@places.command("list")
def list_command() -> None:
    """列出加入的地名来源。"""
    say(place_reports.source_lines(places_kept.sources_of(bench().places)))


@places.command("remove")
@click.argument("name")
@answered_for
def remove_command(name: str) -> None:
    """去掉来源 NAME（places list 显示的名字）。"""
    store, before = bench().open_store(), _of_name(name)
    places_kept.remove(bench().places, name)
    store.audit.note_other("places remove", before=before, after="")
    say(place_reports.removed_lines(name))


def _of_name(name: str) -> str:
    """The source of that name as the audit has it; empty when there is none."""
    found = [each for each in places_kept.sources_of(bench().places) if each.name == name]
    return "".join(f"{each.kind} {each.name}, {each.count} places, {each.credit}" for each in found)
