"""STORY 2: a question becomes an answer.

A question is a text (a place, an address, a unit, digits), a point, an area's code or a site's
id. Every answer names sites or the next step; there is no dead end. Everything comes from the
directory in memory. This module calls, it does not compute.
"""

from collections import Counter
from dataclasses import dataclass

from sites.areas import Area, Gazetteer
from sites.areas.neighbours import nearest_counties
from sites.directory import Directory
from sites.directory.after import city_bureau, others_to_call
from sites.directory.answer import (
    AreaAnswer,
    Choice,
    NearestAnswer,
    NextCalls,
    SearchAnswer,
    SitesAnswer,
)
from sites.directory.around import (
    beyond,
    beyond_unless_served,
    county_and_city,
    is_served,
    kept,
    listed,
    mask_of,
    nearest_real_km,
    nearest_real_km_of,
)
from sites.directory.matching import Matching, matching, six_digits
from sites.directory.offering import offered
from sites.directory.ordering import (
    AnswerSite,
    Mask,
    area_order,
    everywhere,
    found_at,
    nearest_sites,
    position_order,
    search_order,
)
from sites.errors import NotFoundError
from sites.geo import Point
from sites.questions import (
    Locality,
    Origin,
    Question,
    Suggestion,
    hear,
    localities,
    origin_of,
    suggestions,
    without_identity,
)
from sites.records import Site
from sites.saying import mark

