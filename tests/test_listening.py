"""A load understands each text once and hands on what it understood."""

from collections import Counter
from pathlib import Path

import pytest

from sites.areas import Gazetteer, gazetteer
from sites.assembling import Rules, assemble
from sites.geocoding import Listener, listening, locate_site
from sites.reading import read_list
from sites.understanding import Understanding, understand

LIST = Path(__file__).resolve().parent.parent / "data" / "sites.csv"


def test_a_listener_understands_as_the_gazetteer_does() -> None:
    text = "武侯区人民南路"
    assert Listener().understand(text, "510100") == understand(gazetteer(), text, "510100")


def test_an_address_of_a_list_is_understood_once_for_its_area_and_its_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: Counter[tuple[str, str | None]] = Counter()

    def counted(places: Gazetteer, text: str, within: str | None = None) -> Understanding:
        asked[text, within] += 1
        return understand(places, text, within)

    monkeypatch.setattr(listening, "understand", counted)
    listener = Listener()
    assembly = assemble(list(read_list(LIST))[:300], Rules(), listener)
    heard = set(asked)
    assert len(heard) > 500
    for site in assembly.sites:
        locate_site(site, listener)
    assert max(asked.values()) == 1
    assert {text for text, _ in asked.keys() - heard} <= {""}


def test_what_a_listener_heard_changes_no_fix() -> None:
    listener = Listener()
    assembly = assemble(list(read_list(LIST))[-300:], Rules(), listener)
    for site in assembly.sites:
        assert locate_site(site, listener) == locate_site(site)
