"""The map's parts: what folium writes, the pins, the first view, and the shipped base map."""

import gzip
import hashlib
import itertools
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import folium
import numpy as np
import pytest
from flask import Flask
from folium.plugins import MarkerCluster
from hypothesis import given
from hypothesis import strategies as st

from sites.geo import Point
from sites.mapping import focus_bounds, map_parts, pins, units
from sites.mapping.encoding import characters, differences
from sites.mapping.encoding import line as read_line
from sites.mapping.encoding import numbers as read_numbers
from sites.mapping.view import CHINA, Bounds
from sites.records import Fix, Site
from tests.making import DEFAULT, make_demo, make_site

HOME = Path(__file__).resolve().parent.parent
STATIC = HOME / "static"
BASEMAP = STATIC / "basemap"
WHEELS = HOME / "build" / "wheels"
KB = 1024


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


# ---- reading back what was encoded, written here a second time --------------------------------


def numbers(text: str) -> Iterator[int]:
    value = shift = 0
    for each in text:
        five = ord(each) - 63
        value |= (five & 31) << shift
        shift += 5
        if five < 32:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def line(text: str) -> list[tuple[int, int]]:
    """(lon, lat) in 1/10,000 degree."""
    steps = list(numbers(text))
    lats, lons = itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2])
    return list(zip(lons, lats, strict=True))


def read_pins(sites: Iterable[Site]) -> list[tuple[int, float, float, str]]:
    """(kind, lat, lon, id) of each pin, from the file of pins and those of units."""
    sites = list(sites)
    file = json.loads(pins(sites))
    assert "ids" not in file, "the heaviest part comes later"
    lats, lons = (itertools.accumulate(numbers(file[name])) for name in ("lats", "lons"))
    known = {code: iter(json.loads(text)) for code, text in units(sites).items()}
    found = []
    for kind, province, count in file["groups"]:
        for _ in range(count):
            site_id, _ = next(known[province])
            found.append((kind, next(lats) / 10_000, next(lons) / 10_000, site_id))
    assert not any(list(rest) for rest in known.values())
    return found


@given(st.lists(st.integers(-2_000_000, 2_000_000)))
def test_numbers_survive_their_encoding(given_numbers: list[int]) -> None:
    text = "".join(map(characters, differences(given_numbers)))
    assert list(itertools.accumulate(numbers(text))) == given_numbers
    assert list(read_numbers(text)) == list(numbers(text))


def test_lines_are_read_back_latitude_first() -> None:
    text = "".join(map(characters, [300_000, 1_040_000, -5, 7]))
    assert read_line(text) == [(30.0, 104.0), (29.9995, 104.0007)]


# ---- folium -----------------------------------------------------------------------------------

HOSTILE = "${alert(1)}</script><script>alert(2)</script>`'\"\\"


def test_no_text_of_a_list_enters_the_map() -> None:
    site = replace(
        make_site("hostile1"), unit=HOSTILE, address=HOSTILE, notes=HOSTILE, province=HOSTILE
    )
    parts = map_parts([site])
    for text in (parts.html, parts.script, pins([site]).decode()):
        assert "alert" not in text
        assert HOSTILE not in text


def test_the_parts_hold_nothing_that_the_content_policy_refuses() -> None:
    parts = map_parts([make_site()])
    assert "<script" not in parts.html
    assert "style" not in parts.html
    assert "<" not in parts.script.replace("\\u003c", "")
    assert "//" not in parts.script, "an address of another host"
    assert not any("viewport" in text for text in (parts.html, parts.script))


def test_folium_itself_is_left_as_it_was() -> None:
    before = [list(each) for each in (folium.Map.default_js, folium.Map.default_css)]
    before += [list(each) for each in (MarkerCluster.default_js, MarkerCluster.default_css)]
    map_parts([make_site()])
    after = [folium.Map.default_js, folium.Map.default_css]
    assert before == [*after, MarkerCluster.default_js, MarkerCluster.default_css]
    assert any("https://" in address for _, address in folium.Map.default_js)


