"""The light map of a county: its chart, the signs on it, its page without a script, its weight."""

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest
import shapely
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.areas import gazetteer
from sites.geo import Point
from sites.mapping import AreaMap, area_map, focus_bounds
from sites.mapping.basemap import country
from sites.mapping.chart import VIEW_UNITS, Chart, chart
from sites.mapping.chart_signs import Placed, Sign, lettering, signs
from sites.mapping.clipping import parts_inside, ring_inside
from sites.mapping.mercator import Box, World, world
from sites.mapping.view import Bounds
from sites.records import Fix, Site
from tests.conftest import GetPage, MakeApp
from tests.making import make_demo, make_site

STATIC = Path(__file__).resolve().parent.parent / "static"
BASEMAP = STATIC / "basemap"
KB = 1024
# A county's map with all that its page fetches for it, as sent.
MOST_BYTES = 20 * KB
WUHOU = Bounds(30.56, 103.93, 30.67, 104.09)


def map_of(adcode: str, *own: Site, beyond: tuple[Site, ...] = ()) -> AreaMap:
    places = gazetteer()
    bounds = focus_bounds(own, places.fix(adcode), places.box(adcode))
    assert bounds is not None
    return area_map(own, beyond, bounds, places.rings(adcode), BASEMAP)


# ---- clipping -----------------------------------------------------------------------------------

BOX = Box(0.0, 0.0, 1.0, 1.0)
coordinates = st.floats(-2, 3).map(lambda number: round(number, 3))
corners = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=8, unique=True)


@settings(deadline=None)
@given(corners)
def test_what_is_cut_of_an_area_is_what_lies_in_the_box(ring: list[World]) -> None:
    whole = shapely.Polygon(ring)
    if not whole.is_valid or whole.area < 0.01:
        return
    inside = ring_inside(ring, BOX)
    wanted = whole.intersection(shapely.box(0, 0, 1, 1)).area
    pairs = itertools.pairwise([*inside, *inside[:1]])
    area = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2
    assert area == pytest.approx(wanted, abs=1e-9)
    assert all(-1e-9 <= number <= 1 + 1e-9 for place in inside for number in place)


@settings(deadline=None)
@given(corners)
def test_no_part_of_a_line_in_the_box_is_lost(line: list[World]) -> None:
    kept = [pair for part in parts_inside(line, BOX) for pair in itertools.pairwise(part)]
    for pair in itertools.pairwise(line):
        if shapely.LineString(pair).intersects(shapely.box(0, 0, 1, 1)):
            assert pair in kept
    assert len(kept) == len(set(kept))


# ---- the chart ----------------------------------------------------------------------------------


def vertices(drawing: str) -> list[tuple[int, int]]:
    """Of an SVG path of M, l and z, read here a second time."""
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^Mz]*)", drawing):
        x, y = map(int, start.split())
        found.append((x, y))
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            found.append((x, y))
    return found


def kinds(drawn: Chart) -> dict[str, str]:
    return {path.kind: path.drawing for path in drawn.paths}


def test_a_sheet_shows_the_whole_area_first() -> None:
    drawn = chart(WUHOU, (), (), BASEMAP)
    for lat, lon in itertools.product((WUHOU.south, WUHOU.north), (WUHOU.west, WUHOU.east)):
        place = drawn.place(Point(lat, lon))
        assert place is not None
        assert drawn.left <= place[0] <= drawn.left + VIEW_UNITS
        assert drawn.top <= place[1] <= drawn.top + VIEW_UNITS


def test_north_is_up_and_east_is_right() -> None:
    drawn = chart(WUHOU, (), (), BASEMAP)
    south, north = (drawn.place(Point(lat, 104.0)) for lat in (30.58, 30.65))
    west, east = (drawn.place(Point(30.6, lon)) for lon in (103.95, 104.05))
    assert south
    assert north
    assert west
    assert east
    assert north[1] < south[1]
    assert west[0] < east[0]


def test_what_is_not_on_the_sheet_has_no_place() -> None:
    drawn = chart(WUHOU, (), (), BASEMAP)
    for point in (Point(0, 0), Point(39.9, 116.4), Point(90, 180), Point(-90, -180)):
        assert drawn.place(point) is None


def test_lines_on_a_sheet_are_those_of_the_base_map() -> None:
    """Every drawn vertex of a province's border is a shipped one, and none is left out but where
    it would lie within a pixel of the next."""
    drawn = map_of("510525").chart
    x0, y0, unit = drawn.world
    known = {
        (round((x - x0) / unit), round((y - y0) / unit))
        for line in country(BASEMAP).provinces
        for x, y in line.places
    }
    border = vertices(kinds(drawn)["province"])
    assert len(border) > 50
    assert set(border) <= known
    on_chart = [(x, y) for x, y in known if 0 <= x <= drawn.side and 0 <= y <= drawn.side]
    for place in on_chart:
        assert min(math.dist(place, each) for each in border) <= 4