NEAREST_LIMIT = 10
# Counties around an area, for a phone to keep (docs/pages.md): as many as its room allows.
NEIGHBOURS = 5
# More choices than this are no help to anyone; the rest is found by typing the province too.
MOST_CHOICES = 24
# So many rows of 48 px stand above a phone's keyboard.
MOST_OFFERED = 5


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
        start = origin_of(self.gazetteer, question)
        origin = start.fix
        point = origin.point if origin else None
        hits = self._matching(question)
        order = search_order(self.directory, hits.positions, inside=hits.inside, origin=point)
        total = len(order.groups)
        spots = self._localities(question, start, found=total > 0)
        suggested = () if spots else self._suggestions(question, found=total > 0)
        is_answered = bool(total or areas or suggested or spots)
        return SearchAnswer(
            text=text,
            choices=tuple(self.choice(area) for area in areas[:MOST_CHOICES]),
            is_several=question.is_several,
            more_choices=max(0, len(areas) - MOST_CHOICES),
            origin=origin,
            notes=(*question.place.notes, *start.notes),
            found=found_at(self.directory, order, slice(offset, offset + limit), point),
            total=total,
            counts=Counter(order.groups),
            in_words=hits.in_words,
            beyond=beyond_unless_served(self.directory, order, hits.inside, point),
            suggestions=suggested,
            localities=spots[:MOST_CHOICES],
            more_localities=max(0, len(spots) - MOST_CHOICES),
            statements=question.topics or (() if is_answered else question.otherwise),
            asks_where=question.asks_where,
            nearest_real_km=nearest_real_km_of(self.directory, six_digits(areas[0]), origin)
            if origin
            else None,
        )

    def complete(self, text: str) -> tuple[Choice, ...]:
        """The areas to offer while a text is typed, the likeliest first. Never raises."""
        areas = offered(self.directory, self.gazetteer, text, limit=MOST_OFFERED)
        return tuple(self.choice(area) for area in areas)

    def sites(self, text: str, *, area: str, offset: int, limit: int) -> SitesAnswer:
        """The sites of `search` as one list, within an area when its code is given; where the
        text names a place without a site, the nearest ones. An empty text means all.

        Raises BadQuestionError when the text is too long, NotFoundError for an unknown area.
        """
        asked = self._mask_inside(area)
        shown = slice(offset, offset + limit)
        if not text.strip():
            return SitesAnswer(*listed(self.directory, asked, shown))
        question = self._heard(without_identity(text))
        origin = origin_of(self.gazetteer, question).fix
        point = origin.point if origin else None
        hits = self._matching(question)
        order = search_order(
            self.directory, kept(hits.positions, asked), inside=hits.inside, origin=point
        )
        if not order.groups and point is not None:
            near = nearest_sites(self.directory, point, limit=NEAREST_LIMIT, where=asked)
            return SitesAnswer(near[shown], len(near), origin)
        page = found_at(self.directory, order, shown, point)
        return SitesAnswer(page, len(order.groups), origin)

    def site(self, site_id: str) -> Site:
        """Raises NotFoundError when no site of this release has the id."""
        site = self.directory.site(site_id)
        if site is None:
            raise NotFoundError(mark("这个采血点不在现在的名单里。请从省开始选，或者搜地名。"))
        return site

    def next_calls(self, site: Site) -> NextCalls:
        """Whom to call when this site of the live release did not answer."""
        others = others_to_call(self.directory, site)
        bureau = city_bureau(self.directory, self.gazetteer, site)
        is_told = bureau is not None and any(each.site.id == bureau.id for each in others)
        return NextCalls(others, None if is_told else bureau)

    def nearest_sites(self, origin: Point, *, limit: int = NEAREST_LIMIT) -> tuple[AnswerSite, ...]:
        """The nearest sites by geodesic distance alone, from anywhere on Earth."""
        return nearest_sites(self.directory, origin, limit=limit)

    def nearest(self, origin: Point, *, limit: int = NEAREST_LIMIT) -> NearestAnswer:
        """What a family at a position reads, anywhere on Earth."""
        areas = self.gazetteer.counties_at(origin)
        county, city = county_and_city(self.directory, self.gazetteer, areas)
        return NearestAnswer(
            origin=origin,
            areas=areas,
            found=position_order(self.directory, origin, county=county, city=city, limit=limit),
            nearest_real_km=nearest_real_km(self.directory, origin),
            township=self.gazetteer.township_at(origin),
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
            beyond=beyond(
                self.directory, mask_of(self.directory, positions), fix.point if fix else None
            ),
            is_served=is_served(self.directory, positions),
            fix=fix,
            nearest_real_km=nearest_real_km_of(self.directory, adcode, fix),
        )

    def with_neighbours(self, adcode: str) -> tuple[AreaAnswer, ...]:
        """The answers of an area and of the counties nearest to its seat, nearest first.

        Raises NotFoundError for a code that no area of today has.
        """
        own = self.area(adcode)
        nearest = nearest_counties(self.gazetteer, adcode, limit=NEIGHBOURS)
        return (own, *(self.area(area.adcode) for area in nearest))

    def provinces(self) -> tuple[Choice, ...]:
        """The first tap of three: every province with its count."""
        return tuple(self.choice(area) for area in self.gazetteer.provinces())

    def choice(self, area: Area) -> Choice:
        """The area with its path and its sites counted."""
        return Choice(area, self.gazetteer.path(area.adcode), self.directory.counts(area.adcode))

    def _area(self, adcode: str) -> Area:
        area = self.gazetteer.get(adcode)
        if area is None or area.level == "township":
            raise NotFoundError(mark("没有这个地区。请从省开始选，或者搜地名。"))
        return area

    def _mask_inside(self, adcode: str) -> Mask:
        """Of the positions in an area; of all for an empty code."""
        if not adcode:
            return everywhere(self.directory)
        return mask_of(self.directory, self.directory.positions_in(self._area(adcode).adcode))

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

    def _localities(
        self, question: Question, start: Origin, *, found: bool
    ) -> tuple[Locality, ...]:
        """Villages and streets to choose from, unless what the question names is known."""
        if start.fix is not None and start.fix.matched:
            return ()
        return localities(self.gazetteer, question, found=found)

    def _suggestions(self, question: Question, *, found: bool) -> tuple[Suggestion, ...]:
        if found and not question.place.areas:
            return ()
        return suggestions(self.gazetteer, question, self.directory.search.suggest)