def test_the_same_sites_give_the_same_parts() -> None:
    sites = [make_site("one"), make_demo("two")]
    assert map_parts(sites) == map_parts(sites)


def test_the_map_has_a_last_zoom_without_which_no_cluster_is_drawn() -> None:
    assert '"maxZoom"' in map_parts([]).script


def test_every_file_the_map_names_is_ours() -> None:
    parts = map_parts([])
    for name in (*parts.stylesheets, *parts.scripts):
        assert (STATIC / name).is_file(), name
    assert parts.scripts == ("map.js",), "one file: a slow network waits once"


@pytest.mark.parametrize(
    ("sites", "bounds"),
    [
        pytest.param([], CHINA, id="no site"),
        pytest.param([replace(DEFAULT, fix=None)], CHINA, id="no point"),
        pytest.param(
            [make_site("w", at=Point(39.5, 76.0)), make_site("e", at=Point(47.0, 130.0))],
            CHINA,
            id="a national list",
        ),
        pytest.param(
            [make_site("zero", at=Point(0.0, 0.0))], Bounds(-0.1, -0.1, 0.1, 0.1), id="at 0, 0"
        ),
    ],
)
def test_the_map_first_shows_all_sites(sites: list[Site], bounds: Bounds) -> None:
    corners = [[bounds.south, bounds.west], [bounds.north, bounds.east]]
    assert json.dumps(corners) in map_parts(sites).script


# ---- focus ------------------------------------------------------------------------------------


def fix(precision: Any, lat: float = 30.0, lon: float = 100.0) -> Fix:
    return Fix(Point(lat, lon), precision, "seat", "510107")


def test_an_area_is_shown_with_all_its_sites() -> None:
    sites = [make_site("a", at=Point(30.0, 100.0)), make_site("b", at=Point(31.0, 102.0))]
    bounds = focus_bounds(sites, fix("city"))
    assert bounds is not None
    assert (bounds.south, bounds.west) < (30.0, 100.0)
    assert (bounds.north, bounds.east) > (31.0, 102.0)
    assert bounds.west < 100.0
    assert bounds.east > 102.0
    assert bounds.north - bounds.south < 1.2


def test_one_site_is_shown_with_its_surroundings() -> None:
    bounds = focus_bounds([make_site(at=Point(30.0, 100.0))])
    assert bounds == Bounds(29.9, 99.9, 30.1, 100.1)


def test_an_area_without_sites_is_shown_by_its_size() -> None:
    sizes = []
    for precision in ("county", "city", "province"):
        bounds = focus_bounds([replace(DEFAULT, fix=None)], fix(precision))
        assert bounds is not None
        sizes.append(bounds.north - bounds.south)
    assert sizes == sorted(set(sizes))


def test_an_area_with_borders_is_shown_whole() -> None:
    box = (30.5, 103.9, 30.7, 104.2)
    for sites in ([], [make_site(at=Point(30.6, 104.0))]):
        bounds = focus_bounds(sites, fix("county"), box)
        assert bounds is not None
        assert (bounds.south, bounds.west) < (30.5, 103.9)
        assert bounds.north > 30.7
        assert bounds.east > 104.2
        assert bounds.north - bounds.south < 0.25, "no larger than it is"
    outside = focus_bounds([make_site(at=Point(30.9, 104.0))], fix("county"), box)
    assert outside is not None
    assert outside.north > 30.9, "a site that lies outside is shown too"


def test_nothing_known_leaves_the_map_as_it_is() -> None:
    assert focus_bounds([]) is None


@pytest.mark.parametrize("lat", [89.9, -89.9])
@pytest.mark.parametrize("lon", [180.0, -180.0])
def test_a_focus_stays_on_the_map_of_the_world(lat: float, lon: float) -> None:
    bounds = focus_bounds([make_site(at=Point(lat, lon))], None)
    assert bounds is not None
    assert bounds.south >= -90
    assert bounds.north <= 90
    assert bounds.west >= -180
    assert bounds.east <= 180