@pytest.mark.parametrize(
    ("adcode", "kind"),
    [
        pytest.param("653022", "open", id="the border not yet defined"),
        pytest.param("510504", "province", id="a border between provinces"),
        pytest.param("440308", "sea", id="the line between Shenzhen and Hong Kong"),
        pytest.param("230883", "coast", id="a border of the country"),
        pytest.param("653022", "outline", id="a border beside one that is not yet defined"),
        pytest.param("460303", "dash", id="the southern islands"),
    ],
)
def test_every_kind_of_line_is_on_the_sheets_it_belongs_to(adcode: str, kind: str) -> None:
    assert kind in kinds(map_of(adcode).chart)


def test_the_area_that_was_asked_for_has_its_own_ground() -> None:
    drawn = map_of("510107").chart
    place = drawn.place(Point(30.6420, 104.0434))
    assert place is not None
    assert shapely.Polygon(vertices(kinds(drawn)["area"])).contains(shapely.Point(place))


def test_names_of_counties_stand_in_their_counties() -> None:
    drawn = map_of("510107").chart
    names = {name.text: (name.x, name.y) for name in drawn.names}
    assert {"武侯区", "锦江区", "金牛区"} <= names.keys()
    assert names["武侯区"][1] > names["金牛区"][1], "south is below"


@pytest.mark.parametrize("adcode", ["510107", "659001", "460302", "820000", "441900", "110101"])
def test_the_box_of_an_area_is_that_of_its_rings(adcode: str) -> None:
    rings, box = gazetteer().rings(adcode), gazetteer().box(adcode)
    assert rings
    assert all(ring[0] == ring[-1] for ring in rings)
    lats, lons = zip(*(vertex for ring in rings for vertex in ring), strict=True)
    assert box == pytest.approx((min(lats), min(lons), max(lats), max(lons)), abs=2e-6)


def test_the_box_of_a_city_holds_those_of_its_counties() -> None:
    south, west, north, east = gazetteer().box("510100") or (0, 0, 0, 0)
    for part in gazetteer().parts("510100"):
        box = gazetteer().box(part.adcode)
        if box:
            assert (south, west) <= box[:2]
            assert (north, east) >= box[2:]
    assert gazetteer().box("999999") is None
    assert gazetteer().rings("999999") == ()


# ---- signs --------------------------------------------------------------------------------------

APART = 48 * VIEW_UNITS / 360
spots = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=30)


