"""STORY 2: a question becomes an answer.

A question is a text (a place, an address, a unit, digits), a point, an area's code or a site's
id. Every answer names sites or the next step; there is no dead end. Everything comes from the
directory in memory. This module calls, it does not compute.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sites.areas import Area, Gazetteer
from sites.directory import Directory
from sites.directory.matching import Matching, matching, six_digits
from sites.directory.ordering import (
    LEAST_CALLABLE,
    Found,
    Group,
    area_order,
    found_at,
    near_order,
    nearest_sites,
    position_order,
    search_order,
)
from sites.errors import NotFoundError
from sites.geo import Point
from sites.questions import (
    Question,
    Suggestion,
    Topic,
    hear,
    suggestions,
    without_identity,
)
from sites.records import Fix, Site, SiteCounts

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
class SearchAnswer:
    """text: as asked, of an identity card's number the first six digits only.
    choices: the areas that the text names; one = understood; more_choices: how many others are
    not listed. is_several: they are different places, the present one first, not readings of one
    name. origin: its point, None when the
    text names no place or several. notes: sentences about the place (an old name).
    found: the page of sites asked for, of total, in the groups of `counts`: those of the place
    first, namesakes elsewhere last. in_words: the text as a whole was found nowhere, its parts
    were. beyond: the nearest outside the place, when an origin is known and few of the place's
    own can be called.
    suggestions: similar names, when nothing is known or a division inside the area that was
    understood is not (成都市武候区); areas that may be meant instead. statements: of the guide,
    where the text asks for the procedure. asks_where: it names the subject only, or nothing.
    nearest_real_km: to the nearest real site from the origin;
    None when none is known.
    """

    text: str
    choices: tuple[Choice, ...]
    is_several: bool
    more_choices: int
    origin: Fix | None
    notes: tuple[str, ...]
    found: tuple[Found, ...]
    total: int
    counts: Mapping[Group, int]
    in_words: bool
    beyond: tuple[Found, ...]
    suggestions: tuple[Suggestion, ...]
    statements: tuple[Topic, ...]
    asks_where: bool
    nearest_real_km: float | None

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the area's sites were found, by what else the text says."""
        return len(self.choices) == 1 and self.own_total < self.choices[0].counts.total

    @property
    def own_total(self) -> int:
        """How many of `total` are no namesakes elsewhere."""
        return self.total - self.counts.get("elsewhere", 0)

    @property
    def real_near(self) -> bool:
        """Whether a real site is near the origin (True without one: nothing to say)."""
        return self.origin is None or is_near(self.nearest_real_km)