def test_bounds_are_told_in_one_order() -> None:
    assert Bounds(1.23456, 2.0, 3.0, 4.0).text() == "1.2346,2.0000,3.0000,4.0000"


# ---- pins -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "kind"),
    [
        pytest.param(make_site(), 0, id="real, exact"),
        pytest.param(make_demo(), 1, id="demonstration, exact"),
        pytest.param(replace(make_site(), fix=fix("county")), 2, id="real, coarse"),
        pytest.param(replace(make_demo(), fix=fix("township")), 3, id="demonstration, coarse"),
    ],
)
def test_a_pin_says_demonstration_and_coarse(site: Site, kind: int) -> None:
    ((found, lat, lon, site_id),) = read_pins([site])
    assert site.fix is not None
    assert (found, site_id) == (kind, site.id)
    assert (lat, lon) == pytest.approx((site.fix.point.lat, site.fix.point.lon), abs=0.00005)


def test_a_site_without_a_point_has_no_pin() -> None:
    assert read_pins([replace(make_site(), fix=None)]) == []


site_lists = st.lists(
    st.builds(
        lambda site_id, lat, lon, demo, precision, adcode: replace(
            (make_demo if demo else make_site)(site_id), fix=fix(precision, lat, lon), adcode=adcode
        ),
        st.from_regex(r"[a-z0-9][a-z0-9-]{1,30}[a-z0-9]", fullmatch=True),
        st.floats(-90, 90),
        st.floats(-180, 180),
        st.booleans(),
        st.sampled_from(["exact", "street", "county"]),
        st.sampled_from(["110101", "510107", "710000"]),
    ),
    max_size=20,
    unique_by=lambda site: site.id,
)


@given(site_lists, st.randoms(use_true_random=False))
def test_every_pin_comes_back_whatever_the_order(
    sites: list[Site], shuffler: random.Random
) -> None:
    shuffled = list(sites)
    shuffler.shuffle(shuffled)
    assert pins(shuffled) == pins(sites)
    assert units(shuffled) == units(sites)
    found = {site_id: (kind, lat, lon) for kind, lat, lon, site_id in read_pins(sites)}
    assert found.keys() == {site.id for site in sites}
    for site in sites:
        kind, lat, lon = found[site.id]
        assert site.fix is not None
        assert kind == (1 if site.is_demo else 0) + (2 if site.fix.is_coarse else 0)
        assert (lat, lon) == pytest.approx((site.fix.point.lat, site.fix.point.lon), abs=0.000051)


def test_the_pins_of_the_national_list_are_light(app: Flask) -> None:
    sites = app.extensions["sites"].live.current().sites
    assert len(read_pins(sites)) == sum(site.fix is not None for site in sites) > 5_200
    assert packed(pins(sites)) <= 22 * KB


def test_who_the_pins_are_comes_in_small_pieces(app: Flask) -> None:
    sites = app.extensions["sites"].live.current().sites
    by_province = units(sites)
    assert by_province.keys() == {site.adcode[:2] for site in sites if site.fix}
    assert max(packed(text.encode()) for text in by_province.values()) <= 6 * KB
    named = [tuple(each) for text in by_province.values() for each in json.loads(text)]
    assert sorted(named) == sorted((site.id, site.unit) for site in sites if site.fix)


# ---- the shipped base map ---------------------------------------------------------------------


@cache
def read(name: str) -> Any:
    return json.loads((BASEMAP / name).read_text(encoding="utf-8"))


@cache
def arcs() -> list[list[tuple[int, int]]]:
    return [line(text) for text in read("china.json")["arcs"]]


def segments(lines: Any) -> Counter[tuple[tuple[int, int], tuple[int, int]]]:
    """How many lines share each segment; segments shorter than a step of the file fall out."""
    counted: Counter[tuple[tuple[int, int], tuple[int, int]]] = Counter()
    for each in lines:
        counted.update((min(a, b), max(a, b)) for a, b in itertools.pairwise(each) if a != b)
    return counted


