"""A village without its county, a street without its district: offered with where they lie."""

from pathlib import Path

import pytest

from sites.areas import gazetteer
from sites.areas.place_rows import Kind, Place, PlaceSource
from sites.areas.places_file import PlacesFile
from sites.areas.places_written import write_places
from sites.finding import MOST_CHOICES, Finder
from sites.geo import Point
from tests.conftest import HOME, MakeApp
from tests.making import make_site
from tests.test_finding import finder_of, ids, site_in


def place(county: str, name: str, kind: Kind, lat: float, lon: float, town: str = "") -> Place:
    return Place(county, name, kind, (Point(lat, lon),), 0, "", town)


OWN = [
    place("320613", "试北大街", "road", 32.01, 120.87),
    place("320681", "试湾", "village", 31.85, 121.70, "320681100"),
    place("320681", "试湾", "village", 31.85, 121.70),
    place("320681", "试北大街", "road", 31.81, 121.66),
    place("320682", "试湾", "village", 32.30, 120.56),
    place("410922", "试家庄", "village", 35.90, 115.10),
    place("410922", "无镇", "village", 35.90, 115.10, "410922999"),
]


def bring(path: Path, places: list[Place]) -> None:
    write_places(path, [PlaceSource("openstreetmap", "x.osm.pbf", "", "", 0)], places)
    gazetteer().bring(PlacesFile(path))


@pytest.fixture
def own(places: Path) -> Path:
    """The places above as a deployment's own."""
    bring(places, OWN)
    return places


@pytest.fixture
def finder() -> Finder:
    return finder_of([site_in("510107")])


def offered(finder: Finder, text: str) -> list[str]:
    return [each.text for each in finder.search(text).localities]


BAY = ["江苏省南通市启东市汇龙镇试湾村", "江苏省南通市如皋市试湾村"]


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("试湾村", BAY, id="two counties"),
        pytest.param("我老家在试湾村", BAY, id="sentence"),
        pytest.param("江苏省试湾村", BAY, id="of a province"),
        pytest.param("南通市试湾村", BAY, id="of a city"),
        pytest.param("河南省试湾村", [], id="of another province"),
        pytest.param("试家庄", ["河南省濮阳市清丰县试家庄"], id="without its kind"),
        pytest.param("试湾", [], id="two characters"),
        pytest.param("无镇村", ["河南省濮阳市清丰县无镇村"], id="a township of the past"),
        pytest.param(
            "南通市试北大街",
            ["江苏省南通市崇川区试北大街", "江苏省南通市启东市试北大街"],
            id="street of a city",
        ),
        pytest.param("试北大街", [], id="street of anywhere"),
        pytest.param("江苏省试北大街", [], id="street of a province"),
        pytest.param("启东市试湾村", [], id="with its county"),
    ],
)
def test_where_such_a_place_lies_is_offered(finder: Finder, text: str, found: list[str]) -> None:
    assert offered(finder, text) == found


@pytest.mark.usefixtures("own")
def test_what_is_offered_becomes_the_origin_when_it_is_taken(finder: Finder) -> None:
    assert finder.search("试湾村").origin is None
    origin = finder.search(BAY[0]).origin
    assert origin is not None
    assert (origin.matched, origin.adcode) == ("试湾村", "320681100")


def test_the_shipped_villages_are_offered_too(finder: Finder) -> None:
    found = offered(finder, "太平村")
    assert "北京市顺义区胜利街道太平村" in found
    assert len(found) > 4


def test_more_than_a_page_holds_are_counted(finder: Finder, places: Path) -> None:
    codes = [area.adcode for area in gazetteer().all("county")[:40]]
    many = [place(code, "试多", "village", 39.9, 116.4) for code in codes]
    bring(places, many)
    answer = finder.search("试多村")
    assert (len(answer.localities), answer.more_localities) == (MOST_CHOICES, 16)


@pytest.mark.usefixtures("own")
def test_a_site_of_those_words_is_found_as_before() -> None:
    site = make_site("here", address="试家庄 1 号", at=Point(30.6, 104.0))
    answer = finder_of([site]).search("试家庄")
    assert ids(answer.found) == ["here"]
    assert answer.localities == ()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/search", ["「试湾村」在哪里？", "<b>启东市</b>", "汇龙镇</small>", "请在前面写上县名"]),
        ("/zh-hant/search", ["「試灣村」在哪裡？", "匯龍鎮"]),
        ("/en/search", ["Where is “", "<b>Qidong City</b>"]),
    ],
)
def test_the_page_asks_where_it_lies(
    own: Path, make_app: MakeApp, path: str, said: list[str]
) -> None:
    client = make_app(str(HOME / "data" / "sites.csv"), SITES_PLACES=str(own)).test_client()
    page = client.get(path, query_string={"q": "试湾村"}).get_data(as_text=True)
    assert [words for words in said if words not in page] == []
    assert "没有找到" not in page
