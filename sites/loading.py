"""STORY 1: a file becomes a release.

    file ─reading→ rows ─assembling→ sites without a point ─geocoding→ sites ─store→ live release

This module calls and does not compute: each step is a function of a lower level.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sites.assembling import Assembly, Rules, assemble, keep_points
from sites.geocoding import locate_site
from sites.reading import read_list
from sites.records import Problem, Release, Row, Site
from sites.store import Difference, Store, compare

Watch = Callable[[Sequence[Site]], Iterable[Site]]
"""Passes the sites through while they are located; a progress bar on a terminal."""


@dataclass(frozen=True, slots=True)
class LoadRules:
    """How a load is to be done.

    rows: the source of rows that bring none, and whether one is required.
    public: leave demonstration sites out, as a deployment must.
    allow_loss: publish although more than a tenth of the real sites would be gone.
    stage_only: keep the release for a later `publish`. keep_names: keep officers' names.
    """

    rows: Rules
    public: bool = False
    allow_loss: bool = False
    stage_only: bool = False
    keep_names: bool = False


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. release: staged, live, or the live one unchanged (`is_unchanged`).

    dropped_demo: demonstration sites that were left out. sites: those of the release.
    """

    assembly: Assembly
    sites: tuple[Site, ...]
    dropped_demo: int
    release: Release
    difference: Difference
    is_unchanged: bool


def check(paths: Sequence[Path], rules: Rules, *, keep_names: bool = False) -> Assembly:
    """What the files would become; nothing is stored. Raises BadFileError."""
    return assemble(_rows(paths, keep_names=keep_names), rules)


def load(paths: Sequence[Path], store: Store, rules: LoadRules, *, watch: Watch) -> LoadReport:
    """Read the files, locate the sites, stage the release and publish it.

    Raises BadFileError, LossError, StoreError; then the live release stands as before.
    """
    assembly = check(paths, rules.rows, keep_names=rules.keep_names)
    wanted = [site for site in assembly.sites if not (rules.public and site.is_demo)]
    live = store.live()
    before = store.sites(live.number) if live else []
    sites = tuple(map(located, watch(list(keep_points(wanted, before)))))
    release = _keep(store, sites, [path.name for path in paths], rules)
    live_number = live.number if live else None
    return LoadReport(
        assembly=assembly,
        sites=sites,
        dropped_demo=len(assembly.sites) - len(wanted),
        release=release,
        difference=compare(before, sites, number=release.number, live_number=live_number),
        is_unchanged=release.number == live_number,
    )


def located(site: Site) -> Site:
    """The site with its place: the given point, else what the gazetteer makes of its words."""
    return site if site.fix is not None else replace(site, fix=locate_site(site).fix)


def _rows(paths: Sequence[Path], *, keep_names: bool) -> Iterator[Row | Problem]:
    return chain.from_iterable(read_list(path, keep_names=keep_names) for path in paths)


def _keep(store: Store, sites: Sequence[Site], files: Sequence[str], rules: LoadRules) -> Release:
    if rules.stage_only:
        return store.stage(sites, files=files)
    return store.load(sites, files=files, allow_loss=rules.allow_loss)
