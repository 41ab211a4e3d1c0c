"""Public buildings by the words of a unit or an address: police bureaus and stations, governments,
civil-affairs offices (OpenStreetMap, ODbL; data/README.md), and those that a deployment brought.
"""

from dataclasses import dataclass

from sites.areas.codes import city_of
from sites.areas.office_words import Around, Nearness, OfficeWords, offices_in
from sites.areas.own_offices import counties_of_station, office_of
from sites.areas.places_file import PlacesFile
from sites.areas.shipped import read_rows
from sites.geo import Point

_METHOD = "openstreetmap"


@dataclass(frozen=True, slots=True)
class Building:
    """area: the code of the area that the building serves. matched: the words that name it.
    method: whose point it is; origin: of one that the deployment brought, file, date and id."""

    area: str
    point: Point
    nearness: Nearness
    matched: str
    method: str = _METHOD
    origin: str = ""


class Buildings:
    """6,000 points by area, kind and name. own: those of the deployment, which come first, but for
    GeoNames', which come last."""

    def __init__(self, own: PlacesFile | None = None) -> None:
        self._own = own
        self._points = {
            (area, kind, name): Point(float(lat), float(lon))
            for area, kind, name, lat, lon in read_rows("buildings_openstreetmap.tsv.gz")
        }
        self._stations: dict[tuple[str, str], list[str]] = {}
        for area, kind, name in self._points:
            if kind == "station":
                self._stations.setdefault((city_of(area), name), []).append(area)

    def find(self, around: Around, text: str) -> Building | None:
        """The first building that the text names; None where it names none that we know."""
        named = (self._building(around, office) for office in offices_in(around, text))
        return next(filter(None, named), None)

    def _building(self, around: Around, office: OfficeWords) -> Building | None:
        nearness = office.nearness
        if nearness is None or (nearness == "unit" and not office.may_hold_units):
            return None
        area = office.area or self._only_area(around, office.name)
        point = self._points.get((area, office.kind, office.name))
        if self._own and (place := office_of(self._own, around, area, office)):
            method = self._own.method(place)
            if method != "geonames" or point is None:
                told = self._own.origin(place)
                return Building(area, place.points[0], nearness, office.words, method, told)
        return Building(area, point, nearness, office.words) if point else None

    def _only_area(self, around: Around, station: str) -> str:
        """The only county of the city that has a station of this name; empty where several do."""
        if around.city is None:
            return ""
        city = city_of(around.city[0])
        areas = {*self._stations.get((city, station), ())}
        if self._own:
            areas |= {*counties_of_station(self._own, city, station)}
        return areas.pop() if len(areas) == 1 else ""
