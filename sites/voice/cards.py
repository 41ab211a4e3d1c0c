"""A site as a person sees it: in a list (Card) and on its own page (SitePage)."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sites.records import Site
from sites.voice import fixes, words
from sites.voice.addresses import address_to_copy, full_address
from sites.voice.language import say, tongue
from sites.voice.links import MapLink, map_links, map_point, source_link
from sites.voice.local_names import published, site_area
from sites.voice.sharing import Message, site_message
from sites.voice.telephones import PhoneView, doubt_hints, from_abroad, phone_view


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of a list. distance may be empty, as may place_tag and age_tag: what wants care
    about its place and its age, or what is better there than in most of its list (sections.py).
    area: its names in Latin letters beside a Chinese place, for English pages."""

    id: str
    unit: str
    area: str
    place: str
    distance: str
    place_tag: str
    age_tag: str
    phone: PhoneView | None
    more_phones: tuple[PhoneView, ...]
    is_demo: bool

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are not empty."""
        return tuple(filter(None, (self.place_tag, self.age_tag)))

    @property
    def can_call(self) -> bool:
        """Whether it has a number that can be dialled."""
        return self.phone is not None and self.phone.tel is not None

    def changed(
        self,
        *,
        distance: str | None = None,
        place_tag: str | None = None,
        age_tag: str | None = None,
    ) -> "Card":
        """The same with another distance or other tags; None = as it is. Written out, because
        `replace` takes five times as long."""
        return Card(
            self.id,
            self.unit,
            self.area,
            self.place,
            self.distance if distance is None else distance,
            self.place_tag if place_tag is None else place_tag,
            self.age_tag if age_tag is None else age_tag,
            self.phone,
            self.more_phones,
            self.is_demo,
        )


@dataclass(frozen=True, slots=True)
class SitePage:
    """Everything on the page of one site. address: as published, to copy and to show to people
    there. address_here: as the page's language writes it, where that is not the same."""

    card: Card
    title: str
    address: str
    address_here: str
    hours: str
    precision: str
    source_title: str
    source_url: str
    published_on: str
    source_spot: str
    checked: str
    is_stale: bool
    can_call: bool
    from_abroad: str
    phone_hints: tuple[str, ...]
    map_links: tuple[MapLink, ...]
    map_point: str
    message: Message
    spoken: str
    notes: str


def card(
    site: Site,
    *,
    today: date,
    distance_km: float | None = None,
    bearing_deg: float | None = None,
    is_vague: bool = False,
) -> Card:
    """The list entry of a site. is_vague: its place is too vague to have a distance.

    A number that can be dialled stands before one that cannot.
    """
    here = _without_way(site, today, *tongue())
    way = say("多远不清楚") if is_vague else ""
    way = way or words.way_words(distance_km, bearing_deg, site.fix)
    return here.changed(distance=way) if way else here


# Of what a list says of a site only the way there is another for each question. In each language.
@lru_cache(maxsize=1024)
def _without_way(site: Site, today: date, *_tongue: Hashable) -> Card:
    views = [phone_view(phone, site) for phone in site.phones]
    phones = sorted(views, key=lambda view: view.tel is None)
    return Card(
        id=site.id,
        unit=published(site.unit),
        area=site_area(site),
        place=published(full_address(site)),
        distance="",
        place_tag=fixes.coarse_tag(site.fix),
        age_tag=words.age_tag(site, today),
        phone=phones[0] if phones else None,
        more_phones=tuple(phones[1:]),
        is_demo=site.is_demo,
    )


def site_page(site: Site, *, url: str, today: date) -> SitePage:
    """The page of a site. url: its own absolute address, for the text that is passed on."""
    address = full_address(site)
    source = site.source
    return SitePage(
        card=card(site, today=today),
        title=words.site_title(site),
        address=address_to_copy(site),
        address_here=site_area(site) or _other(published(address), address),
        hours=published(site.hours) or words.no_hours_words(can_call=site.is_callable),
        precision=fixes.precision_words(site.fix),
        source_title=published(source.title) if source else say("演示资料，没有来源"),
        source_url=source_link(source),
        published_on=words.date_words(source.published_on) if source else "",
        source_spot=words.spot_words(source.spots) if source else "",
        checked=words.check_words(site),
        is_stale=words.is_stale(site, today),
        can_call=site.is_callable,
        from_abroad=from_abroad(site),
        phone_hints=tuple(doubt_hints(site.phones)),
        map_links=map_links(site, address),
        map_point=map_point(site),
        message=site_message(site, url),
        spoken=words.spoken_words(site, address),
        notes=published(site.notes),
    )


def _other(text: str, than: str) -> str:
    return text if text != than else ""
