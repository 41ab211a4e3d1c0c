"""From where an answer counts: the street, house, village or office that a question names."""

from pathlib import Path

import pytest

from sites.areas import gazetteer
from sites.areas.place_rows import Kind, Place, PlaceSource
from sites.areas.places_file import PlacesFile
from sites.areas.places_written import write_places
from sites.geo import Point, great_circle_km
from sites.records import Fix, Site
from tests.conftest import HOME, MakeApp
from tests.making import make_site
from tests.test_finding import finder_of, ids, site_in

QIDONG, HUILONG = "320681", "320681100"
SQUARE = ((31.78, 121.60), (31.78, 121.72), (31.88, 121.72), (31.88, 121.60), (31.78, 121.60))


def place(name: str, kind: Kind, *points: tuple[float, float], township: str = "") -> Place:
    return Place(QIDONG, name, kind, tuple(Point(*each) for each in points), 0, "n1", township)


OWN = [
    place("试验中路", "road", (31.800, 121.640), (31.801, 121.652)),
    place("试验中路12号", "building", (31.8010, 121.6510)),
    place("试长线", "road", *((31.80, 121.50 + step / 100) for step in range(25))),
    place("试湾", "village", (31.8500, 121.7000), township=HUILONG),
    place("试验医院", "office", (31.8200, 121.6600)),
    place("试验小区", "estate", (31.8100, 121.6500)),
    place("试验小区", "estate", (31.8600, 121.7000)),
    place("汇龙镇", "township", (31.8070, 121.6600), township=HUILONG),
    place("汇龙镇", "boundary", *SQUARE, township=HUILONG),
]


def lianhu(site_id: str, point: Point) -> Site:
    return make_site(
        site_id, adcode="610104", province="陕西省", city="西安市", county="莲湖区", at=point
    )


def origin_of(text: str) -> Fix:
    origin = finder_of([site_in("510107")]).search(text).origin
    assert origin is not None
    return origin


@pytest.fixture
def own(places: Path) -> Path:
    """The places above as a deployment's own."""
    source = PlaceSource("openstreetmap", "x.osm.pbf", "2026-11-01", "© OpenStreetMap", 0)
    write_places(places, [source], OWN)
    gazetteer().bring(PlacesFile(places))
    return places


@pytest.mark.parametrize(
    ("text", "name", "precision", "lat", "lon"),
    [
        pytest.param("启东市试验中路", "试验中路", "street", 31.8005, 121.646, id="road"),
        pytest.param("启东试验中路12号", "试验中路12号", "building", 31.801, 121.651, id="house"),
        pytest.param("启东市汇龙镇试湾村", "试湾村", "street", 31.85, 121.70, id="village"),
        pytest.param("我在启东的试湾村怎么去", "试湾村", "street", 31.85, 121.70, id="sentence"),
        pytest.param("启東市試灣村", "试湾村", "street", 31.85, 121.70, id="traditional"),
        pytest.param("启东试验医院", "试验医院", "building", 31.82, 121.66, id="office"),
        pytest.param("启东试验医院对面", "试验医院", "street", 31.82, 121.66, id="beside it"),
    ],
)
@pytest.mark.usefixtures("own")
def test_what_a_text_names_inside_its_place_is_the_origin(
    text: str, name: str, precision: str, lat: float, lon: float
) -> None:
    origin = origin_of(text)
    assert (origin.matched, origin.precision) == (name, precision)
    assert great_circle_km(origin.point, Point(lat, lon)) < 0.7


def test_the_shipped_streets_are_origins_too() -> None:
    origin = origin_of("莲湖区北大街附近")
    assert (origin.matched, origin.precision, origin.adcode) == ("北大街", "street", "610104")


