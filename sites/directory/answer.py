"""What is said to a question, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass

from sites.areas import Area
from sites.directory.ordering import AnswerSite, Group
from sites.geo import Point
from sites.questions import Locality, Suggestion, Topic
from sites.records import Fix, Site, SiteCounts

# Farther than a day trip by country bus and back, a site is no longer "near".
NEAR_KM = 50.0


def is_near(distance_km: float | None) -> bool:
    """Whether a site at this distance can be reached and left on one day; None is no site."""
    return distance_km is not None and distance_km <= NEAR_KM


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
    name. origin: what the text names inside the
    place (its name in `matched`), else the place's own point; None when the text names no place or
    several. notes: sentences about the place (an old name) and what is named inside it.
    found: the page of sites asked for, of total, in the groups of `counts`: those of the place
    first, namesakes elsewhere last. in_words: the text as a whole was found nowhere, its parts
    were. beyond: the nearest outside the place, when an origin is known and few of the place's
    own can be called.
    suggestions: similar names, when nothing is known or a division inside the area that was
    understood is not (成都市武候区); areas that may be meant instead. localities: where the village
    or street lies that the text names without its county, to choose from; more_localities: how many
    others are not listed. statements: of the guide, where the text asks for the procedure.
    asks_where: it names the subject only, or nothing. nearest_real_km: to the nearest real site
    from the origin; None when none is known.
    """

    text: str
    choices: tuple[Choice, ...]
    is_several: bool
    more_choices: int
    origin: Fix | None
    notes: tuple[str, ...]
    found: tuple[AnswerSite, ...]
    total: int
    counts: Mapping[Group, int]
    in_words: bool
    beyond: tuple[AnswerSite, ...]
    suggestions: tuple[Suggestion, ...]
    localities: tuple[Locality, ...]
    more_localities: int
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
    """A page of sites, of total. origin: as in SearchAnswer."""

    found: tuple[AnswerSite, ...]
    total: int
    origin: Fix | None = None


@dataclass(frozen=True, slots=True)
class NearestAnswer:
    """areas: the county that holds the origin, then those within 1 km of it (the borders are no
    sharper); empty outside China.

    found: as a family reads it: the sites of the own county, then the nearest others, callable
    ones first in each, then those of which only the origin's city is known. township: that holds
    the origin, where the deployment has its boundary and no second county is near.
    """

    origin: Point
    areas: tuple[Area, ...]
    found: tuple[AnswerSite, ...]
    nearest_real_km: float | None
    township: Area | None = None

    @property
    def own(self) -> tuple[Area, ...]:
        """The township, where it is known."""
        return (self.township,) if self.township else ()

    @property
    def real_near(self) -> bool:
        """Whether a real site is near the origin."""
        return is_near(self.nearest_real_km)


@dataclass(frozen=True, slots=True)
class NextCalls:
    """Whom to call when a site did not answer. others: the nearest that can be called, with their
    distances from the site. bureau: of its city; None when the list has none."""

    others: tuple[AnswerSite, ...]
    bureau: Site | None


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """own: all sites of the area, callable ones first. beyond: the nearest outside; is_served:
    so many of its own can be called that nobody needs those. fix: where distances are counted
    from; None when unknown. nearest_real_km: 0 where the area has real sites of its own."""

    choice: Choice
    parts: tuple[Choice, ...]
    own: tuple[Site, ...]
    beyond: tuple[AnswerSite, ...]
    is_served: bool
    fix: Fix | None
    nearest_real_km: float | None

    @property
    def real_near(self) -> bool:
        """Whether a real site is in the area or near it."""
        return is_near(self.nearest_real_km)
