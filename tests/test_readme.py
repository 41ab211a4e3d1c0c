"""The README tells the truth: every route, setting, column, command and picture that exists."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from sites.records import COLUMNS
from sites.settings import PREFIX, Settings

HOME = Path(__file__).resolve().parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", README))
LINK = re.compile(r"\]\((?!https?://)([^)#]+)\)")
# Served for the pages themselves, not asked for by people or programs.
PARTS_OF_PAGES = re.compile(r"^/(static|map)/")


def test_readme_names_every_setting_and_no_other() -> None:
    known = {f"{PREFIX}{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", README)) == known


def test_readme_explains_every_column() -> None:
    table = README.partition("### Columns")[2].partition("\n## ")[0]
    assert [name for name in COLUMNS if f"`{name}`" not in table] == []


def test_readme_names_every_route(app: Flask) -> None:
    told = {word.partition("?")[0] for word in re.split(r"[\s,]+", " ".join(CODE))}
    routes = {
        re.sub(r"<\w+:", "<", rule.rule)
        for rule in app.url_map.iter_rules()
        if not PARTS_OF_PAGES.match(rule.rule)
    }
    assert sorted(routes - told) == []


def test_every_route_in_the_readme_exists(app: Flask) -> None:
    told = re.findall(r"(?:GET|POST) (/[^\s`?]*)", README)
    rules = {re.sub(r"<\w+:", "<", rule.rule) for rule in app.url_map.iter_rules()}
    assert len(told) > 10
    assert sorted(set(told) - rules) == []


def test_every_command_in_the_readme_exists(app: Flask) -> None:
    told = set(re.findall(r"flask sites ([a-z]+)", README))
    known = set(app.cli.commands["sites"].commands)  # type: ignore[attr-defined]
    assert told <= known
    assert {"check", "load", "geocode", "demo", "releases", "export"} <= told


@pytest.mark.parametrize(
    "path", sorted([HOME / "README.md", *(HOME / "docs").rglob("*.md")]), ids=lambda path: path.name
)
def test_every_local_link_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_make_target_in_the_readme_exists() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    assert set(re.findall(r"`?make ([a-z-]+)", README)) <= targets