@dataclass(frozen=True, slots=True)
class SitesAnswer:
    """A page of sites, of total."""

    found: tuple[Found, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NearestAnswer:
    """areas: the county that holds the origin, then those within 1 km of it (the borders are no
    sharper); empty outside China.

    found: as a family reads it: the sites of the own county, then the nearest others, callable
    ones first in each, then those of which only the origin's city is known. sites: by distance
    alone.
    """

    origin: Point
    areas: tuple[Area, ...]
    found: tuple[Found, ...]
    sites: tuple[Found, ...]
    nearest_real_km: float | None

    @property
    def real_near(self) -> bool:
        """Whether a real site is near the origin."""
        return is_near(self.nearest_real_km)


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """own: all sites of the area, callable ones first. beyond: the nearest outside; is_served:
    so many of its own can be called that nobody needs those. fix: where distances are counted
    from; None when unknown. nearest_real_km: 0 where the area has real sites of its own."""

    choice: Choice
    parts: tuple[Choice, ...]
    own: tuple[Site, ...]
    beyond: tuple[Found, ...]
    is_served: bool
    fix: Fix | None
    nearest_real_km: float | None

    @property
    def real_near(self) -> bool:
        """Whether a real site is in the area or near it."""
        return is_near(self.nearest_real_km)


@dataclass(frozen=True, slots=True)
class Finder:
    """Answers from one directory. Made anew for each question; holds no state."""

    directory: Directory
    gazetteer: Gazetteer

    def search(self, text: str, *, offset: int = 0, limit: int = 20) -> SearchAnswer:
        """The sites for a text, nearest first from the place that it names.

        Raises BadQuestionError when the text is too long.
        """
        text = without_identity(text)
        question = self._heard(text)
        areas = question.place.areas
        origin = self._origin(areas)
        point = origin.point if origin else None
        hits = self._matching(question)
        positions, groups = search_order(
            self.directory, hits.positions, inside=hits.inside, origin=point
        )
        suggested = self._suggestions(question, found=bool(positions.size))
        is_answered = bool(positions.size or areas or suggested)
        shown = slice(offset, offset + limit)
        return SearchAnswer(
            text=text,
            choices=tuple(self.choice(area) for area in areas[:MOST_CHOICES]),
            is_several=question.is_several,
            more_choices=max(0, len(areas) - MOST_CHOICES),
            origin=origin,
            notes=question.place.notes,
            found=found_at(self.directory, positions[shown], groups[shown], point),
            total=int(positions.size),
            counts=Counter(groups),
            in_words=hits.in_words,
            beyond=self._beyond_unless_served(groups, hits.inside | self._mask(positions), point),
            suggestions=suggested,
            statements=question.topics or (() if is_answered else question.otherwise),
            asks_where=question.asks_where,
            nearest_real_km=self._nearest_real_km_of(six_digits(areas[0]), origin)
            if origin
            else None,
        )

    def sites(self, text: str, *, area: str, offset: int, limit: int) -> SitesAnswer:
        """The sites of `search` as one list, within an area when its code is given; where the
        text names a place without a site, the nearest ones. An empty text means all.

        Raises BadQuestionError when the text is too long, NotFoundError for an unknown area.
        """
        asked = self._mask(self._inside(area))
        shown = slice(offset, offset + limit)
        if not text.strip():
            positions = np.flatnonzero(asked)
            page = tuple(Found(self.directory.sites[each], None) for each in positions[shown])
            return SitesAnswer(page, int(positions.size))
        question = self._heard(without_identity(text))
        origin = self._origin(question.place.areas)
        point = origin.point if origin else None
        hits = self._matching(question)
        matching_there = hits.positions[asked[hits.positions]]
        positions, groups = search_order(
            self.directory, matching_there, inside=hits.inside, origin=point
        )
        if not positions.size and point is not None:
            near = nearest_sites(self.directory, point, limit=NEAREST_LIMIT, where=asked)
            return SitesAnswer(near[shown], len(near))
        page = found_at(self.directory, positions[shown], groups[shown], point)
        return SitesAnswer(page, int(positions.size))

    def site(self, site_id: str) -> Site:
        """Raises NotFoundError when no site of this release has the id."""
        site = self.directory.site(site_id)
        if site is None:
            raise NotFoundError("这个采血点不在现在的名单里。请从省开始选，或者搜地名。")
        return site

    def nearest(self, origin: Point, *, limit: int = NEAREST_LIMIT) -> NearestAnswer:
        """The nearest sites by geodesic distance, from anywhere on Earth."""
        areas = self.gazetteer.counties_at(origin)
        county, city = self._county_and_city(areas)
        return NearestAnswer(
            origin=origin,
            areas=areas,
            found=position_order(self.directory, origin, county=county, city=city, limit=limit),
            sites=nearest_sites(self.directory, origin, limit=limit),
            nearest_real_km=self._nearest_real_km(origin),
        )

    def area(self, adcode: str) -> AreaAnswer:
        """An area's sites, its parts with counts, and the nearest beyond it.

        Raises NotFoundError for a code that no area of today has.
        """
        area = self._area(adcode)
        positions = self.directory.positions_in(adcode)
        own = area_order(self.directory, positions)
        fix = self.gazetteer.fix(adcode)
        return AreaAnswer(
            choice=self.choice(area),
            parts=tuple(
                self.choice(part)
                for part in self.gazetteer.parts(adcode)
                if part.level != "township"
            ),
            own=tuple(self.directory.sites[position] for position in own),
            beyond=self._beyond(self._mask(positions), fix.point if fix else None),
            is_served=int(self.directory.is_callable[positions].sum()) >= LEAST_CALLABLE,
            fix=fix,
            nearest_real_km=self._nearest_real_km_of(adcode, fix),
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

    def _county_and_city(self, areas: tuple[Area, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Positions in the counties that may hold an origin, and in the city of the first (of a
        county without one, and of a municipality's: in its province); none outside China."""
        positions_in = self.directory.positions_in
        if not areas:
            return positions_in(""), positions_in("")
        path = self.gazetteer.path(areas[0].adcode)
        city = path[1] if len(path) > 1 and path[1].level == "city" else path[0]
        county = np.concatenate([positions_in(area.adcode) for area in areas])
        return np.unique(county), positions_in(city.adcode)

    def _heard(self, text: str) -> Question:
        """What the text asks for. Raises BadQuestionError when it is too long to be a question."""
        self.directory.search.check(text)
        return hear(self.gazetteer, text)

    def _matching(self, question: Question) -> Matching:
        return matching(
            self.directory,
            question,
            is_slip=lambda: bool(self._suggestions(question, found=False)),
        )

    def _suggestions(self, question: Question, *, found: bool) -> tuple[Suggestion, ...]:
        if found and not question.place.areas:
            return ()
        return suggestions(self.gazetteer, question, self.directory.search.suggest)

    def _beyond(self, known: np.ndarray, origin: Point | None) -> tuple[Found, ...]:
        """The nearest sites to an origin but those of the mask."""
        if origin is None:
            return ()
        return near_order(self.directory, origin, limit=BEYOND_LIMIT, where=~known)

    def _beyond_unless_served(
        self, groups: tuple[Group, ...], known: np.ndarray, origin: Point | None
    ) -> tuple[Found, ...]:
        """What lies beyond a place only helps where it has few sites that can be called."""
        return () if groups.count("here") >= LEAST_CALLABLE else self._beyond(known, origin)

    def _nearest_real_km_of(self, adcode: str, fix: Fix | None) -> float | None:
        if self.directory.counts(adcode).published:
            return 0.0
        return self._nearest_real_km(fix.point) if fix else None

    def _nearest_real_km(self, origin: Point) -> float | None:
        nearest = self.directory.nearest.nearest(origin, limit=1, where=self.directory.is_published)
        return nearest[0].distance_km if nearest else None


def is_near(distance_km: float | None) -> bool:
    """Whether a site at this distance can be reached and left on one day; None is no site."""
    return distance_km is not None and distance_km <= NEAR_KM