def province_rings() -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for code, area in read("china.json")["areas"]:
        for ring in area:
            whole: list[tuple[int, int]] = []
            for number in ring:
                arc = arcs()[number] if number >= 0 else arcs()[~number][::-1]
                assert not whole or whole[-1] == arc[0], "the ring is torn"
                whole += arc[1:] if whole else arc
            assert whole[0] == whole[-1], "the ring is open"
            yield code, whole


def tianditu_outline() -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """The outer border from the county polygons, which another tool keeps in millionths of a
    degree: every segment that only one county has."""
    with np.load(HOME / "sites" / "areas" / "data" / "borders.npz") as file:
        rings = file["rings"].astype(np.int64)
        provinces = [file[name] for name in sorted(file.files) if name.startswith("planes_")]
    vertices = []
    for planes in provinces:
        steps = planes.transpose(0, 2, 1).reshape(2, -1, 4)
        zigzag = np.ascontiguousarray(steps).view("<u4").reshape(2, -1).T.astype(np.int64)
        vertices.append(np.cumsum((zigzag >> 1) ^ -(zigzag & 1), axis=0))
    millionths = np.concatenate(vertices)
    counted: Counter[tuple[tuple[int, int], tuple[int, int]]] = Counter()
    for start, end in itertools.pairwise(rings.tolist()):
        counted.update(segments([list(map(tuple, millionths[start:end].tolist()))]))
    outer = [pair for pair, times in counted.items() if times == 1]
    return set(segments([[in_file_steps(vertex) for vertex in pair] for pair in outer]))


def in_file_steps(millionths: tuple[int, int]) -> tuple[int, int]:
    """As the build rounds: from degrees, not from millionths, where halves fall otherwise."""
    lon, lat = millionths
    return round(lon / 1_000_000 * 10_000), round(lat / 1_000_000 * 10_000)


def test_the_outline_is_tianditus_to_the_last_vertex() -> None:
    shared = segments(ring for _, ring in province_rings())
    outline = {pair for pair, times in shared.items() if times == 1}
    source = tianditu_outline()
    assert len(source) > 35_000
    # The province file and the county file differ themselves: a vertex more on Guangxi's coast, a
    # gap 60 m wide between two counties of 昭通; two spurs shorter than a step cancel out.
    assert len(outline ^ source) == 8


