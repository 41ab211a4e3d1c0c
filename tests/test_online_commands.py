"""`load` and `geocode` with providers, as an operator meets them; and without, as before."""

import csv
import io
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from sites import cli
from sites.geo import Point
from sites.settings import read_settings
from sites.store import Store
from tests.conftest import NO_PLACES
from tests.providers_server import KEY, Asked, Play, playing

HOME = Path(__file__).resolve().parent.parent
DOOR = Point(30.635, 104.045)  # in 武侯区
HEADER = "unit,province,city,county,address,phone,lat,lon,datum,status\n"
REAL = "{unit},四川省,成都市,武侯区,{address},028-86407110,{lat},{lon},{datum},\n"
SOURCE = (
    "--source-title",
    "名单",
    "--source-url",
    "https://example.org/",
    "--published-on",
    "2022",
)
MakeRun = Callable[..., Callable[..., Result]]


def real(unit: str, address: str, lat: str = "", lon: str = "", datum: str = "") -> str:
    return REAL.format(unit=unit, address=address, lat=lat, lon=lon, datum=datum)


@pytest.fixture
def play() -> Iterator[Play]:
    with playing() as play:
        play.locate = lambda _: DOOR
        yield play


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'sites.db'}")


@pytest.fixture
def make_run(tmp_path: Path, store: Store) -> MakeRun:
    """make_run(**settings)("load", …): the result of that command with these settings."""

    def make(**environment: str) -> Callable[..., Result]:
        app = Flask("test", root_path=str(tmp_path))
        cli.register(app, read_settings(environment), store, HOME / "static", NO_PLACES)

        def run(*words: object) -> Result:
            return app.test_cli_runner().invoke(args=["sites", *map(str, words)])

        return run

    return make


def written(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_load_takes_doors_from_the_providers(
    make_run: MakeRun, play: Play, store: Store, tmp_path: Path
) -> None:
    path = written(tmp_path, HEADER + real("武侯区公安分局", "试验一路12号"))
    result = make_run(**play.settings("amap"))("load", path, *SOURCE)
    assert result.exit_code == 0, result.output
    assert "位置：到门牌 1" in result.output
    assert "来源：高德 1" in result.output
    assert "四川：到门牌 1" in result.output
    (site,) = store.sites(1)
    assert site.fix is not None
    assert (site.fix.method, site.fix.precision) == ("amap", "building")
    assert "门牌号" in site.fix.matched
    assert "gcj02" in site.fix.matched


def test_the_same_list_again_asks_nothing_and_changes_nothing(
    make_run: MakeRun, play: Play, tmp_path: Path
) -> None:
    path = written(tmp_path, HEADER + real("武侯区公安分局", "试验一路12号"))
    run = make_run(**play.settings("amap", "tianditu"))
    run("load", path, *SOURCE)
    asked = len(play.asked)
    assert asked == 2
    again = run("load", path, *SOURCE)
    assert "什么也没有改变" in again.output
    assert len(play.asked) == asked


def test_given_coordinates_and_demonstrations_are_not_asked(
    make_run: MakeRun, play: Play, store: Store, tmp_path: Path
) -> None:
    demo = "演示采血点,四川省,成都市,武侯区,演示路1号,028-00000001,,,,demo\n"
    given = real("武侯区公安分局", "试验一路12号", "30.641", "104.041", "gcj02")
    open_ = real("武侯区公安分局西站派出所", "试验二路2号")
    path = written(
        tmp_path,
        HEADER + demo + given + open_ + given.replace("分局", "分局东站所").replace("一路", "三路"),
    )
    result = make_run(**play.settings("tianditu"))("load", path, *SOURCE)
    assert result.exit_code == 0, result.output
    assert [asked.queries[0] for asked in play.asked] == ["四川省成都市武侯区试验二路2号"]
    methods = {site.unit: site.fix and site.fix.method for site in store.sites(1)}
    assert methods == {
        "演示采血点": "openstreetmap",
        "武侯区公安分局": "given",
        "武侯区公安分局西站派出所": "tianditu",
        "武侯区公安分局东站所": "given",
    }


@pytest.mark.parametrize("part", ["key", "quota", "cut", "html"])
def test_an_outage_stands_in_the_closing_report_and_the_load_goes_on(
    make_run: MakeRun, play: Play, store: Store, tmp_path: Path, part: str
) -> None:
    rows = "".join(real(f"武侯区第{n}派出所", f"试验{n}路1号") for n in range(30))
    path = written(tmp_path, HEADER + rows)
    play.parts["baidu"] = part
    run = make_run(**play.settings("baidu"))
    first = run("load", path, *SOURCE)
    assert first.exit_code == 0, first.output
    (line,) = (each for each in first.output.splitlines() if each.startswith("！百度"))
    assert "30 处没有问到它" in line
    assert "30 处没有问成" in first.output
    assert KEY not in first.output
    play.parts["baidu"] = "well"
    second = run("load", path, *SOURCE)
    assert "来源：百度 30" in second.output
    assert set(play.answers("baidu").values()) == {1}
    assert {site.fix and site.fix.method for site in store.sites(2)} == {"baidu"}


def test_geocode_writes_what_the_providers_say_and_keeps_the_order(
    make_run: MakeRun, play: Play, tmp_path: Path
) -> None:
    addresses = [f"四川省成都市武侯区试验{n}路1号" if n % 3 else "没有这种地方" for n in range(50)]
    path = written(tmp_path, "\n".join(["地址", *addresses]) + "\n")
    out = tmp_path / "out.csv"
    result = make_run(**play.settings("amap"))("geocode", path, "--out", out)
    assert result.exit_code == 1, "some rows have no place"
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["地址"] for row in rows] == addresses
    assert Counter(row["method"] for row in rows) == {"amap": 33, "": 17}
    assert "来源：高德 33" in result.output
    assert "没有位置 17 行" in result.output


