"""What a site keeps from one release to the next: its id, and the coordinates it was given."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sites.assembling.numbering import numbered
from sites.records import Fix, Site
from sites.text import squeeze


def keep_ids(
    sites: Sequence[Site],
    given: Collection[str],
    *,
    live: Sequence[Site],
    known: Mapping[str, Site],
) -> tuple[Site, ...]:
    """The sites under the ids they had before, as numbered does.

    given: the ids that the list itself brings. known: every id that was ever published, with its
    site as it last was; live: those of them that are live.
    """
    now = {site.id for site in live}
    former = [site for id_, site in known.items() if id_ not in now]
    return numbered(sites, given, live=live, former=former)


def keep_points(sites: Iterable[Site], live: Iterable[Site]) -> Iterator[Site]:
    """The sites, those without coordinates with the ones the live site of that id was given, as
    long as its address stands.

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