PLACES = {
    "台湾": ("710000", 23.7, 120.9),
    "达旺": ("540000", 27.6, 91.9),
    "藏南": ("540000", 27.3, 93.6),
    "阿克赛钦": ("650000", 35.2, 79.3),
    "钓鱼岛": ("710000", 25.744, 123.474),
    "永兴岛": ("460000", 16.834, 112.339),
    "美济礁": ("460000", 9.905, 115.535),
    "澳门": ("820000", 22.19, 113.545),
    "香港": ("810000", 22.4, 114.15),
    "黑瞎子岛": ("230000", 48.33, 134.6),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_map_holds_what_belongs_to_china(name: str) -> None:
    wanted, lat, lon = PLACES[name]
    x, y = lon * 10_000, lat * 10_000
    crossings: Counter[str] = Counter()
    for code, ring in province_rings():
        for (ax, ay), (bx, by) in itertools.pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings[code] += 1
    assert [code for code, times in crossings.items() if times % 2] == [wanted]


def test_all_ten_dashes_are_there_with_every_vertex() -> None:
    dashes = [line(text) for text in read("china.json")["lines"]["dashes"]]
    assert [len(each) for each in dashes] == [64, 71, 49, 38, 37, 44, 96, 29, 100, 2]
    middles = [each[len(each) // 2] for each in dashes]
    assert any(lat > 230_000 and lon > 1_225_000 for lon, lat in middles), "east of Taiwan"


def test_the_border_not_yet_defined_is_one_arc_in_the_pamirs() -> None:
    (number,) = read("china.json")["undefined"]
    lons = [lon / 10_000 for lon, _ in arcs()[number]]
    lats = [lat / 10_000 for _, lat in arcs()[number]]
    assert 73 < min(lons) < max(lons) < 75.2
    assert 37 < min(lats) < max(lats) < 38.9


def test_there_are_34_provinces_each_with_its_lines_and_names() -> None:
    file = read("china.json")
    codes = {code[:2] for code, _ in file["areas"]}
    assert len(codes) == 34
    assert codes == file["files"]["counties"].keys()
    assert codes == {path.stem for path in (BASEMAP / "counties").glob("*.json")}
    names = {label[0] for label in file["labels"]}
    assert {"北京", "内蒙古", "香港", "澳门", "台湾", "南海诸岛"} <= names
    assert len(read("counties/71.json")["labels"]) == 20


def test_the_first_file_names_the_others_by_their_content() -> None:
    files = read("china.json")["files"]
    named = {f"counties/{code}.json": each[4] for code, each in files["counties"].items()}
    named["prefectures.json"] = files["prefectures"]
    for name, digits in named.items():
        content = (BASEMAP / name).read_bytes()
        assert hashlib.sha256(content).hexdigest()[:10] == digits, name


def test_every_file_names_the_source_and_its_review_number() -> None:
    for path in BASEMAP.rglob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["source"] == (
            "底图数据：天地图 审图号 GS(2024)0650号"
        ), path.name


def test_a_name_stands_inside_its_province_box() -> None:
    for code, (south, west, north, east, _) in read("china.json")["files"]["counties"].items():
        for name, lat, lon, room in read(f"counties/{code}.json")["labels"]:
            assert south <= lat <= north, name
            assert west <= lon <= east, name
            assert room >= 0, name


def test_the_map_is_light() -> None:
    """As sent: the squeezed files of static/, which tests/test_static.py holds to their source."""
    parts = map_parts([])
    code = [f"{name}.br" for name in (*parts.stylesheets, *parts.scripts)]
    script = packed(parts.script.encode())
    words = (STATIC / "words" / "en.js.br").stat().st_size  # the longest; every page has them
    assert sum((STATIC / name).stat().st_size for name in code) + script <= 60 * KB
    assert words <= 2 * KB
    first = [BASEMAP / name for name in ("china.json", "prefectures.json")]
    assert sum(packed(path.read_bytes()) for path in first) <= 220 * KB
    assert max(packed(path.read_bytes()) for path in BASEMAP.glob("counties/*.json")) <= 45 * KB


# npm leaflet@1.9.4 and leaflet.markercluster@1.5.3, as published.
VENDORED = {
    "leaflet/leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet/leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "leaflet/LICENSE": "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb",
    "markercluster/leaflet.markercluster.js": "1e4e1d22972a3926f48598e0caf14e3f"
    "e7049835d428a344fed4f9e3665b3508",
    "markercluster/MarkerCluster.css": "614dea0a98ff3f4ead74f04918f6b1d1"
    "b9ba435c25b5fc23b21a394d1e3e4d87",
    "markercluster/LICENSE": "3133dacd38250bd1f524d8166cc60a016a382522e062fce143691c65bf5e4b3d",
}


@pytest.mark.parametrize("name", VENDORED)
def test_vendored_files_are_as_their_makers_published_them(name: str) -> None:
    content = (STATIC / "vendor" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == VENDORED[name]


def test_nothing_else_is_vendored() -> None:
    folder = STATIC / "vendor"
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {name for name in found if not name.endswith(".br")} == VENDORED.keys()


@pytest.mark.skipif(not WHEELS.exists(), reason="build/wheels holds no packages to build from")
def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "tools.basemap.build"]
    subprocess.run([*build, "--wheels", WHEELS, "--target", tmp_path], check=True, cwd=HOME)
    shipped = sorted(path.relative_to(BASEMAP) for path in BASEMAP.rglob("*.json"))
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.json")) == shipped
    for name in shipped:
        assert (tmp_path / name).read_bytes() == (BASEMAP / name).read_bytes(), name
