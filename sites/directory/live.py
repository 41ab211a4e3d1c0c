"""One release in memory with its search and its nearest sites: what every answer comes from.

A Directory never changes. LiveDirectory gives the newest one and swaps it whole, so that a
request sees one release from beginning to end and goes on when the database is away.
"""

import logging
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from sites.areas import Gazetteer
from sites.directory.nearest import Nearest
from sites.directory.search import Search
from sites.errors import NotReadyError, SitesError
from sites.records import Release, Site, SiteCounts
from sites.records.likeness import renamed
from sites.store import Serving, Store, fingerprint
from sites.store.leaves import root_of

_log = logging.getLogger(__name__)

# When the store is away a look may hold its one request up for the time-out of a connection
# (seconds): then look less often.
_AWAY_PAUSE_S = 30.0
# How far from its point a site may lie that is known to its city or province only: 95 of 100
# counties lie within 154 km of their prefecture's seat (2,728 counties, by the gazetteer's
# points); provinces reach four times as far.
_CITY_DOUBT_KM = 150.0
_PROVINCE_DOUBT_KM = 600.0
_NO_POSITIONS: NDArray[np.intp] = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class FormerSite:
    """What is still said about a site that was once published and is not live now."""

    unit: str
    adcode: str
    is_demo: bool


class Directory:
    """The sites of one release, in the order of area code, then id.

    release: with the counts and the fingerprint of the sites held here, so it differs from the
    store's when demonstration sites were left out. A *position* is an index into `sites`.
    Masks over all positions: is_published, True for a real site; is_callable, for one that can be
    called; is_sure, for one whose place is known to its county or finer. Safe to share between
    threads.
    """

    def __init__(
        self,
        release: Release,
        sites: Sequence[Site],
        *,
        gazetteer: Gazetteer,
        former_sites: Mapping[str, Site],
    ) -> None:
        self.release = release
        self.sites = tuple(sorted(sites, key=lambda site: (site.adcode, site.id)))
        self.is_published: NDArray[np.bool_] = np.array(
            [not site.is_demo for site in self.sites], dtype=np.bool_
        )
        self.is_callable: NDArray[np.bool_] = np.array(
            [site.is_callable for site in self.sites], dtype=np.bool_
        )
        self.has_demo = not bool(self.is_published.all())
        self.search = Search(self.sites, gazetteer)
        self.nearest = Nearest(self.sites)
        self._by_id = {site.id: site for site in self.sites}
        self._renamed = renamed(former_sites.values(), self.sites)
        self._former_sites = _as_former(former_sites)
        self._gazetteer = gazetteer
        self._positions = _positions_by_area(self.sites, gazetteer)
        self.is_sure: NDArray[np.bool_] = np.array(
            [self.doubt_km(site) == 0.0 for site in self.sites], dtype=np.bool_
        )
        self.is_every_sure = bool(self.is_sure.all())

    def site(self, site_id: str) -> Site | None:
        """The site with this id, or that had it before it got another; None when there is none."""
        return self._by_id.get(self._renamed.get(site_id, site_id))

    def former(self, site_id: str) -> FormerSite | None:
        """What an earlier release said under an id whose site is no longer here; else None."""
        return None if self.site(site_id) else self._former_sites.get(site_id)

    def positions_in(self, adcode: str) -> NDArray[np.intp]:
        """Positions of the sites in an area and in all areas below it, rising; empty when none.

        An abolished code stands for the area that holds its ground today.
        """
        area = self._gazetteer.current(adcode)
        return _NO_POSITIONS if area is None else self._positions.get(area.adcode, _NO_POSITIONS)

    def sites_in(self, adcode: str) -> tuple[Site, ...]:
        """The sites of positions_in."""
        return tuple(self.sites[position] for position in self.positions_in(adcode))

    def doubt_km(self, site: Site) -> float:
        """How far from its point a site may lie beyond what its county's size explains: 0 when
        its place is known to the county or finer, infinite without a point.

        A city without counties (东莞市) is as good as a county.
        """
        if site.fix is None:
            return math.inf
        if site.fix.precision not in ("city", "province"):
            return 0.0
        area = self._gazetteer.get(site.fix.adcode)
        if area is not None and area.level == "province" and not area.name.endswith("市"):
            return _PROVINCE_DOUBT_KM
        parts = self._gazetteer.parts(site.fix.adcode)
        return _CITY_DOUBT_KM if any(part.level == "county" for part in parts) else 0.0

    def counts(self, adcode: str) -> SiteCounts:
        """How many sites positions_in has, and how many of them are real."""
        return _counts(self.is_published[self.positions_in(adcode)])


def build_directory(store: Store, gazetteer: Gazetteer, *, public: bool) -> Directory:
    """The live release as a directory. public: leave demonstration sites out.

    Raises NotReadyError when nothing is live, StoreError when the store cannot be asked,
    MismatchError when what it holds is not what was published.
    """
    serving = store.serving()
    if serving is None:
        raise NotReadyError("还没有发布名单：请先运行 flask sites load 导入一份名单。")
    if public:
        serving = _without_demo(serving)
    return Directory(
        serving.release, serving.sites, gazetteer=gazetteer, former_sites=serving.former
    )


