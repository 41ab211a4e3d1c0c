"""Look-ups in the shipped gazetteer; docs/gazetteer.md says where each file comes from."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache

from sites.areas.area import Area, Level, Names, Spelling
from sites.areas.attributions import ATTRIBUTIONS
from sites.areas.borders import Borders
from sites.areas.buildings import Buildings
from sites.areas.codes import (
    Codes,
    city_of,
    county_of,
    holds,
    is_above_counties,
    is_township,
    prefix,
    province_of,
)
from sites.areas.filing import Filing
from sites.areas.former import History, OldName, read_history
from sites.areas.office_words import Around, Nearness, may_name_a_building
from sites.areas.own_offices import office_named
from sites.areas.own_townships import OwnTownships
from sites.areas.place_rows import PlaceSource
from sites.areas.places_file import PlacesFile
from sites.areas.points import Points
from sites.areas.shipped import Townships, read_rows
from sites.areas.shortening import short_name, short_township_name
from sites.areas.streets import Streets
from sites.geo import Point, great_circle_km
from sites.records import Fix, Precision

_PRECISIONS: dict[Nearness, Precision] = {"inside": "building", "beside": "street"}
# A road, an estate or a village farther than this from its township's point is a homonym.
_FAR_KM = 10.0


class Gazetteer:
    """The areas of today. Look-ups of an unknown code answer None or nothing, never an error."""

    def __init__(self) -> None:
        names = dict(read_rows("divisions.tsv.gz"))
        self._areas = {code: _area(code, name, names) for code, name in names.items()}
        self._parts: dict[str, list[Area]] = {}
        for area in self._areas.values():
            if area.parent is not None:
                self._parts.setdefault(area.parent, []).append(area)
        self._townships = Townships()
        self._paths: dict[str, tuple[Area, ...]] = {}
        self._own: PlacesFile | None = None
        self._own_townships: OwnTownships | None = None

    def bring(self, own: PlacesFile | None) -> None:
        """Ask a deployment's own places before the shipped ones from now on; None = no more."""
        self._own = own
        self._own_townships = OwnTownships(own) if own else None
        for name in ("_streets", "_buildings"):
            vars(self).pop(name, None)

    @property
    def brought(self) -> tuple[PlaceSource, ...]:
        """The sources of the deployment's own places, as their file has them; none without one."""
        return self._own.sources if self._own else ()

    @property
    def brought_mark(self) -> str:
        """Of the deployment's own places, another where they are others; empty where none are."""
        return self._own.mark if self._own else ""

    def get(self, adcode: str) -> Area | None:
        """The area of today with this code (six or nine digits); None when there is none."""
        area = self._areas.get(adcode)
        if area is not None or not is_township(adcode):
            return area
        name = self._townships.name(adcode)
        return None if name is None else _township(adcode, name)

    def current(self, adcode: str) -> Area | None:
        """As get, but an abolished code leads to the area that holds its ground today (the first in
        code order where there are several)."""
        area = self.get(adcode)
        if area is not None or adcode not in self._history.by_code:
            return area
        return self.get(self._history.by_code[adcode][0])

    def successors(self, adcode: str) -> tuple[Area, ...]:
        """The area of this code, or all that hold the ground of an abolished one, in code order;
        empty for a code that never was."""
        area = self.get(adcode)
        codes = () if area is not None else self._history.by_code.get(adcode, ())
        return (area,) if area is not None else tuple(filter(None, map(self.get, codes)))

    def provinces(self) -> tuple[Area, ...]:
        """The 34 provinces, municipalities, autonomous and special regions, in code order."""
        return self.all("province")

    def parts(self, adcode: str) -> tuple[Area, ...]:
        """The areas directly below, in code order."""
        townships = tuple(_township(*row) for row in self._townships.of(adcode))
        return (*self._parts.get(adcode, ()), *townships)

    def path(self, adcode: str) -> tuple[Area, ...]:
        """From the province down to the area itself; empty for an unknown code."""
        found = self._paths.get(adcode)
        if found is not None:
            return found
        area = self.get(adcode)
        if area is None:
            return ()
        found = (*(self.path(area.parent) if area.parent else ()), area)
        if not is_township(adcode):  # each row asks for that of its county
            self._paths[adcode] = found
        return found

    def lineage(self, adcode: str) -> Codes:
        """The codes of the path; empty for an unknown code."""
        return tuple(area.adcode for area in self.path(adcode))

    def known(self, codes: Iterable[str]) -> tuple[Area, ...]:
        """The areas of those codes that areas of today have, in the same order."""
        return tuple(area for area in map(self.get, codes) if area is not None)

    def names(self, adcode: str) -> Names:
        """The names of the province, city and county of an area (of a township: its county's).

        Raises LookupError for an unknown code.
        """
        by_level = {area.level: area.name for area in self.path(adcode)}
        if "province" not in by_level:
            raise LookupError(f"No area has the code {adcode!r}; use a code of the gazetteer.")
        return Names(by_level["province"], by_level.get("city"), by_level.get("county"))

    def all(self, level: Level) -> tuple[Area, ...]:
        """Every area of a level, in code order; the 38,700 townships are made on each call."""
        if level != "township":
            return tuple(area for area in self._areas.values() if area.level == level)
        return tuple(_township(*row) for row in self._townships.all())

    def fix(self, adcode: str) -> Fix | None:
        """The area's own point (its seat where known) with precision by level, and method: whose
        point it is ("openstreetmap", "geonames"), "hand" for a county's town by general knowledge,
        or "polygon" for a point inside its borders. Of a township that the shipped points do not
        know, and by a deployment's own table of any, the point that the deployment brought.

        A township without a point has its county's, with precision "county". None for an unknown
        code.
        """
        area = self.get(adcode)
        while area is not None:
            if own := self._own_township(area):
                return own
            if found := self._points.get(area.adcode):
                point, method = found
                return Fix(point, area.level, method, area.adcode)
            area = self.get(area.parent) if area.parent else None
        return None

    def _own_township(self, area: Area) -> Fix | None:
        """The fix of a township that the deployment brought, where that goes before the shipped."""
        if self._own_townships is None or area.level != "township":
            return None
        fix = self._own_townships.fix(area)
        is_first = fix and (fix.method == "table" or self._points.get(area.adcode) is None)
        return fix if is_first else None

    def township_at(self, point: Point) -> Area | None:
        """The township whose boundary a deployment brought and that holds the point (WGS-84); None
        without one, and where a second county is near. Some 0.1 ms; the first of a county 20 ms
        at most."""
        counties = self.counties_at(point) if self._own_townships else ()
        if self._own_townships is None or len(counties) != 1:
            return None
        return self.get(self._own_townships.at(counties[0].adcode, point))

    @cached_property
    def _points(self) -> Points:
        return Points()

    def building(self, adcode: str, text: str) -> Fix | None:
        """The public building that a unit or an address names in an area (a city, a county or a
        township): an office that the deployment brought; else, by OpenStreetMap, a police bureau or
        station, a government, a civil-affairs office.

        Precision "building" when the words name the building itself, "street" when they say
        beside it. A unit of a bureau (刑侦大队) may lie elsewhere: the bureau's point, but no
        finer precision than the bureau's area. None for a building that is not known there.
        """
        path = self.path(adcode)
        own = self._own_office(adcode, path, text)
        if own is not None and own.precision == "building":
            return own
        public = self._public_building(adcode, path, text)
        return own if public is None or (own and public.is_coarse) else public

    def _own_office(self, adcode: str, path: tuple[Area, ...], text: str) -> Fix | None:
        """GeoNames' points are no finer than the street."""
        office = office_named(self._own, path, text) if self._own else None
        if office is None or self._own is None:
            return None
        method, origin = self._own.method(office), self._own.origin(office)
        finest: Precision = "street" if method == "geonames" else "building"
        return Fix(office.points[0], finest, method, adcode, office.name, origin)

    def _public_building(self, adcode: str, path: tuple[Area, ...], text: str) -> Fix | None:
        may = path and may_name_a_building(text)
        found = self._buildings.find(Around.of(path), text) if may else None
        if found is None or not self._may_lie_in(found.area, adcode, found.point):
            return None
        coarse: Precision = "city" if is_above_counties(found.area) else "county"
        precision = _PRECISIONS.get(found.nearness, coarse)
        if found.method == "geonames" and precision == "building":
            precision = "street"
        return Fix(found.point, precision, found.method, adcode, found.matched, found.origin)

    def _may_lie_in(self, served: str, adcode: str, point: Point) -> bool:
        """A city's building stands in one of its counties, perhaps not in this one."""
        if served == adcode or not is_above_counties(served) or is_above_counties(adcode):
            return True
        return any(area.adcode == county_of(adcode) for area in self.counties_at(point))

    @cached_property
    def _buildings(self) -> Buildings:
        return Buildings(self._own)

    def street(self, adcode: str, text: str) -> tuple[Fix | None, tuple[str, ...]]:
        """(fix, notes for the operator): the office, house, estate, road or village that an address
        names in a county or township, where it is known: precision "street", of GeoNames' villages
        and towns of the past "township"; of a house, or an office that the deployment brought,
        "building" (of GeoNames' offices "street"). text: best without the names of areas.

        No fix where the names contradict each other, or lie far from the township's own point.
        """
        fix = self.fix(adcode) if is_township(adcode) else None
        town = fix.point if fix and fix.precision == "township" else None
        street = self._streets.find(adcode, text, town)
        found = street.point
        if found is None or (town and great_circle_km(town, found.point) > _FAR_KM):
            return None, street.notes
        fix = Fix(found.point, found.precision, found.method, adcode, found.name, found.origin)
        return fix, street.notes

    def villages(self, name: str, within: str = "") -> Iterator[str]:
        """The codes of the townships, or else counties, that have a village of this name, in a
        province or city or anywhere; a code may come twice. name: without 村 and its like."""
        own = self._own.villages(name, prefix(county_of(within))) if self._own else ()
        codes = (*(place.township or place.county for place in own), *self._streets.villages(name))
        return (code for code in codes if not within or holds(within, code))

    @cached_property
    def _streets(self) -> Streets:
        return Streets(self._own)

    def telephone_codes(self, adcode: str) -> tuple[str, ...]:
        """Area codes in use there, with the leading 0 ("028"); usually one, the likelier first.

        Of a province that has several: none. None in Hong Kong, Macao and Taiwan, where one
        dials another country code.
        """
        for area in reversed(self.path(adcode)):
            if codes := self._telephones.get(area.adcode):
                return tuple(codes.split())
        return ()

    @cached_property
    def _telephones(self) -> dict[str, str]:
        return dict(read_rows("telephones.tsv.gz"))

    def counties_at(self, point: Point) -> tuple[Area, ...]:
        """The county that holds the point, then every other county within 1 km of it, nearest
        first (the borders are no sharper than that). Empty outside China.

        The area is a city where that has no counties (东莞市), and 澳门 as a whole.
        """
        return tuple(self._areas[code] for code in self._borders.at(point))

    def filing(self) -> Filing:
        """Made anew at each call: what files very many points under their counties."""
        return Filing(self._borders)

    def box(self, adcode: str) -> tuple[float, float, float, float] | None:
        """(south, west, north, east) of an area; None where the map of borders does not have it."""
        return self._borders.box(adcode)

    def rings(self, adcode: str) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The border of a county as closed rings of (lat, lon); none where the map lacks it."""
        return self._borders.rings(adcode)

    @cached_property
    def _borders(self) -> Borders:
        return Borders()  # 10 MB that the loading of a list with points needs, and visitors

    def pinyin(self, adcode: str) -> tuple[str, ...]:
        """Spellings for search, lower case, no spaces or tones: full name, short name and further
        forms, initials, English and old names (wuhouqu, wuhou, whq, wh). Empty for a township."""
        return tuple(self._pinyin.get(adcode, "").split())

    @cached_property
    def _pinyin(self) -> dict[str, str]:
        return dict(read_rows("pinyin.tsv.gz"))

    def english(self, adcode: str) -> str:
        """As English names it (Wuhou District) and search knows it; empty for a township."""
        return self._english.get(adcode, "")

    @cached_property
    def _english(self) -> dict[str, str]:
        rows = read_rows("english.tsv.gz")
        return {code: f"{name} {kind}".rstrip() for code, name, kind in rows}

    def township_names(self) -> Iterator[tuple[str, str]]:
        """(adcode, name) of every township, in code order: all("township") without the cost."""
        return self._townships.all()

    def spellings(self, *, townships: bool = True) -> Iterator[Spelling]:
        """Every way to write every area, townships included unless told; see Spelling."""
        for area in (*self._areas.values(), *(self.all("township") if townships else ())):
            yield Spelling(area.name, area.adcode, "current")
            if area.short != area.name:
                yield Spelling(area.short, area.adcode, "short")
        for form, adcodes in read_rows("aliases.tsv.gz"):
            codes = tuple(adcodes.split(","))
            yield Spelling(form, codes[0], "alias", successors=codes)
        shorts = {area.short for area in self._areas.values() if area.short != area.name}
        for old in self._history.names:
            if old.text not in shorts:  # 上海县 is 闵行区 today, but 上海 is not
                first = old.successors[0]
                yield Spelling(old.text, first, "old", old.year, old.note, old.successors)

    @cached_property
    def _history(self) -> History:
        return read_history({code: area.name for code, area in self._areas.items()})

    def former_cities(self) -> Mapping[str, OldName]:
        """County-level cities whose name a whole prefecture's city has today: name → successors."""
        return self._history.cities

    def attributions(self) -> tuple[str, ...]:
        """Who made the data, and under which licence: a sentence each, for the about page."""
        return (*ATTRIBUTIONS, *(source.credit for source in self.brought))


def _area(code: str, name: str, names: dict[str, str]) -> Area:
    province, city = province_of(code), city_of(code)
    if code == province:
        return Area(code, name, "province", None, short_name(name))
    if code == city:
        return Area(code, name, "city", province, short_name(name))
    return Area(code, name, "county", city if city in names else province, short_name(name))


@lru_cache(maxsize=1024)  # a row asks for its township three times
def _township(code: str, name: str) -> Area:
    return Area(code, name, "township", county_of(code), short_township_name(name))


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once per process."""
    return Gazetteer()
