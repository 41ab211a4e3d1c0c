import pytest

from sites.errors import SettingError
from sites.settings import Settings, read_settings


def test_without_settings_the_defaults_hold() -> None:
    assert read_settings({"PATH": "/bin"}) == Settings()


def test_settings_are_read_from_their_texts() -> None:
    settings = read_settings(
        {
            "SITES_PUBLIC": "1",
            "SITES_REFRESH_S": "0.5",
            "SITES_PUBLIC_URL": "https://example.org/",
            "SITES_OPERATOR": " 寻亲志愿者 ",
        }
    )
    assert settings == Settings(
        public=True, refresh_s=0.5, public_url="https://example.org", operator="寻亲志愿者"
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        pytest.param("SITES_PUBILC", "1", "Unknown setting SITES_PUBILC", id="misspelt name"),
        pytest.param("SITES_PUBLIC", "maybe", "must be 1 or 0", id="neither yes nor no"),
        pytest.param("SITES_SIGNING_PUBLIC_KEY", "ab" * 31, "64 hexadecimal", id="short key"),
        pytest.param("SITES_REFRESH_S", "soon", "number of seconds", id="no number"),
        pytest.param("SITES_REFRESH_S", "-1", "number of seconds", id="negative"),
        pytest.param("SITES_REFRESH_S", "nan", "number of seconds", id="not a number"),
        pytest.param("SITES_PUBLIC_URL", "example.org", "address such as", id="no scheme"),
        pytest.param("SITES_PUBLIC_URL", "javascript:alert(1)", "address such as", id="script"),
        pytest.param("SITES_GEOCODERS", "google", "must name providers", id="unknown provider"),
        pytest.param("SITES_GEOCODERS", "amap,amap", "must name providers", id="provider twice"),
        pytest.param("SITES_GEOCODERS", "amap", "set SITES_AMAP_KEY too", id="no key"),
        pytest.param("SITES_AMAP_URL", "file:///etc/passwd", "address such as", id="file"),
        pytest.param("SITES_AMAP_URL", "https://a@b.example", "without user name", id="user"),
        pytest.param("SITES_TIANDITU_MAP_KEY", "a", "needs SITES_TIANDITU_MAP_NOTE", id="no note"),
        pytest.param("SITES_TIANDITU_MAP_KEY", "a&b", "copy it anew", id="no key of a map"),
        pytest.param("SITES_TIANDITU_MAP_NOTE", "GS 2024", "map review", id="no review number"),
        pytest.param(
            "SITES_TIANDITU_MAP_URL",
            "https://a.example;script-src *",
            "address such as",
            id="a blank in a map's address",
        ),
        pytest.param(
            "SITES_TIANDITU_MAP_URL",
            "https://a.example;script-src",
            "letters, digits",
            id="a map's address that would end the rule of the policy",
        ),
        pytest.param("SITES_GEOCODER_PAUSE_S", "soon", "number of seconds", id="no pause"),
        pytest.param("SITES_OPERATOR_PORT", "65536", "from 1 to 65535", id="no port"),
        pytest.param("SITES_OPERATOR_PORT", "٥٠٠١", "from 1 to 65535", id="digits of a script"),
        pytest.param("SITES_OPERATOR_HOST", "", "address of this machine", id="no host"),
        pytest.param("SITES_OPERATOR_HOST", "a b", "address of this machine", id="blank in a host"),
        pytest.param("SITES_OPERATOR_URL", "desk", "address such as", id="no scheme of the desk"),
    ],
)
def test_a_bad_setting_stops_the_start_with_a_sentence(name: str, text: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        read_settings({name: text})


@pytest.mark.parametrize(
    "text",
    ["https://", "https://:443", "http://-.example", "https://a..b", "https://example.org:0",
     "https://example.org:65536", "https://" + "a" * 64 + ".example", "https://exa mple.org",
     "https://e.org?x", "https://e.org#x", "https://me@e.org", "https://e.org\\@f.example",
     "https://[::1", "//example.org", "ftp://example.org", "https://example.org\u202e"],
)  # fmt: skip
def test_a_public_address_that_no_browser_could_open_stops_the_start(text: str) -> None:
    with pytest.raises(SettingError, match="SITES_PUBLIC_URL"):
        read_settings({"SITES_PUBLIC_URL": text})


@pytest.mark.parametrize(
    "text", ["http://localhost:8000", "https://[2001:db8::7]", "https://采血点.example"]
)
def test_a_public_address_may_be_any_that_browsers_open(text: str) -> None:
    settings = read_settings({"SITES_PUBLIC": "1", "SITES_PUBLIC_URL": text + "/"})
    assert (settings.public, settings.public_url) == (True, text)


def test_a_public_site_must_say_its_address() -> None:
    for missing in ({}, {"SITES_PUBLIC_URL": " "}):
        with pytest.raises(SettingError, match="SITES_PUBLIC=1 needs SITES_PUBLIC_URL"):
            read_settings({"SITES_PUBLIC": "1", **missing})


def test_providers_with_a_key_are_asked_in_the_usual_order_unless_told() -> None:
    keys = {"SITES_AMAP_KEY": "a" * 32, "SITES_TIANDITU_KEY": "b" * 32}
    assert read_settings(keys).geocoders == ("tianditu", "amap")
    assert read_settings({**keys, "SITES_GEOCODERS": "amap, Tianditu"}).geocoders == (
        "amap",
        "tianditu",
    )
    assert read_settings({**keys, "SITES_GEOCODERS": "amap"}).geocoders == ("amap",)


@pytest.mark.parametrize("text", ["0123456789abcdef", "0123456789 abcdef"], ids=["good", "bad"])
def test_a_key_is_never_shown(text: str) -> None:
    shown = ""
    try:
        shown = repr(read_settings({"SITES_AMAP_KEY": text}))
    except SettingError as error:
        shown = str(error)
    assert shown
    assert "0123456789" not in shown
