"""Commands on places: explain, geocode-report, forget-replies; each reads in what it needs."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sites.areas.codes import county_of
from sites.assembling.coordinates import read_coordinates
from sites.assembling.desk import Desk
from sites.cli.group import LIST_FILE, OUT_FILE, bench, group, say, write
from sites.geocoding import PlaceText
from sites.geocoding.explaining import explain
from sites.locating.surveying import survey
from sites.records import Fix, Row
from sites.settings import GEOCODERS
from sites.voice.place_reports import forgotten_line, survey_lines

if TYPE_CHECKING:
    from sites.geocoding.chain import Chain
    from sites.voice.winners import Given

_T = TypeVar("_T")


def open_chain(*, may_ask: bool = True) -> "Chain | None":
    """The chain of providers that the settings name, fresh for one run, with the store as its
    memory; None when they name none, and then nothing of it is read in."""
    settings = bench().settings
    if not settings.geocoders:
        return None
    from sites.geocoding.chain import chain_of  # noqa: PLC0415  # weight: the providers, 0.1 s

    return chain_of(settings, bench().open_store(), may_ask=may_ask)


def with_progress(things: Sequence[_T]) -> Iterator[_T]:
    """The things, with a bar and the time that is left on a terminal."""
    with click.progressbar(
        things,
        label="定位",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_eta=True,
        show_pos=True,
    ) as bar:
        yield from bar


@group.command("geocode-report")
@click.argument("source", metavar="FILE", type=LIST_FILE)
@click.option(
    "--out",
    type=OUT_FILE,
    default="geocode-report.html",
    show_default=True,
    help="写到这个 HTML 文件。",
)
@click.option("--no-ask", is_flag=True, help="不问在线服务，只用记下的答案和离线地名。")
def geocode_report_command(source: Path, *, out: Path, no_ask: bool) -> None:
    """把 FILE 里位置要核对的行写成一个网页：不太准的、互相矛盾的、不在该区县的、同一点的。

    网页只有一个文件，没有网络也能打开。名单本身不改动。
    """
    from sites.voice.doubtful_places import doubtful_places_page  # noqa: PLC0415  # weight: folium, 0.25 s

    found = survey(source, open_chain(may_ask=not no_ask), watched=with_progress)
    write(out, doubtful_places_page(source.name, found, bench().static))
    say(survey_lines(found, out), err=True)


@group.command("explain")
@click.argument("address")
@click.option("--province", default="", help="省份列写的。")
@click.option("--city", default="", help="城市列写的。")
@click.option("--county", default="", help="区县列写的。")
@click.option("--unit", default="", help="单位列写的。")
@click.option("--lat", default="", help="名单给的纬度。")
@click.option("--lon", default="", help="名单给的经度。")
@click.option("--datum", default="", help="名单给的坐标系：wgs84、gcj02、bd09。")
@click.option("--no-ask", is_flag=True, help="不问在线服务，只用记下的答案和离线地名。")
def explain_command(address: str, *, no_ask: bool, **cells: str) -> None:
    """一步一步说明 ADDRESS 是怎样定位的：认出了什么，剩下什么，什么没有采用，为什么。"""
    from sites.voice.explanations import explanation_lines  # noqa: PLC0415  # weight: 0.1 s

    columns = {name: cells[name] for name in ("province", "city", "county", "unit")}
    place = PlaceText(**columns, address=address)
    told = explain(place)
    chain = open_chain(may_ask=not no_ask)
    placed = chain.place(told.place, told.located) if chain is not None else None
    say(explanation_lines(told, placed, _given(cells, told.located.fix)))


def _given(cells: dict[str, str], located: Fix | None) -> "Given":
    """The point of the options, judged as a list's own."""
    from sites.voice.winners import Given  # noqa: PLC0415  # weight: 0.1 s

    desk = Desk(Row("", 0, {name: cells[name] for name in ("lat", "lon", "datum")}))
    fix = read_coordinates(desk, county_of(located.adcode) if located else "")
    return Given(fix, " ".join(problem.advice for problem in desk.problems))


@group.command("forget-replies")
@click.option("--provider", type=click.Choice(GEOCODERS), help="只忘掉这一家的；不写就是各家的。")
@click.option("--older-than", "days", required=True, type=click.IntRange(0), help="多少天以前的。")
def forget_replies_command(*, provider: str | None, days: int) -> None:
    """忘掉在线服务从前的答案，下次定位时重新问。已经发布的名单不改动。"""
    before = datetime.now(UTC) - timedelta(days=days)
    count = bench().open_store().forget(provider, before=before)
    click.echo(forgotten_line(count))
