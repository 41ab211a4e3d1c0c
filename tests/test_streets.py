"""Streets by Tianditu: what a key changes on the map's page, and on no other."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sites.mapping.street_tiles import streets
from sites.settings import Settings, read_settings
from tests.conftest import HOME, MakeApp

KEY = {"SITES_TIANDITU_MAP_KEY": "browserkey", "SITES_TIANDITU_MAP_NOTE": "GS(2024)0650号"}


@pytest.fixture(scope="module")
def client(make_app: MakeApp) -> FlaskClient:
    return make_app(str(HOME / "data" / "sites.csv"), **KEY).test_client()


def images(client: FlaskClient, path: str) -> str:
    policy = client.get(path).headers["Content-Security-Policy"]
    (rule,) = [rule.strip() for rule in policy.split(";") if rule.strip().startswith("img-src")]
    return rule


def test_without_a_key_there_are_none() -> None:
    assert streets(Settings()) is None


def test_the_tiles_are_those_that_tianditu_documents() -> None:
    shown = streets(read_settings(KEY))
    assert shown is not None
    assert shown.tiles == (
        "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
        "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}"
        "&TILECOL={x}&tk=browserkey"
    )
    assert shown.note == "街道图：天地图 审图号 GS(2024)0650号"
    assert shown.origins == tuple(f"https://t{n}.tianditu.gov.cn" for n in range(8))


def test_a_proxy_stands_in_their_place() -> None:
    shown = streets(read_settings(KEY | {"SITES_TIANDITU_MAP_URL": "https://tiles.example/td/"}))
    assert shown is not None
    assert shown.tiles.startswith("https://tiles.example/td/{layer}_w/wmts?")
    assert shown.origins == ("https://tiles.example",)


def test_only_the_map_may_show_pictures_of_tianditu(client: FlaskClient) -> None:
    servers = " ".join(f"https://t{n}.tianditu.gov.cn" for n in range(8))
    assert images(client, "/map") == f"img-src 'self' data: {servers}"
    for path in ("/", "/about", "/map?area=510107", "/areas/510107", "/nowhere"):
        assert images(client, path) == "img-src 'self' data:"


def test_the_rest_of_the_policy_stays_as_it_is(client: FlaskClient) -> None:
    def others(path: str) -> list[str]:
        policy = client.get(path).headers["Content-Security-Policy"]
        return [rule.strip() for rule in policy.split(";") if "img-src" not in rule]

    assert others("/map") == others("/")


def test_the_key_stands_on_the_map_only(client: FlaskClient) -> None:
    assert "browserkey" in client.get("/map").get_data(as_text=True)
    for path in ("/", "/about", "/map?area=510107", "/areas/510107", "/readyz"):
        assert "browserkey" not in client.get(path).get_data(as_text=True)


def test_without_a_key_the_policy_names_nobody(app: Flask) -> None:
    assert images(app.test_client(), "/map") == "img-src 'self' data:"
