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
        pytest.param("SITES_REFRESH_S", "soon", "number of seconds", id="no number"),
        pytest.param("SITES_REFRESH_S", "-1", "number of seconds", id="negative"),
        pytest.param("SITES_REFRESH_S", "nan", "number of seconds", id="not a number"),
        pytest.param("SITES_PUBLIC_URL", "example.org", "address such as", id="no scheme"),
        pytest.param("SITES_PUBLIC_URL", "javascript:alert(1)", "address such as", id="script"),
    ],
)
def test_a_bad_setting_stops_the_start_with_a_sentence(name: str, text: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        read_settings({name: text})
