"""STORY 2: a question becomes an answer.

A question is a text (a place, an address, a unit, digits), a point, an area's code or a site's
id. Every answer names sites or the next step; there is no dead end. Everything comes from the
directory in memory. This module calls, it does not compute.
"""

import re
from dataclasses import dataclass

import numpy as np

from sites.areas import Area, Gazetteer, Understanding
from sites.directory import Directory
from sites.errors import NotFoundError
from sites.geo import Point
from sites.records import Fix, NearbySite, Site, SiteCounts

# What is left of a text begins with something called a division, which no area is.
_DIVISION = re.compile(r"[一-龥]{1,6}?[区县市旗州盟]")
NEAREST_LIMIT = 10
BEYOND_LIMIT = 5
# Farther than a day trip by country bus and back, a site is no longer "near".
NEAR_KM = 50.0
# More choices than this are no help to anyone; the rest is found by typing the province too.
MOST_CHOICES = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """An area to choose, with its sites counted. path: province first, the area last."""

    area: Area
    path: tuple[Area, ...]
    counts: SiteCounts


@dataclass(frozen=True, slots=True)
class Found:
    """A site in an answer; distance_km is None when there is no origin or the site no point."""

    site: Site
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """choices: the areas that the text names; one = understood; more_choices: how many others are
    not listed. origin: its point, None when the
    text names no place or several. notes: sentences about the place (an old name).
    found: the page of sites asked for, of total. in_words: the text as a whole was found
    nowhere, its parts were. beyond: the nearest others, when an origin is known.
    suggestions: similar names, when nothing is known or a division inside the area that was
    understood is not (成都市武候区). real_near: whether a real site
    is within NEAR_KM of the origin (True without an origin: nothing to say).
    """

    text: str
    choices: tuple[Choice, ...]
    more_choices: int
    origin: Fix | None
    notes: tuple[str, ...]
    found: tuple[Found, ...]
    total: int
    in_words: bool
    beyond: tuple[NearbySite, ...]
    suggestions: tuple[str, ...]
    real_near: bool


