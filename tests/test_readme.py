"""README, CONTRIBUTING and the pages tell the truth: routes, settings, columns, commands, links."""

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import click
import pytest
from flask import Flask

from sites.records import COLUMNS
from sites.settings import PREFIX, Settings
from tests.conftest import MakeApp

HOME = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\((?!https?://)([^)#]+)\)")
PICTURE = re.compile(r'src="([^"]+)"')
# Served for the pages themselves, not asked for by people or programs.
PARTS_OF_PAGES = re.compile(r"^/(static|map)/")


def page(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


README, ROUTES = page("README.md"), page("docs/routes.md")


def test_every_setting_is_explained_and_no_other() -> None:
    known = {f"{PREFIX}{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", page("docs/settings.md"))) == known
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", README)) <= known


def test_every_column_is_explained() -> None:
    table = page("data/README.md").partition("## Columns")[2].partition("\n## ")[0]
    assert [name for name in COLUMNS if f"`{name}`" not in table] == []


@pytest.fixture(scope="module")
def whole_app(make_app: MakeApp) -> Flask:
    """With every address that a setting adds."""
    keys = {"SITES_WECHAT_APP_ID": "wx0123456789abcdef", "SITES_WECHAT_SECRET": "0" * 16}
    return make_app(**keys)


def test_every_route_is_told(whole_app: Flask) -> None:
    code = " ".join(re.findall(r"`([^`\n]+)`", ROUTES))
    told = {word.partition("?")[0] for word in re.split(r"[\s,]+", code)}
    routes = {
        re.sub(r"<\w+:", "<", rule.rule)
        for rule in whole_app.url_map.iter_rules()
        if not PARTS_OF_PAGES.match(rule.rule)
    }
    assert sorted(routes - told) == []


def test_every_route_that_is_told_exists(whole_app: Flask) -> None:
    told = re.findall(r"(?:GET|POST) (/[^\s`?]*)", ROUTES)
    rules = {re.sub(r"<\w+:", "<", rule.rule) for rule in whole_app.url_map.iter_rules()}
    assert len(told) > 10
    assert sorted(set(told) - rules) == []


def test_every_command_in_the_readme_exists(app: Flask) -> None:
    told = set(re.findall(r"flask sites ([a-z]+)", README))
    commands = app.cli.commands["sites"]
    assert isinstance(commands, click.Group)
    assert told <= set(commands.list_commands(click.Context(commands)))
    assert {"check", "load", "geocode", "demo", "releases", "export"} <= told


ROOTS = ("data", "docs", "sites")
PAGES = [*HOME.glob("*.md"), *(page for root in ROOTS for page in (HOME / root).rglob("*.md"))]
FILE = re.compile(r"`((?:benchmarks|data|docs|sites|static|templates|tests|tools)/[\w/.-]*)`")


@pytest.mark.parametrize("path", sorted(PAGES), ids=lambda path: str(path.relative_to(HOME)))
def test_every_link_and_every_file_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [*LINK.findall(text), *PICTURE.findall(text)]
    assert [link for link in links if not (path.parent / link).exists()] == []
    assert sorted({file for file in FILE.findall(text) if not (HOME / file).exists()}) == []


def test_every_decision_stands_in_the_list_of_decisions() -> None:
    folder = HOME / "docs" / "decisions"
    told = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert told == sorted(path.name for path in folder.glob("0*.md"))


def test_readme_is_short() -> None:
    assert README.count("\n") <= 150


def test_figures_of_the_readme_stand_in_the_tables_of_the_pages() -> None:
    table = README.partition("## Measured")[2].partition("\n## ")[0]
    told = set(re.findall(r"[\d.,]*\d(?: ?/s| ms| s| MB| KB| rows/s)\b", table))
    measured = page("docs/benchmarks.md")
    assert len(told) > 8
    assert sorted(figure for figure in told if figure not in measured) == []


CONTRIBUTING = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md")


@pytest.mark.parametrize("name", ["README.md", *CONTRIBUTING])
def test_every_make_target_that_is_told_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.M))
    assert set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)`", page(name), re.M)) <= {
        *((target, "") for target in targets),
        *(("", target) for target in targets),
    }


@pytest.mark.parametrize("name", CONTRIBUTING)
def test_every_room_has_a_page_that_goes_with_it(name: str) -> None:
    table = page(name).rpartition("\n## ")[2]
    rooms = {path for path in (HOME / "sites").iterdir() if path.name[:2] != "__"}
    told = set(re.findall(r"`(sites/[\w.]+)`", table))
    assert sorted(path.name for path in rooms if f"sites/{path.name}" not in told) == []


def test_both_languages_give_the_same_advice() -> None:
    english, chinese = (re.findall(r"`([^`\n]+)`", page(name)) for name in CONTRIBUTING)
    assert Counter(english) == Counter(chinese)