def test_sites_stand_nearest_first_from_the_street() -> None:
    """Both lie in 莲湖区, the farther one nearer to its seat (34.265, 108.94)."""
    sites = [lianhu("far", Point(34.262, 108.938)), lianhu("near", Point(34.273, 108.941))]
    assert ids(finder_of(sites).search("莲湖区").found) == ["far", "near"]
    assert ids(finder_of(sites).search("莲湖区北大街").found) == ["near", "far"]


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("text", "words"), [("启东市试验小区", "有 2 处"), ("启东市试长线", "长约 23 公里")]
)
def test_what_could_be_several_spots_is_told_and_not_guessed(text: str, words: str) -> None:
    answer = finder_of([site_in("510107")]).search(text)
    assert answer.origin is not None
    assert (answer.origin.precision, answer.origin.matched) == ("county", "")
    assert any(words in note for note in answer.notes)


@pytest.mark.parametrize(
    "text", ["启东市公安局", "成都市公安局武侯分局", "莲湖区青年路派出所", "启东市试验派出所"]
)
@pytest.mark.usefixtures("own")
def test_a_unit_that_is_looked_for_is_no_origin(text: str) -> None:
    assert origin_of(text).matched == ""


def test_a_bureau_that_somebody_stands_beside_is_one() -> None:
    origin = origin_of("成都市武侯区公安分局对面")
    assert (origin.precision, origin.matched) == ("street", "公安分局")


@pytest.mark.usefixtures("own")
def test_a_township_is_where_the_brought_places_have_it() -> None:
    """汇龙镇 has a shipped point, which stays; a township without one gets theirs."""
    assert origin_of("启东市汇龙镇").method == "openstreetmap"
    assert origin_of("启东市汇龙镇").point != Point(31.8070, 121.6600)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/search", "距离从试湾村（启东市汇龙镇）附近算起，是直线距离。"),
        ("/zh-hant/search", "距離從試灣村（啟東市匯龍鎮）附近算起，是直線距離。"),
        ("/en/search", "Distances are from near "),
    ],
)
def test_the_page_says_from_where_it_counts(
    own: Path, make_app: MakeApp, path: str, said: str
) -> None:
    client = make_app(str(HOME / "data" / "sites.csv"), SITES_PLACES=str(own)).test_client()
    page = client.get(path, query_string={"q": "启东市汇龙镇试湾村"}).get_data(as_text=True)
    assert said in page


def test_the_answer_for_programs_says_its_origin(own: Path, make_app: MakeApp) -> None:
    client = make_app(str(HOME / "data" / "sites.csv"), SITES_PLACES=str(own)).test_client()
    ask = {"q": "启东市汇龙镇试湾村", "limit": 1}
    origin = client.get("/api/v1/sites", query_string=ask).get_json()["origin"]
    assert (origin["lat"], origin["lon"], origin["precision"]) == (31.85, 121.7, "street")
    assert (origin["name"], origin["township"]) == ("试湾村", "汇龙镇")
    assert origin["area"]["adcode"] == QIDONG
    assert client.get("/api/v1/sites?q=启东市").get_json()["origin"]["name"] is None
    assert client.get("/api/v1/sites?q=朝阳区").get_json()["origin"] is None
    assert client.get("/api/v1/sites").get_json()["origin"] is None


def test_a_position_is_in_the_township_whose_boundary_holds_it(
    own: Path, make_app: MakeApp
) -> None:
    client = make_app(str(HOME / "data" / "sites.csv"), SITES_PLACES=str(own)).test_client()
    inside, outside = {"lat": 31.82, "lon": 121.66}, {"lat": 31.95, "lon": 121.66}
    assert "启东市汇龙镇</a>" in client.post("/nearest", data=inside).get_data(as_text=True)
    assert "启东市</a>" in client.post("/nearest", data=outside).get_data(as_text=True)
    assert client.post("/api/v1/nearest", json=inside).get_json()["origin_township"] == "汇龙镇"
    assert client.post("/api/v1/nearest", json=outside).get_json()["origin_township"] is None


def test_an_answer_that_was_kept_is_old_when_the_places_are_others(
    own: Path, make_app: MakeApp
) -> None:
    client = make_app(str(HOME / "data" / "sites.csv"), SITES_PLACES=str(own)).test_client()
    before = client.get("/search?q=启东市").headers["ETag"]
    assert client.get("/search?q=启东市").headers["ETag"] == before
    gazetteer().bring(None)
    assert client.get("/search?q=启东市").headers["ETag"] != before
