"""Whom to call next when a site did not answer: no call is the last one."""

from sites.areas import Gazetteer
from sites.directory.live import Directory
from sites.directory.ordering import CALL_KM, AnswerSite, nearest_sites
from sites.records import Site

# One of them may be engaged, one wrong.
_MOST_OTHERS = 2


def others_to_call(directory: Directory, site: Site) -> tuple[AnswerSite, ...]:
    """The nearest other sites that can be called, at most CALL_KM from the site; none when its
    place is not known. The distances are from the site."""
    if site.fix is None:
        return ()
    near = nearest_sites(
        directory, site.fix.point, limit=_MOST_OTHERS + 1, where=directory.is_callable
    )
    others = [each for each in near if each.site.id != site.id]
    return tuple(each for each in others[:_MOST_OTHERS] if (each.distance_km or 0.0) <= CALL_KM)


def city_bureau(directory: Directory, gazetteer: Gazetteer, site: Site) -> Site | None:
    """A site of the city's own bureau (of a municipality's, or of a county's without a city: the
    province's) that can be called; None when the list has none, or it is the site itself."""
    today = gazetteer.current(site.adcode)
    path = gazetteer.path(today.adcode) if today else ()
    city = next((area for area in path if area.level == "city"), path[0] if path else None)
    if city is None:
        return None
    own = (
        directory.sites[position]
        for position in directory.positions_in(city.adcode)
        if directory.is_callable[position]
    )
    return next((each for each in own if each.adcode == city.adcode and each.id != site.id), None)