def test_a_guarded_row_is_counted(make_run: MakeRun, play: Play, tmp_path: Path) -> None:
    play.locate = lambda _: Point(30.6, 114.3)
    path = written(tmp_path, "地址\n四川省成都市武侯区试验一路1号\n")
    out = tmp_path / "out.csv"
    result = make_run(**play.settings("amap"))("geocode", path, "--out", out)
    assert "要核对：1 处在线位置不在地址说的区县" in result.output
    assert ",county,510107,openstreetmap" in out.read_text(encoding="utf-8")


def test_forgotten_answers_are_asked_again(make_run: MakeRun, play: Play, tmp_path: Path) -> None:
    path = written(tmp_path, "地址\n四川省成都市武侯区试验一路1号\n")
    run = make_run(**play.settings("amap"))
    run("geocode", path, "--out", tmp_path / "out.csv")
    assert "忘掉了 0 个" in run("forget-replies", "--older-than", "1").output
    assert "忘掉了 0 个" in run("forget-replies", "--older-than", "0", "--provider", "baidu").output
    assert "忘掉了 1 个" in run("forget-replies", "--older-than", "0").output
    run("geocode", path, "--out", tmp_path / "out.csv")
    assert play.questions("amap").total() == 2


def program(*words: object, **settings: str) -> subprocess.Popen[str]:
    """`flask sites …` as an operator starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "sites", *map(str, words)],
        cwd=HOME,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_program_is_killed_and_goes_on(play: Play, tmp_path: Path) -> None:
    addresses = [f"四川省成都市武侯区试验{n}路1号" for n in range(60)]
    path = written(tmp_path, "\n".join(["地址", *addresses]) + "\n")
    out = tmp_path / "out.csv"
    url = {"SITES_DATABASE_URL": f"sqlite:///{tmp_path / 'sites.db'}"}
    words = ("geocode", path, "--out", out)
    with program(*words, **url, **play.settings("tianditu")) as run:

        def kill(_: Asked) -> None:
            if len(play.asked) == 25:
                run.send_signal(signal.SIGKILL)

        play.after = kill
    assert run.returncode == -signal.SIGKILL
    assert not out.exists(), "an output is whole or not there"
    with program(*words, **url, **play.settings("tianditu")) as run:
        said = run.communicate()[0]
    assert run.returncode == 0, said
    assert len(out.read_text(encoding="utf-8").splitlines()) == 61
    asked = play.questions("tianditu")
    assert len(asked) == 60
    assert asked.total() <= 61, "only the question under way is asked again"


def test_without_a_key_no_provider_is_read_in_and_no_memory_opened(tmp_path: Path) -> None:
    path = written(tmp_path, "地址\n四川省成都市武侯区试验一路1号\n")
    words = ["sites", "geocode", str(path), "--out", str(tmp_path / "out.csv")]
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from app import create_app\n"
            f"create_app({{'SITES_DATABASE_URL': 'sqlite:///{tmp_path}/sites.db'}})"
            f".test_cli_runner().invoke(args={words!r})\n"
            "print([n for n in sys.modules if n.startswith('sites.geocoding.') "
            "and n.rpartition('.')[2] in ('providers', 'chain', 'asking')])",
        ],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
    assert (tmp_path / "out.csv").exists()
    assert not (tmp_path / "sites.db").exists()
