"""The words of one leaflet, as the picture and the printed notice say them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """A number that may be dialled. label: 「打电话」, with what is doubtful about it. number: in
    groups that can be read aloud."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One site. area: its names in Latin letters, for English. distance: empty inside the area
    asked for. calls: none where no number may be
    dialled (of a demonstration site always); then `silence` says what to do."""

    unit: str
    area: str
    place: str
    distance: str
    calls: tuple[Call, ...]
    silence: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Everything that is passed on of one site or one area.

    title: a site's unit, an area's full name. short: the place alone, offer: what the page has of
    it, for small pictures. lead: one sentence below the title. entries: the one site, or those of
    the area, callable ones first. is_area: which of both. more: how many there are in all; empty
    where every one may be shown. url: absolute, of the page; scan: what its QR code is for.
    warning: against fraud. sources: where that is published. dated: of which day the leaflet is.
    demo: a mark, a colon and a sentence where every entry is a demonstration, else empty.
    """

    brand: str
    title: str
    short: str
    offer: str
    lead: str
    entries: tuple[Entry, ...]
    is_area: bool
    more: str
    url: str
    scan: tuple[str, str]
    warning: tuple[str, str]
    sources: str
    dated: str
    demo: str
