"""The gazetteer through geopy's interface. Apart from `offline`, because geopy takes its time to be
read in, and neither loading nor the pages need it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from sites.areas import gazetteer
from sites.geocoding.offline import locate
from sites.geocoding.witnesses import PlaceText
from sites.records import Fix

_COLUMNS = frozenset(field.name for field in fields(PlaceText))


class OfflineGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """The gazetteer as a geopy geocoder. It asks no service and raises none of its errors."""

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - geopy's signature
    ) -> Location | list[Location] | None:
        """The place of an address, or of the words of a row by our column names.

        Returns a Location (WGS-84) whose raw is the Fix; None when there is no such place, or
        when the words leave open which. exactly_one=False: a list, one for each area that may
        be meant. Raises ValueError for a column that is none of ours.
        """
        place = _place(query)
        located = locate(place)
        if exactly_one:
            return None if located.fix is None else _location(located.fix, place)
        fixes = [fix for area in located.areas if (fix := gazetteer().fix(area.adcode))]
        return [_location(fix, place) for fix in fixes] or None


def _place(query: str | Mapping[str, str]) -> PlaceText:
    if isinstance(query, str):
        return PlaceText(address=query)
    if unknown := query.keys() - _COLUMNS:
        raise ValueError(
            f"Unknown part of a place: {', '.join(sorted(unknown))}. The parts are: "
            f"{', '.join(sorted(_COLUMNS))}."
        )
    return PlaceText(**query)


def _location(fix: Fix, place: PlaceText) -> Location:
    names = "".join(area.name for area in gazetteer().path(fix.adcode))
    return Location(place.address or names, (fix.point.lat, fix.point.lon), fix)
