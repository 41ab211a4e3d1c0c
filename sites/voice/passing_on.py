"""What is passed on of a site or an area, as a picture or on paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice

from sites.directory.answer import AreaAnswer
from sites.leaflets.leaflet import Call, Entry, Leaflet
from sites.records import Site, Source
from sites.voice import words
from sites.voice.addresses import full_address
from sites.voice.language import ENGLISH, mark, say, say_count, spoken
from sites.voice.local_names import place, place_path, published, site_area
from sites.voice.telephones import phone_view

# What stands on pictures only is told in the source language: their font has no other letters.
_TO_SCAN, _OFFER = "长按这个码，或扫一扫", "电话、地址、怎么去"
_SCAN = mark("看最新的号码、怎么去")
_DEMO = mark("演示：不是真实采血点，不要转发")
# What fits on a printed page, in characters; the longest real unit has some thirty.
_MOST_OF_A_UNIT, _MOST_OF_A_PLACE, _MOST_OF_A_LABEL = 37, 52, 24
_MOST_CALLS = 2
_STRIPS, _UNITS_ON_STRIPS = 8, 4


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of paper to tear off below a notice."""

    unit: str
    number: str


def site_leaflet(site: Site, *, url: str, today: date) -> Leaflet:
    """The leaflet of a site. url: absolute, of its page."""
    entry = _entry(site)
    return Leaflet(
        brand=say(words.BRAND),
        title=entry.unit,
        short=entry.area or published(site.county or site.city or site.province),
        offer=_OFFER,
        lead=_lead(site, today),
        entries=(entry,),
        is_area=False,
        more="",
        url=url,
        scan=(_TO_SCAN, say(_SCAN)),
        warning=_warning(),
        sources=_sources([site]),
        dated=_dated(today),
        demo=say(_DEMO) if site.is_demo else "",
    )


def area_leaflet(answer: AreaAnswer, *, url: str, today: date, most: int) -> Leaflet:
    """The leaflet of an area with at most so many sites, the nearest outside it where those of its
    own are too few to call. url: absolute, of its page."""
    beyond = [] if answer.is_served else answer.beyond
    sites = [*answer.own, *(near.site for near in beyond)]
    entries = [_entry(site) for site in answer.own[:most]]
    entries += [
        _entry(near.site, words.distance_words(near.distance_km, near.site.fix)) for near in beyond
    ]
    shown = sites[:most]
    return Leaflet(
        brand=say(words.BRAND),
        title=place_path(answer.choice.path),
        short=place(answer.choice.area),
        offer=_OFFER,
        lead=_area_lead(answer),
        entries=tuple(entries[:most]),
        is_area=True,
        more=f"{answer.choice.area.name}一共有 {len(answer.own)} 处，扫码都能看到。"
        if len(answer.own) > most
        else "",
        url=url,
        scan=(_TO_SCAN, say(_SCAN)),
        warning=_warning(),
        sources=_sources(shown),
        dated=_dated(today),
        demo=say(_DEMO) if shown and all(site.is_demo for site in shown) else "",
    )


def strips(leaflet: Leaflet) -> tuple[Strip, ...]:
    """What is torn off below a notice: eight strips with the first numbers, in turn; none where no
    number may be dialled."""
    first = [entry for entry in leaflet.entries if entry.calls][:_UNITS_ON_STRIPS]
    found = [Strip(entry.unit, entry.calls[0].number) for entry in first]
    return tuple(islice(cycle(found), _STRIPS)) if found else ()


def _entry(site: Site, distance: str = "") -> Entry:
    views = [phone_view(phone, site) for phone in site.phones]
    most = _MOST_OF_A_LABEL * (2 if spoken() is ENGLISH else 1)  # its letters are half as wide
    calls = [Call(words.shortened(view.label, most), view.whole) for view in views if view.tel]
    return Entry(
        unit=words.shortened(published(site.unit), _MOST_OF_A_UNIT),
        area=site_area(site),
        place=words.shortened(published(full_address(site)), _MOST_OF_A_PLACE),
        distance=distance,
        calls=tuple(calls[:_MOST_CALLS]),
        silence=_silence(site),
        is_demo=site.is_demo,
    )


def _silence(site: Site) -> str:
    """Why there is no number, and what to do then; empty where one may be dialled."""
    if site.is_demo:
        return say("演示，没有号码")
    if site.is_callable:
        return ""
    if site.phones:
        return say("号码不能直接拨打。请先打 110 问当地公安机关。")
    return say("没有公布电话。请先打 110 问当地公安机关。")


def _warning() -> tuple[str, str]:
    first, second = words.WARNING
    return say(first), say(second)


def _lead(site: Site, today: date) -> str:
    if site.is_demo:
        return ""
    old = say("资料很久没有核对，号码可能变了。") if words.is_stale(site, today) else ""
    return _joined(say("免费。"), old, _first(can_call=site.is_callable))


def _first(*, can_call: bool) -> str:
    return say("先打电话，再去。") if can_call else say("先打 110 问清楚，再去。")


def _joined(*sentences: str) -> str:
    return spoken().gap.join(filter(None, sentences))


def _area_lead(answer: AreaAnswer) -> str:
    counts = answer.choice.counts
    if counts.published:
        free = say_count("%(n)s 处采血点，免费。", counts.published)
        return _joined(free, _first(can_call=any(site.is_callable for site in answer.own)))
    if answer.own:
        return say("只有演示，还没有已知的真实采血点。")
    if answer.beyond:
        return say("这里还没有已知的采血点。不看户籍，可以去附近的。")
    return say("这里还没有已知的采血点。请打 110 问哪里能免费采血。")


def _sources(sites: Sequence[Site]) -> str:
    """Where the sites were published, the source of most of them first."""
    named = Counter(_source_words(site.source) for site in sites if site.source)
    if not named:
        return say("演示资料，没有来源") if sites else ""
    (first, _), *others = named.most_common()
    if others:
        return say_count("来源：%(first)s，和另外 %(n)s 份名单", len(others), first=first)
    return say("来源：%(first)s", first=first)


def _source_words(source: Source) -> str:
    title, day = published(source.title), words.date_words(source.published_on)
    return say("%(title)s，%(day)s公布", title=title, day=day) if day else title


def _dated(today: date) -> str:
    return say("%(day)s做成，号码会变。", day=words.date_words(today.isoformat()))
