"""What a phone keeps of a county and its neighbours for a time without network (docs/pages.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sites.directory.answer import AreaAnswer
from sites.directory.ordering import AnswerSite
from sites.voice import words
from sites.voice.cards import SitePage, site_page
from sites.voice.language import say, say_count

# A phone keeps few bytes; what can be called stands first in both.
_MOST_SITES, _MOST_BEYOND = 8, 3
DAYS = 7  # so long a phone shows what it kept: issue 10, section 4


@dataclass(frozen=True, slots=True)
class KeptSite:
    """A site in the list of an area. distance: in words, empty inside the area."""

    page: SitePage
    distance: str


@dataclass(frozen=True, slots=True)
class KeptArea:
    """An area's page without network. hidden: how many of its own sites are left out. beyond: the
    nearest outside it, where it has too few of its own that can be called."""

    answer: AreaAnswer
    title: str
    own: tuple[KeptSite, ...]
    hidden: int
    beyond: tuple[KeptSite, ...]

    @property
    def can_call(self) -> bool:
        """Whether any of its own sites can be called."""
        return any(site.page.can_call for site in self.own)

    @property
    def sites(self) -> tuple[SitePage, ...]:
        """All sites of the page, in their order."""
        return tuple(each.page for each in (*self.own, *self.beyond))


def kept_area(answer: AreaAnswer, *, today: date) -> KeptArea:
    """The page of an area: of its sites at most the first eight, of those beyond it three.
    today: in China."""
    beyond = () if answer.is_served else answer.beyond[:_MOST_BEYOND]
    own = [AnswerSite(site, None) for site in answer.own[:_MOST_SITES]]
    return KeptArea(
        answer=answer,
        title=words.area_title(answer.choice.path),
        own=_kept_sites(own, today),
        hidden=len(answer.own) - len(own),
        beyond=_kept_sites(beyond, today),
    )


def kept_words(today: date) -> Sequence[str]:
    """What a kept page says of itself, by the days since it was kept: the first sentence for less
    than one day, the last for DAYS - 1. today: in China, when it is kept."""
    day = words.day_words(today)
    young = say("现在连不上。这是 %(day)s存下的，不到一天，号码可能变了。", day=day)
    return [young, *(_old_words(day, days) for days in range(1, DAYS))]


def _old_words(day: str, days: int) -> str:
    return say_count("现在连不上。这是 %(day)s存下的，已经 %(n)s 天，号码可能变了。", days, day=day)


def _kept_sites(sites: Iterable[AnswerSite], today: date) -> tuple[KeptSite, ...]:
    return tuple(
        KeptSite(
            # Its own address is not needed: a text to pass on is not kept.
            site_page(each.site, url="", today=today),
            words.way_words(each.distance_km, each.bearing_deg, each.site.fix),
        )
        for each in sites
    )
