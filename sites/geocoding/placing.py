"""Sites of a list → the same sites with their places: given, from the chain, or offline."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sites.geocoding.listening import Listener
from sites.geocoding.offline import Located, locate_site
from sites.geocoding.tallying import FixTally
from sites.geocoding.witnesses import PlaceText
from sites.records import Site

if TYPE_CHECKING:  # reads the providers in, which a load without a key never needs
    from sites.geocoding.chain import Chain


def place_sites(
    sites: Iterable[Site],
    chain: "Chain | None",
    tally: FixTally,
    listener: Listener | None = None,
) -> Iterator[Site]:
    """Each site with its place, in their order; the tally counts. A given point stands.

    chain: None = the gazetteer alone. listener: who heard the rows of these sites; None = nobody.
    Raises StoreError when the chain's memory fails.
    """
    ears = listener or Listener()
    placed = _offline(sites, ears) if chain is None else _online(sites, chain, ears)
    for site, doubts in placed:
        tally.add(site.fix, doubts)
        yield site


def _offline(sites: Iterable[Site], listener: Listener) -> Iterator[tuple[Site, frozenset[str]]]:
    for site in sites:
        known = site.fix is not None
        yield (site if known else replace(site, fix=locate_site(site, listener).fix)), frozenset()


def _online(
    sites: Iterable[Site], chain: "Chain", listener: Listener
) -> Iterator[tuple[Site, frozenset[str]]]:
    """Sites with a point wait for those before them."""
    waiting: deque[Site] = deque()

    def open_sites() -> Iterator[tuple[None, PlaceText, Located]]:
        for site in sites:
            waiting.append(site)
            if site.fix is None:
                yield None, _words(site), locate_site(site, listener)

    for _, placed in chain.follow_things(open_sites()):
        while waiting[0].fix is not None:
            yield waiting.popleft(), frozenset()
        yield replace(waiting.popleft(), fix=placed.fix), frozenset(placed.doubts)
    while waiting:
        yield waiting.popleft(), frozenset()


def _words(site: Site) -> PlaceText:
    return PlaceText(site.province, site.city or "", site.county or "", site.unit, site.address)