@settings(deadline=None)
@given(spots)
def test_no_sign_lies_on_another_and_no_site_is_lost(places: list[tuple[int, int]]) -> None:
    placed = [Placed(make_site(f"s{at}"), x, y) for at, (x, y) in enumerate(places)]
    found = signs(placed)
    for one, other in itertools.combinations(found, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= APART
    told = [site.id for sign in found for site in sign.sites]
    assert sorted(told) == sorted(each.site.id for each in placed)
    where = {each.site.id: (each.x, each.y) for each in placed}
    for sign in found:
        assert where[sign.sites[0].id] == (sign.x, sign.y)


def test_a_name_gives_way_to_a_sign() -> None:
    drawn = map_of("510107").chart
    name = next(name for name in drawn.names if name.text == "武侯区")
    free = {each.text: each for each in lettering(drawn, ())}
    assert (free["武侯区"].x, free["武侯区"].y) == (name.x, name.y)
    moved = {each.text: each for each in lettering(drawn, (Sign(name.x, name.y, (make_site(),)),))}
    if "武侯区" in moved:
        assert abs(moved["武侯区"].y - name.y) >= APART / 2


def fixed(site: Site, lat: float, lon: float, precision: Any = "exact") -> Site:
    return replace(site, fix=Fix(Point(lat, lon), precision, "given", "510107"))


def test_sites_come_callable_first_then_nearest_to_the_middle() -> None:
    far = fixed(make_site("far"), 30.66, 104.08)
    near = fixed(make_site("near"), 30.615, 104.01)
    demo = fixed(make_demo("demo"), 30.615, 104.01)
    lost = replace(make_site("lost"), fix=None)
    found = map_of("510107", lost, demo, far, near)
    assert [site.id for site in found.sites] == ["near", "far", "lost", "demo"]
    assert found.places.keys() == {"near", "far", "demo"}
    assert [found.places[each][2] for each in ("near", "demo")] == [0, 1]


def test_a_county_without_a_site_is_shown_with_the_nearest_one() -> None:
    near = fixed(make_site("near"), 30.70, 104.06)
    empty, found = map_of("510107"), map_of("510107", beyond=(near,))
    x, y, _ = found.places["near"]
    assert found.chart.left <= x <= found.chart.left + VIEW_UNITS
    assert found.chart.top <= y <= found.chart.top + VIEW_UNITS
    assert empty.signs == ()
    distant = map_of("510107", beyond=(fixed(make_site("distant"), 32.0, 106.0),))
    assert distant.chart.world[2] == empty.chart.world[2], "the county would shrink to a dot"
    assert [site.id for site in distant.sites] == ["distant"], "the list has it"


def test_a_crowd_is_bounded_and_the_rest_is_counted() -> None:
    crowd = [fixed(make_site(f"s{n}"), 30.6, 104.0) for n in range(75)]
    found = map_of("510107", *crowd)
    assert len(found.sites) == 60
    assert found.hidden == 15


# ---- the page -----------------------------------------------------------------------------------


def test_without_a_script_each_sign_leads_to_its_entry(get_page: GetPage) -> None:
    page = get_page("/map?area=510107")
    links = page.select("svg a.sign")
    assert links
    for link in links:
        entry = page.select_one(f'li[id="{str(link["href"])[1:]}"]')
        assert entry is not None
        unit = entry.select_one("a")
        assert unit is not None
        assert unit.get_text() in str(link["aria-label"])
    assert "审图号 GS(2024)0650号" in page.get_text()
    assert not page.select('script[src*="leaflet"], script[src*="map/"]')


def test_a_sign_says_what_its_site_is(get_page: GetPage) -> None:
    labels = [str(link["aria-label"]) for link in get_page("/map?area=510107").select("a.sign")]
    assert any("演示" in label and "位置不太准" in label for label in labels), labels


HOSTILE = "\"'><script>alert(1)</script><svg onload=alert(2)>&amp;"


def test_a_hostile_name_is_only_a_name(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    unit = HOSTILE.replace('"', '""')
    path.write_text(
        "unit,province,city,county,address,phone,lat,lon,datum,status\n"
        f'"武侯区演示{unit}",四川省,成都市,武侯区,演示路1号,028-00000001,30.642,104.043,wgs84,demo\n',
        encoding="utf-8",
    )
    client = make_app(str(path)).test_client()
    text = client.get("/map?area=510107").get_data(as_text=True)
    assert "<script>alert" not in text
    assert "<svg onload" not in text
    pins = re.search(r'data-units="([^"]+)/-\.json"', client.get("/map").get_data(as_text=True))
    assert pins is not None
    told = client.get(f"{pins[1]}/51.json")
    assert told.mimetype == "application/json"
    ((_, named),) = told.json["51"] if told.json else ((None, ""),)
    assert named.startswith("武侯区演示")


def sent(client: FlaskClient, path: str) -> int:
    with client.get(path, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200, path
        assert answer.headers.get("Content-Encoding") == "br", path
        return len(answer.data)


def test_the_map_of_every_kind_of_county_is_light(app: Flask, get_page: GetPage) -> None:
    counties = [area.adcode for area in (*gazetteer().all("county"), *gazetteer().all("city"))]
    tried = [*counties[::60], "653022", "652824", "460302", "460303", "441900", "820000", "150782"]
    whole = [code for code in tried if all(p.level == "township" for p in gazetteer().parts(code))]
    assert len(whole) > 40
    weights = _weights(app, get_page, "", whole)
    assert max(weights.values()) <= MOST_BYTES, sorted(weights.items(), key=lambda each: -each[1])


@pytest.mark.parametrize("language", ["/en", "/zh-hant"])
def test_the_map_of_a_county_is_light_in_every_language(
    app: Flask, get_page: GetPage, language: str
) -> None:
    weights = _weights(app, get_page, language, ["510107", "653022", "652824"])
    assert max(weights.values()) <= MOST_BYTES, weights


def _weights(
    app: Flask, get_page: GetPage, language: str, counties: Iterable[str]
) -> dict[str, int]:
    """Page, style sheet and script of the map, without what every page has: as much as the page
    for an address that is none, which has the frame only, and site.js. With all words of the
    language's scripts, which other pages have too."""
    client = app.test_client()
    page = get_page(f"{language}/map?area=510107")
    fetched = [str(tag["href"]) for tag in page.select("link[rel=stylesheet]")]
    fetched += [str(tag["src"]) for tag in page.select("script[src]")]
    own = [path for path in fetched if "/site." not in path]
    words = [f"/static/words{language}.js"] if language else []
    files = ["/static/map.css", *words, "/static/area_map.js"]
    assert [path.partition("?")[0] for path in own] == files
    code = sum(sent(client, path) for path in own) - len(
        brotli.compress(client.get(f"{language}/nowhere").data, quality=5)
    )
    return {adcode: code + sent(client, f"{language}/map?area={adcode}") for adcode in counties}


def test_the_squeezed_script_is_what_a_phone_gets() -> None:
    script = (STATIC / "area_map.js").read_bytes()
    assert brotli.decompress((STATIC / "area_map.js.br").read_bytes()) == script
    assert b"Leaflet" not in script


def test_a_page_of_the_world_square() -> None:
    assert world(0, -180) == pytest.approx((0, 0.5))
    assert world(85.05112878, 180) == pytest.approx((1, 0), abs=1e-9)