class LiveDirectory:
    """The directory of the release that is live now, for a worker's threads to share.

    At most every refresh_s seconds one request looks whether another release is live; it builds
    the new directory while all others go on with the old one. When the store is away the old
    one stays, and the log says so once. clock: seconds that only rise; given by tests.
    """

    def __init__(
        self,
        store: Store,
        gazetteer: Callable[[], Gazetteer],
        *,
        public: bool,
        refresh_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._gazetteer, self._public = store, gazetteer, public
        self._refresh_s, self._clock = refresh_s, clock
        self._directory: Directory | None = None
        self._trouble: SitesError | None = None
        self._next_look_s = float("-inf")
        self._looking = Lock()

    def current(self) -> Directory:
        """Raises NotReadyError when nothing was live yet, StoreError when nobody could ask."""
        # Without a directory there is nothing to go on with: wait for the one who builds it.
        if self._is_due() and self._looking.acquire(blocking=self._directory is None):
            try:
                if self._is_due():
                    self._look()
            finally:
                self._looking.release()
        directory = self._directory
        if directory is None:
            trouble = self._trouble or NotReadyError("名录还没有准备好：请稍后再试。")
            raise type(trouble)(str(trouble))
        return directory

    @property
    def trouble(self) -> SitesError | None:
        """Why the last look did not bring the live release; None when it did."""
        return self._trouble

    def _is_due(self) -> bool:
        return self._clock() >= self._next_look_s

    def _look(self) -> None:
        pause_s = self._refresh_s
        try:
            self._catch_up()
            if self._trouble is not None and self._directory is not None:
                _log.warning("The store answers again; release %d is live.", self._number())
            self._trouble = None
        except SitesError as error:
            pause_s = self._go_on(error)
        except Exception as error:
            # A release that cannot be built must not take down the one that stands, nor the
            # worker: without one, pages say so until another is published.
            _log.exception("The live release cannot be built.")
            pause_s = self._go_on(_cannot_be_built(error))
        finally:
            self._next_look_s = self._clock() + pause_s

    def _go_on(self, trouble: SitesError) -> float:
        """With what there is, saying once why; gives the pause until the next look in seconds."""
        said, self._trouble = self._trouble, trouble
        if self._directory is None:
            return self._refresh_s
        if str(said) != str(trouble):
            _log.warning("Release %d stays in use: %s", self._number(), trouble)
        return max(self._refresh_s, _AWAY_PAUSE_S)

    def _catch_up(self) -> None:
        """Number, fingerprint and times are in the seal: a store that was made again, or brought
        back from a backup, has another one under the same number."""
        here = self._directory
        if here is None or self._store.live_seal() != here.release.seal:
            newer = build_directory(self._store, self._gazetteer(), public=self._public)
            if here is not None:  # the first one is warmed at the start (app.py)
                newer.search.warm()
            self._directory = newer

    def _number(self) -> int:
        return self._directory.release.number if self._directory else 0


def _cannot_be_built(error: Exception) -> NotReadyError:
    return NotReadyError(
        f"正在公布的那一版装不起来（{type(error).__name__}）：请公布另一版，并把日志交给维护者。"
    )


def _as_former(sites: Mapping[str, Site]) -> Mapping[str, FormerSite]:
    return {id_: FormerSite(site.unit, site.adcode, site.is_demo) for id_, site in sites.items()}


def _without_demo(serving: Serving) -> Serving:
    """The release as if it had never had a demonstration site; such a one nobody signed."""
    former = {id_: site for id_, site in serving.former.items() if not site.is_demo}
    real = tuple(site for site in serving.sites if not site.is_demo)
    if len(real) == len(serving.sites):
        return replace(serving, former=former)
    counts = SiteCounts(total=len(real), published=len(real), demo=0)
    sha256, root = fingerprint(real), root_of(real)
    release = replace(serving.release, sites=counts, sha256=sha256, root=root, signature="")
    return Serving(release, real, former)


def _positions_by_area(
    sites: Sequence[Site], gazetteer: Gazetteer
) -> Mapping[str, NDArray[np.intp]]:
    """Each area with a site in it or below it → the positions, rising.

    By the gazetteer's tree: 429004 (仙桃市) lies in 420000 though no 429000 exists.
    """
    ancestors: dict[str, tuple[str, ...]] = {}
    found: dict[str, list[int]] = {}
    for position, site in enumerate(sites):
        if site.adcode not in ancestors:
            ancestors[site.adcode] = _ancestors(site.adcode, gazetteer)
        for adcode in ancestors[site.adcode]:
            found.setdefault(adcode, []).append(position)
    return {adcode: np.array(positions, dtype=np.intp) for adcode, positions in found.items()}


def _ancestors(adcode: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The area itself and all above it; none for a code that the gazetteer never knew."""
    area = gazetteer.current(adcode)
    return () if area is None else gazetteer.lineage(area.adcode)


def _counts(is_published: NDArray[np.bool_]) -> SiteCounts:
    total, published = len(is_published), int(is_published.sum())
    return SiteCounts(total=total, published=published, demo=total - published)
