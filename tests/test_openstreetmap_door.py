"""An OpenStreetMap extract as a source of places: what is found by it, what it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sites.areas import gazetteer
from sites.areas.place_rows import PlaceSource
from sites.areas.places_file import PlacesFile
from sites.errors import BadFileError
from sites.geo import Point, great_circle_km
from sites.geocoding import Located, PlaceText, locate
from sites.locating.brought import places_kept
from sites.locating.brought.collecting import collecting
from sites.locating.brought.map_tags import house_names, kind_of, local_name, names_of
from sites.locating.brought.openstreetmap import STEPS, date_of, things_of
from tests.extracts import Extract

SOURCE = PlaceSource("openstreetmap", "x.osm.pbf", "2026-11-01", "", 0)
SQUARE = [(31.78, 121.60), (31.78, 121.72), (31.88, 121.72), (31.88, 121.60), (31.78, 121.60)]
Bring = Callable[[Extract], PlacesFile]


@pytest.fixture
def bring(tmp_path: Path, places: Path) -> Bring:
    """bring(extract): the places file that it becomes; the gazetteer asks it from now on."""

    def bringing(extract: Extract) -> PlacesFile:
        things = things_of(extract.write(tmp_path / "x.osm.pbf"), lambda _: None)
        with collecting(gazetteer(), places) as found:
            found.take(things)
            places_kept.add(places, SOURCE, found.places(lambda _: None))
        file = PlacesFile(places)
        gazetteer().bring(file)
        return file

    return bringing


def qidong(first_node: int = 1) -> Extract:
    """A town that is not there, in 启东市 (320681; its seat lies at 31.81, 121.66)."""
    extract = Extract(first_node)
    extract.way([(31.80, 121.60), (31.80, 121.68)], highway="primary", name="试验中路")
    extract.way([(31.79, 121.64), (31.83, 121.64)], highway="residential", name="試驗北街")
    extract.way([(31.75, 121.50), (31.80, 121.60), (31.90, 121.75)], highway="trunk", name="试长线")
    extract.node(31.801, 121.651, addr__street="试验中路", addr__housenumber="12")
    extract.node(31.801, 121.661, addr__street="试验中路", addr__housenumber="40号")
    extract.node(31.85, 121.70, place="village", name="试湾村")
    extract.node(31.84, 121.69, place="hamlet", name="试家庄")
    extract.node(31.82, 121.65, place="neighbourhood", name="试验花园")
    extract.way(
        [(31.820, 121.660), (31.820, 121.662), (31.822, 121.662), (31.820, 121.660)],
        amenity="hospital",
        name="启东市试验医院",
        alt_name="启东第八医院",
    )
    extract.node(31.87, 121.66, railway="station", name="启东站")
    extract.node(31.825, 121.655, amenity="police", name="启东市公安局试验派出所")
    return extract


def located(address: str, unit: str = "", county: str = "启东市") -> Located:
    return locate(PlaceText("江苏省", "南通市", county, unit, address))


@pytest.mark.parametrize(
    ("address", "precision", "lat", "lon"),
    [
        ("试验中路12号", "building", 31.801, 121.651),
        ("试验中路40号3楼", "building", 31.801, 121.661),
        ("试验中路14号", "street", 31.801, 121.651),  # beside a number that is known
        ("试验中路与试验北街交叉口", "street", 31.80, 121.64),
        ("試驗北街", "street", 31.81, 121.64),
        ("试长线试湾村", "street", 31.8635, 121.689),  # the part beside the village
        ("试湾村三组", "street", 31.85, 121.70),
        ("试家庄5组", "street", 31.84, 121.69),
        ("试验花园6幢", "street", 31.82, 121.65),
        ("试验医院内", "building", 31.8205, 121.661),
        ("启东市第八医院对面", "street", 31.8205, 121.661),
        ("火车站对面", "street", 31.87, 121.66),
        ("启东火车站旁", "street", 31.87, 121.66),
        ("试验派出所内", "building", 31.825, 121.655),
    ],
)
def test_the_words_of_an_address_lead_to_the_thing(
    bring: Bring, address: str, precision: str, lat: float, lon: float
) -> None:
    bring(qidong())
    fix = located(address).fix
    assert fix is not None
    assert (fix.precision, fix.method, fix.adcode) == (precision, "openstreetmap", "320681")
    assert great_circle_km(fix.point, Point(lat, lon)) < 0.45


def test_a_thing_counts_in_its_own_county_alone(bring: Bring) -> None:
    bring(qidong())
    for address in ("试验中路12号", "试湾村三组", "试验医院内", "火车站对面"):
        fix = located(address, county="如皋市").fix
        assert fix is not None
        assert fix.is_coarse, address


def test_a_plain_name_behind_its_countys_is_found_whole(bring: Bring) -> None:
    extract = Extract()
    extract.node(31.82, 121.66, amenity="hospital", name="启东市医院")
    bring(extract)
    for unit, address in (("启东市医院", ""), ("", "启东市医院")):
        fix = located(address, unit).fix
        assert fix is not None
        assert (fix.precision, fix.point.lat) == ("building", 31.82), (unit, address)


def test_a_street_of_a_plain_name_is_one(bring: Bring) -> None:
    extract = Extract()
    extract.way([(31.80, 121.60), (31.80, 121.61)], highway="primary", name="北大街")
    bring(extract)
    fix = located("北大街5号").fix
    assert fix is not None
    assert fix.precision == "street"


def test_what_only_says_what_it_is_names_nothing(bring: Bring) -> None:
    extract = qidong()
    extract.node(31.70, 121.80, amenity="school", name="小学")
    extract.node(31.70, 121.80, amenity="hospital", name="启东市医院")
    extract.way([(31.70, 121.80), (31.701, 121.80)], highway="track", name="村道")
    bring(extract)
    for address in ("试验中路12号小学对面", "试验中路12号医院旁", "试验中路12号村道"):
        fix = located(address).fix
        assert fix is not None
        assert (fix.precision, fix.point.lat) == ("building", 31.801), address


def test_a_village_under_the_wrong_county_is_asked_about(bring: Bring) -> None:
    bring(qidong())
    told = located("试湾村三组", county="海门区")
    assert told.fix is not None
    assert (told.fix.precision, told.fix.adcode) == ("county", "320614")
    (note,) = told.notes
    assert "「试湾村」在「江苏省南通市海门区」没有查到，「江苏省南通市启东市」有一个" in note
    assert located("试湾村三组").notes == ()


def test_a_long_road_alone_is_told_with_its_length(bring: Bring) -> None:
    bring(qidong())
    told = located("试长线")
    assert told.fix is not None
    assert told.fix.is_coarse
    (note,) = [note for note in told.notes if "试长线" in note]
    assert "长约 29 公里" in note or "长约 28 公里" in note


def test_namesakes_that_lie_apart_are_not_guessed(bring: Bring) -> None:
    extract = qidong()
    extract.node(31.70, 121.80, amenity="hospital", name="启东市试验医院")
    bring(extract)
    told = located("试验医院内")
    assert told.fix is not None
    assert told.fix.is_coarse
    assert "「试验医院」这里有 2 处" in "".join(told.notes)


def two_roads_of_one_name() -> Extract:
    """One in 汇龙镇, whose boundary is known, and another outside it, with a number of its own."""
    extract = Extract()
    extract.way(SQUARE, boundary="administrative", admin_level="8", name="汇龙镇")
    for lat, number in ((31.80, "12"), (31.95, "14")):
        extract.way([(lat, 121.65), (lat, 121.66)], highway="primary", name="同名路")
        extract.node(lat, 121.655, addr__street="同名路", addr__housenumber=number)
    return extract


@pytest.mark.parametrize("address", ["同名路12号", "同名路14号", "同名路16号", "同名路12"])
def test_a_house_of_two_roads_of_one_name_is_asked_about(bring: Bring, address: str) -> None:
    bring(two_roads_of_one_name())
    told = located(address)
    assert told.fix is not None
    assert told.fix.is_coarse
    assert "同名路" in "".join(told.notes)


def test_a_township_tells_the_houses_of_two_roads_apart(bring: Bring) -> None:
    bring(two_roads_of_one_name())
    fix = located("汇龙镇同名路12号").fix
    assert fix is not None
    assert (fix.precision, fix.point.lat) == ("building", 31.80)


def test_a_township_tells_villages_of_one_name_apart(bring: Bring) -> None:
    extract = qidong()
    ways = [extract.way(SQUARE, boundary="administrative")]
    members = [("w", way, "outer") for way in ways]
    extract.relation(
        members, type="boundary", boundary="administrative", admin_level="8", name="汇龙镇"
    )
    extract.node(31.70, 121.55, place="village", name="试湾村")
    file = bring(extract)
    assert {place.name for place in file.boundaries("320681")} == {"汇龙镇"}
    fix = located("汇龙镇试湾村").fix
    assert fix is not None
    assert great_circle_km(fix.point, Point(31.85, 121.70)) < 0.1


def test_a_thing_of_several_outlines_stands_in_its_first(bring: Bring) -> None:
    extract = Extract()
    outer = extract.way(
        [(31.820, 121.660), (31.820, 121.662), (31.822, 121.662), (31.822, 121.660)],
    )
    extract.relation(
        [("w", outer, "outer")], type="multipolygon", amenity="hospital", name="试验医院"
    )
    bring(extract)
    fix = located("试验医院内").fix
    assert fix is not None
    assert great_circle_km(fix.point, Point(31.821, 121.661)) < 0.05


def test_a_township_is_found_by_its_boundary_alone(bring: Bring) -> None:
    extract = Extract()
    extract.way(SQUARE, boundary="administrative", admin_level="8", name="汇龙镇")
    file = bring(extract)
    (place,) = [place for place in file.of("320681") if place.kind == "township"]
    assert gazetteer().path(place.township)[-1].name == "汇龙镇"
    here = gazetteer().township_at(Point(31.80, 121.65))
    assert here is not None
    assert here.name == "汇龙镇"
    assert gazetteer().township_at(Point(31.95, 121.65)) is None


def test_a_name_in_the_regions_own_script_stands_beside(bring: Bring) -> None:
    extract = Extract()
    extract.node(43.80, 87.60, place="village", name="سىناق", name__zh="试验庄村")
    (place,) = bring(extract).villages("试验庄")
    assert (place.local, place.county[:4]) == ("سىناق", "6501")


POLICE = (
    ("启东市公安局", 31.811, 121.651),
    ("启东市公安局刑警大队", 31.812, 121.652),
    ("启东市公安局长江路派出所", 31.813, 121.653),
    ("经棚派出所", 31.814, 121.654),
    ("启东市公安局刑事科学技术室", 31.815, 121.655),
    ("启东市民政局", 31.816, 121.656),
)


@pytest.mark.parametrize(
    ("unit", "address", "precision", "lat"),
    [
        ("启东市公安局", "", "building", 31.811),
        ("启东市局刑事科学技术室", "启东市公安局院内", "building", 31.811),
        ("启东市公安局刑侦大队", "", "building", 31.812),
        ("启东公安局刑事警察大队三中队", "", "county", 31.811),  # a unit may lie elsewhere
        ("长江路派出所", "", "building", 31.813),
        ("启东市公安局", "经长江路派出所", "building", 31.813),
        ("经棚派出所", "", "building", 31.814),
        ("启东市公安局刑事科学技术室", "", "building", 31.815),
        ("民政局", "", "building", 31.816),
        ("启东市公安局长江路派出所", "无人知道的路8号", "street", 31.813),
    ],
)
def test_a_unit_stands_at_its_own_door(
    bring: Bring, unit: str, address: str, precision: str, lat: float
) -> None:
    extract = Extract()
    for name, *at in POLICE:
        extract.node(*at, amenity="police", name=name)
    extract.way([(31.80, 121.60), (31.80, 121.68)], highway="primary", name="试验中路")
    bring(extract)
    fix = located(address, unit).fix
    assert fix is not None
    assert (fix.precision, fix.point.lat) == (precision, lat)


def test_a_citys_bureau_is_not_that_of_its_district(bring: Bring) -> None:
    extract = Extract()
    extract.node(32.010, 120.870, amenity="police", name="南通市公安局")
    extract.node(32.020, 120.880, amenity="police", name="南通市公安局崇川分局")
    bring(extract)
    for county, unit, lat in (("崇川区", "崇川区公安分局", 32.02), ("", "南通市公安局", 32.01)):
        fix = located("", unit, county).fix
        assert fix is not None
        assert (fix.precision, fix.point.lat) == ("building", lat), unit


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "residential"}, "road"),
        ({"highway": "bus_stop"}, None),
        ({"highway": "construction"}, None),
        ({"place": "hamlet"}, "village"),
        ({"place": "quarter", "name": "和平社区"}, "village"),
        ({"place": "quarter", "name": "和平花园"}, "estate"),
        ({"boundary": "administrative", "admin_level": "8"}, "boundary"),
        ({"boundary": "administrative", "admin_level": "6"}, None),
        ({"amenity": "police"}, "office"),
        ({"amenity": "restaurant"}, None),
        ({"landuse": "residential"}, "estate"),
        ({"landuse": "farmland"}, None),
    ],
)
def test_what_a_thing_is_its_tags_say(tags: dict[str, str], kind: str | None) -> None:
    assert kind_of(tags) == kind


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ({"name": "中山路 Zhongshan Road"}, ("中山路",)),
        ({"name": "孫文西路;中山路"}, ("孙文西路", "中山路")),
        ({"name": "乾安县医院"}, ("干安县医院", "乾安县医院")),
        ({"name": "Main Street"}, ()),
        ({"name": "Qidong", "name:zh": "启东路", "old_name": "老路名"}, ("启东路", "老路名")),
        ({"name": "启东", "railway": "station"}, ("启东站", "启东火车站")),
        ({"name": "中央车站", "railway": "station"}, ("中央车站", "中央站", "中央火车站")),
        ({"name": "启东汽车站", "public_transport": "station"}, ("启东汽车站",)),
        ({"name": "路"}, ()),
        ({"name": "人民路\t换行\n街"}, ("人民路换行街",)),
        ({"name": "名" * 31}, ()),
    ],
)
def test_the_chinese_names_of_a_thing(tags: dict[str, str], names: tuple[str, ...]) -> None:
    assert names_of(tags) == names


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("12", ["人民路12号"]),
        ("12号", ["人民路12号"]),
        ("12-1", ["人民路12-1号"]),
        ("甲3", ["人民路甲3号"]),
        ("12;14", []),
        ("二楼", []),
        ("", []),
    ],
)
def test_a_house_number_becomes_an_address(number: str, names: list[str]) -> None:
    assert list(house_names({"addr:street": "人民路", "addr:housenumber": number})) == names


def test_a_local_name_is_one_line() -> None:
    assert local_name({"name:bo": "ལྷ་ས\nགྲོང"}) == "ལྷ་ས གྲོང"
    assert local_name({"name": "拉萨"}) == ""


def test_each_step_is_told_and_they_make_a_hundred(tmp_path: Path) -> None:
    told: list[int] = []
    list(things_of(qidong().write(tmp_path / "x.osm.pbf"), told.append))
    assert tuple(told) == STEPS
    assert sum(STEPS) == 100


def test_an_extract_cut_at_any_place_is_refused(tmp_path: Path) -> None:
    whole = qidong().write(tmp_path / "x.osm.pbf").read_bytes()
    broken = tmp_path / "broken.osm.pbf"
    for length in range(0, len(whole) - 1, 23):
        broken.write_bytes(whole[:length])
        with pytest.raises(BadFileError, match=r"读不完|没有下载完"):
            list(things_of(broken, lambda _: None))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"<osm/>", bytes(1000)])
def test_what_is_no_extract_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.osm.pbf"
    path.write_bytes(content)
    for read in (date_of, lambda path: list(things_of(path, lambda _: None))):
        with pytest.raises(BadFileError, match="重新下载"):
            read(path)


def test_ways_whose_points_are_missing_say_that_it_was_cut(tmp_path: Path) -> None:
    extract = qidong()
    extract.nodes = extract.nodes[-3:]
    with pytest.raises(BadFileError, match="没有下载完"):
        list(things_of(extract.write(tmp_path / "x.osm.pbf"), lambda _: None))


def test_points_with_high_numbers_in_any_order_are_found(tmp_path: Path, bring: Bring) -> None:
    """Ids of 2026 need more than 32 bits; an extract of another program may not be in order."""
    extract = qidong(13_000_000_000)
    extract.nodes.reverse()
    bring(extract)
    fix = located("试验中路与试验北街交叉口").fix
    assert fix is not None
    assert great_circle_km(fix.point, Point(31.80, 121.64)) < 0.1
