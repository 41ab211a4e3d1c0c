"""Whom to call next when a site did not answer: no call is the last one."""

import numpy as np

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
    others = directory.is_callable & (np.array([each.id for each in directory.sites]) != site.id)
    near = nearest_sites(directory, site.fix.point, limit=_MOST_OTHERS, where=others)
    return tuple(each for each in near if (each.distance_km or 0.0) <= CALL_KM)


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