@dataclass(frozen=True, slots=True)
class SitesAnswer:
    """A page of sites, of total."""

    found: tuple[Found, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NearestAnswer:
    """areas: the county that holds the origin, then those within 1 km of it (the borders are no
    sharper); empty outside China."""

    origin: Point
    areas: tuple[Area, ...]
    sites: tuple[NearbySite, ...]
    real_near: bool


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """own: sites of the area itself; for a province only those of no lower area.
    beyond: the nearest outside. fix: where distances are counted from; None when unknown."""

    choice: Choice
    parts: tuple[Choice, ...]
    own: tuple[Site, ...]
    beyond: tuple[NearbySite, ...]
    fix: Fix | None
    real_near: bool


@dataclass(frozen=True, slots=True)
class Finder:
    """Answers from one directory. Made anew for each question; holds no state."""

    directory: Directory
    gazetteer: Gazetteer

    def search(self, text: str, *, offset: int = 0, limit: int = 20) -> SearchAnswer:
        """The sites for a text, nearest first from the place that it names.

        Raises BadQuestionError when the text is too long.
        """
        place = self.gazetteer.understand(text)
        origin = self._origin(place.areas)
        positions, in_words = self._matching(text, place.areas, origin)
        page = tuple(self._found(positions[offset : offset + limit], origin))
        return SearchAnswer(
            text=text,
            choices=tuple(self.choice(area) for area in place.areas[:MOST_CHOICES]),
            more_choices=max(0, len(place.areas) - MOST_CHOICES),
            origin=origin,
            notes=place.notes,
            found=page,
            total=int(positions.size),
            in_words=in_words,
            beyond=self._beyond(positions, origin),
            suggestions=self._suggestions(text, place, found=bool(positions.size)),
            real_near=self._real_near(origin.point) if origin else True,
        )

    def sites(self, text: str, *, area: str, offset: int, limit: int) -> SitesAnswer:
        """The sites of `search` as one list, within an area when its code is given; where the
        text names a place without a site, the nearest ones. An empty text means all.

        Raises BadQuestionError when the text is too long, NotFoundError for an unknown area.
        """
        place = self.gazetteer.understand(text)
        origin = self._origin(place.areas)
        inside = self._inside(area)
        positions = inside
        if text.strip():
            matching, _ = self._matching(text, place.areas, origin)
            positions = matching[np.isin(matching, inside)]
        if not positions.size and origin is not None:
            near = self.directory.nearest.nearest(
                origin.point, limit=NEAREST_LIMIT, where=self._mask(inside)
            )
            found = [Found(each.site, each.distance_km) for each in near]
            return SitesAnswer(tuple(found[offset:][:limit]), len(found))
        page = self._found(positions[offset : offset + limit], origin)
        return SitesAnswer(tuple(page), int(positions.size))

    def site(self, site_id: str) -> Site:
        """Raises NotFoundError when no site of this release has the id."""
        site = self.directory.site(site_id)
        if site is None:
            raise NotFoundError("这个采血点不在现在的名单里。请从省开始选，或者搜地名。")
        return site

    def nearest(self, origin: Point, *, limit: int = NEAREST_LIMIT) -> NearestAnswer:
        """The nearest sites by geodesic distance, from anywhere on Earth."""
        return NearestAnswer(
            origin=origin,
            areas=self.gazetteer.counties_at(origin),
            sites=self.directory.nearest.nearest(origin, limit=limit),
            real_near=self._real_near(origin),
        )

    def area(self, adcode: str) -> AreaAnswer:
        """An area's sites, its parts with counts, and the nearest beyond it.

        Raises NotFoundError for a code that no area of today has.
        """
        area = self._area(adcode)
        positions = self.directory.positions_in(adcode)
        parts = tuple(
            self.choice(part) for part in self.gazetteer.parts(adcode) if part.level != "township"
        )
        sites = sorted(self.directory.sites_in(adcode), key=lambda site: (site.adcode, site.unit))
        fix = self.gazetteer.fix(adcode)
        return AreaAnswer(
            choice=self.choice(area),
            parts=parts,
            own=tuple(site for site in sites if area.level != "province" or site.adcode == adcode),
            beyond=self._beyond(positions, fix),
            fix=fix,
            real_near=self._real_near_area(adcode, fix),
        )

    def provinces(self) -> tuple[Choice, ...]:
        """The first tap of three: every province with its count."""
        return tuple(self.choice(area) for area in self.gazetteer.provinces())

    def choice(self, area: Area) -> Choice:
        """The area with its path and its sites counted."""
        return Choice(area, self.gazetteer.path(area.adcode), self.directory.counts(area.adcode))

    def _area(self, adcode: str) -> Area:
        area = self.gazetteer.get(adcode)
        if area is None or area.level == "township":
            raise NotFoundError("没有这个地区。请从省开始选，或者搜地名。")
        return area

    def _inside(self, adcode: str) -> np.ndarray:
        """Positions in an area; all for an empty code."""
        if not adcode:
            return np.arange(len(self.directory.sites))
        return self.directory.positions_in(self._area(adcode).adcode)

    def _mask(self, positions: np.ndarray) -> np.ndarray:
        mask = np.zeros(len(self.directory.sites), dtype=bool)
        mask[positions] = True
        return mask

    def _origin(self, areas: tuple[Area, ...]) -> Fix | None:
        return self.gazetteer.fix(areas[0].adcode) if len(areas) == 1 else None

    def _matching(
        self, text: str, areas: tuple[Area, ...], origin: Fix | None
    ) -> tuple[np.ndarray, bool]:
        """Positions in answer order, and whether only the parts of the text were found.

        What the text says letter by letter comes first. Parts of it count only inside the place
        that it names: a 公安局 at the other end of China is no answer to 公安县公安局. A place
        that nobody spells so today (an old name, a street) leads to the sites of its area.
        """
        matches = self.directory.search.find(text)
        positions, in_words = matches.positions, matches.how != "exact"
        if len(areas) == 1 and (in_words or not positions.size):
            inside = self.directory.positions_in(_six_digits(areas[0]))
            parts_inside = positions[np.isin(positions, inside)]
            in_words = bool(parts_inside.size)
            positions = parts_inside if in_words else inside
        return self._ordered(positions, origin), in_words

    def _suggestions(self, text: str, place: Understanding, *, found: bool) -> tuple[str, ...]:
        if not place.areas and not found:
            return self.directory.search.suggest(text)
        unknown = _DIVISION.match(place.rest)
        if len(place.areas) != 1 or place.areas[0].level not in ("province", "city") or not unknown:
            return ()
        area = place.areas[0]
        path = "".join(each.name for each in self.gazetteer.path(area.adcode))
        return tuple(
            path + name
            for name in self.directory.search.suggest(unknown[0])
            if self.gazetteer.understand(name, within=area.adcode).areas
        )

    def _ordered(self, positions: np.ndarray, origin: Fix | None) -> np.ndarray:
        if origin is None or positions.size < 2:
            return positions
        distances_km = self.directory.nearest.distances_km(origin.point, positions)
        return positions[np.argsort(distances_km, kind="stable")]

    def _found(self, positions: np.ndarray, origin: Fix | None) -> list[Found]:
        if origin is None:
            return [Found(self.directory.sites[each], None) for each in positions]
        distances_km = self.directory.nearest.distances_km(origin.point, positions)
        return [
            Found(self.directory.sites[position], _known(distance_km))
            for position, distance_km in zip(positions, distances_km, strict=True)
        ]

    def _beyond(self, positions: np.ndarray, origin: Fix | None) -> tuple[NearbySite, ...]:
        if origin is None:
            return ()
        return self.directory.nearest.nearest(
            origin.point, limit=BEYOND_LIMIT, where=~self._mask(positions)
        )

    def _real_near_area(self, adcode: str, fix: Fix | None) -> bool:
        return bool(self.directory.counts(adcode).published) or (
            fix is not None and self._real_near(fix.point)
        )

    def _real_near(self, origin: Point) -> bool:
        nearest = self.directory.nearest.nearest(origin, limit=1, where=self.directory.is_published)
        return bool(nearest) and nearest[0].distance_km <= NEAR_KM


def _six_digits(area: Area) -> str:
    """The county's (or city's) code of a township: sites are kept by six digits."""
    return area.parent if area.level == "township" and area.parent else area.adcode


def _known(distance_km: float) -> float | None:
    """The array's "not a number" (a site without a point) as None."""
    return None if np.isnan(distance_km) else float(distance_km)
