"""STORY 1: a file becomes a release.

    file ─reading→ rows ─assembling→ sites without a point ─geocoding→ sites ─store→ live release

This module calls and does not compute: each step is a function of a lower level.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sites.assembling import Rules, assemble, keep_points, numbered
from sites.errors import BadFileError
from sites.geocoding import Listener
from sites.geocoding.placing import place_sites
from sites.geocoding.tallying import FixTally
from sites.reading import read_list
from sites.records import Assembly, Problem, Release, Row, Site
from sites.store import Difference, Store, compare

if TYPE_CHECKING:  # reads the providers in, which a load without a key never needs
    from sites.geocoding.chain import Chain


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how a load goes on. heard: what was read, before anything is stored.

    located: passes the sites through while they are located, as a progress bar does.
    """

    heard: Callable[[Assembly], None] = lambda _: None
    located: Callable[[Sequence[Site]], Iterable[Site]] = lambda sites: sites


@dataclass(frozen=True, slots=True)
class LoadRules:
    """How a load is to be done.

    rows: the source of rows that bring none, and whether one is required.
    public: leave demonstration sites out, as a deployment must.
    allow_loss: publish although more than a tenth of the real sites would be gone.
    allow_id_change: publish although an id would stand for another site than before.
    stage_only: keep the release for a later `publish`. keep_names: keep officers' names.
    chain: the providers of the network to ask; None = the gazetteer alone.
    """

    rows: Rules
    public: bool = False
    allow_loss: bool = False
    allow_id_change: bool = False
    stage_only: bool = False
    keep_names: bool = False
    chain: "Chain | None" = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. release: staged, live, or the live one unchanged (`is_unchanged`).

    dropped_demo: demonstration sites that were left out. sites: those of the release.
    tally: how they were located.
    """

    assembly: Assembly
    sites: tuple[Site, ...]
    dropped_demo: int
    release: Release
    difference: Difference
    is_unchanged: bool
    tally: FixTally


_NOBODY = Watcher()
_NOTHING_TAKEN = "名单里没有一行可以采用，什么也没有导入：请照上面的说明改好，再试一次。"
_NOTHING_LEFT = (
    "名单里只有演示采血点，SITES_PUBLIC=1 时不导入演示行，什么也没有改变：请导入真实名单。"
)


def check(
    paths: Sequence[Path],
    rules: Rules,
    *,
    keep_names: bool = False,
    listener: Listener | None = None,
) -> Assembly:
    """What the files would become; nothing is stored. Raises BadFileError.

    listener: keeps what the rows say of their places; None = for nobody.
    """
    return assemble(_rows(paths, keep_names=keep_names), rules, listener)


def load(
    paths: Sequence[Path], store: Store, rules: LoadRules, watcher: Watcher = _NOBODY
) -> LoadReport:
    """Read the files, locate the sites, stage the release and publish it.

    Raises BadFileError, LossError, IdChangeError, StoreError; then the live release stands as it
    did before.
    """
    listener = Listener()
    assembly = check(paths, rules.rows, keep_names=rules.keep_names, listener=listener)
    watcher.heard(assembly)
    wanted = [site for site in assembly.sites if not (rules.public and site.is_demo)]
    if not wanted:
        raise BadFileError(_NOTHING_LEFT if assembly.sites else _NOTHING_TAKEN)
    live_number, known = store.live_number(), store.known_sites()
    before = list(known.live.values())
    called = numbered(wanted, assembly.given_ids, live=before, former=known.former.values())
    tally, kept = FixTally(), list(keep_points(called, before))
    sites = tuple(place_sites(watcher.located(kept), rules.chain, tally, listener))
    release = _keep(store, sites, [path.name for path in paths], rules)
    return LoadReport(
        assembly=assembly,
        sites=sites,
        dropped_demo=len(assembly.sites) - len(wanted),
        release=release,
        difference=compare(before, sites, number=release.number, live_number=live_number),
        is_unchanged=release.number == live_number,
        tally=tally,
    )


def _rows(paths: Sequence[Path], *, keep_names: bool) -> Iterator[Row | Problem]:
    for path in paths:
        try:
            yield from read_list(path, keep_names=keep_names)
        except BadFileError as error:
            raise BadFileError(f"{path.name}：{error}") from error


def _keep(store: Store, sites: Sequence[Site], files: Sequence[str], rules: LoadRules) -> Release:
    if rules.stage_only:
        return store.stage(sites, files=files)
    return store.load(
        sites,
        files=files,
        allow_loss=rules.allow_loss,
        allow_id_change=rules.allow_id_change,
    )
