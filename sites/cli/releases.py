"""Commands on releases: releases, publish, rollback, export."""

from pathlib import Path

import click

from sites import exporting
from sites.cli.group import OUT_FILE, answered_for, bench, group, say, write
from sites.errors import MismatchError
from sites.store import Store
from sites.voice import release_reports


@group.command("releases")
def releases_command() -> None:
    """列出各版，最新的在最前。"""
    store = bench().open_store()
    numbers = store.numbers()
    is_whole = [_show(store, number) for number in numbers]
    if not all(is_whole):
        click.get_current_context().exit(1)
    if not numbers:
        click.echo(release_reports.NO_RELEASE)


def _show(store: Store, number: int) -> bool:
    """Print the release; False when it is not what was stored, which is said in its place."""
    try:
        click.echo(release_reports.release_line(store.release(number)))
    except MismatchError as error:
        click.echo(str(error))
        return False
    return True


@group.command("publish")
@click.argument("number", type=int)
@click.option("--allow-loss", is_flag=True, help="真实采血点少掉十分之一以上也发布。")
@click.option("--allow-id-change", is_flag=True, help="编号改指另一处采血点也发布。")
@answered_for
def publish_command(number: int, *, allow_loss: bool, allow_id_change: bool) -> None:
    """发布第 NUMBER 版，换下正在公布的那一版。"""
    store = bench().open_store()
    say(release_reports.difference_lines(store.difference(number)))
    release = store.publish(number, allow_loss=allow_loss, allow_id_change=allow_id_change)
    click.echo(release_reports.published_line(release))


@group.command("rollback")
@answered_for
def rollback_command() -> None:
    """退回一步：上一次公布的那一版重新公布。"""
    release = bench().open_store().rollback()
    click.echo(release_reports.rolled_back_line(release))


@group.command("export")
@click.option("--release", "number", type=int, help="哪一版；不写就是正在公布的那一版。")
@click.option("--out", default="-", show_default="标准输出", type=OUT_FILE, help="写到这个文件。")
def export_command(*, number: int | None, out: Path) -> None:
    """把一版写成 CSV（UTF-8），可以用电子表格打开，也可以再导入。"""
    store = bench().open_store()
    number = store.live_number() if number is None else number
    if number is None:
        raise click.ClickException(release_reports.NOTHING_LIVE)
    write(out, exporting.sites_csv(store.sites(number)))
    if str(out) != "-":
        click.echo(release_reports.exported_line(number, out))
