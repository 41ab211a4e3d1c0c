"""A site keeps the coordinates it was once given, as long as its address stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sites.records import Fix, Site
from sites.text import squeeze


def keep_points(sites: Iterable[Site], live: Iterable[Site]) -> Iterator[Site]:
    """The sites, those without coordinates with the ones the live site of that id was given.

    A geocoded point is not kept: the gazetteer of today may know better.
    """
    given = {site.id: site for site in live if site.fix is not None and _is_given(site.fix)}
    for site in sites:
        known = given.get(site.id)
        if site.fix is None and known is not None and _has_same_address(site, known):
            yield replace(site, fix=known.fix)
        else:
            yield site


def _is_given(fix: Fix) -> bool:
    return fix.method == "given"


def _has_same_address(one: Site, two: Site) -> bool:
    return one.adcode == two.adcode and squeeze(one.address) == squeeze(two.address)
