"""The ids of a list's sites: what the list brings, what they had before, or a new one.

A link is printed on notices and passed on: an id stays with its site when the list changes its
order, drops a row, adds one or words one otherwise, and never comes to mean another site.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count

from sites.assembling.ids import made_id
from sites.records import Site
from sites.records.likeness import SAME_PLACE, Traits, likeness, traits
from sites.text import squeeze

# Grades of likeness at which the place is the same, from the best down.
_BY_PLACE = (7, 6, 5, SAME_PLACE)


def numbered(
    sites: Sequence[Site],
    given: Collection[str],
    *,
    live: Iterable[Site] = (),
    former: Iterable[Site] = (),
) -> tuple[Site, ...]:
    """The sites, each under an id that no other has.

    given: the ids that the list brings; they stay. live: the sites of the live release; former:
    those published before, as they last were. A site that is one of them keeps that one's id;
    no other gets it, nor any that was ever published.
    """
    now = [_Entry(site, site.id if site.id in given else "") for site in sites]
    live_ones, former_ones = ([_Entry(site, site.id) for site in known] for known in (live, former))
    if not all(entry.id for entry in now):
        _keep_ids(now, live_ones, former_ones)
    taken = {entry.id for entry in chain(live_ones, former_ones, now)}
    keys = list(map(_unit_key, sites))
    units = Counter(keys)
    for entry, key in zip(now, keys, strict=True):
        if not entry.id:
            candidates = _new_ids(entry.site, is_alone=units[key] == 1)
            entry.id = next(each for each in candidates if each not in taken)
            taken.add(entry.id)
    return tuple(map(_numbered, now))


def _numbered(entry: "_Entry") -> Site:
    return entry.site if entry.site.id == entry.id else replace(entry.site, id=entry.id)


@dataclass(eq=False)
class _Entry:
    """A site of the list or of before. id: of one of the list empty until it is settled.

    is_paired: the one it is was found on the other side.
    """

    site: Site
    id: str
    is_paired: bool = False

    @cached_property
    def traits(self) -> Traits:
        """Found when it is first asked for: most lists have nothing before them to compare with."""
        return traits(self.site)


def _keep_ids(now: Sequence[_Entry], live: Sequence[_Entry], former: Sequence[_Entry]) -> None:
    """Give each site that is one of the known ones the id of that: the place decides, the live
    ones first; then the unit, for live ones only, for a former unit may have had several."""
    cities = _by_city(now)
    for known in (live, former):
        for city, before in _by_city(known).items():
            _pair_by_place(cities.get(city, []), before)
    for city, before in _by_city(live).items():
        here = cities.get(city, [])
        _pair_all(_of_one_unit(here, before, _share_a_number))
        _pair_all(_of_one_unit(here, before, _do_not_exclude_each_other))


def _by_city(entries: Iterable[_Entry]) -> dict[tuple[str, str, bool], list[_Entry]]:
    """By city and kind: only among these an id goes on."""
    found: dict[tuple[str, str, bool], list[_Entry]] = defaultdict(list)
    for entry in entries:
        site = entry.site
        found[site.province, site.city or "", site.is_demo].append(entry)
    return found


def _pair_by_place(news: Sequence[_Entry], olds: Sequence[_Entry]) -> None:
    by_id = {old.id: old for old in olds}
    _pair_all((new, by_id[new.id]) for new in news if new.id in by_id)
    _pair_all(_only(_equal(news, olds)))
    for grade in _BY_PLACE:
        _pair_all(_only(_of_grade(news, olds, grade)))


_Pairs = Iterable[tuple[_Entry, _Entry]]


def _pair_all(pairs: _Pairs) -> None:
    for new, old in list(pairs):
        new.is_paired = old.is_paired = True
        new.id = new.id or old.id


def _free(entries: Iterable[_Entry]) -> list[_Entry]:
    return [entry for entry in entries if not entry.is_paired]


def _only(pairs: _Pairs) -> Iterator[tuple[_Entry, _Entry]]:
    """Those pairs of which neither side stands in another pair."""
    pairs = list(pairs)
    times = Counter(id(entry) for pair in pairs for entry in pair)
    return (pair for pair in pairs if all(times[id(entry)] == 1 for entry in pair))


def _equal(news: Iterable[_Entry], olds: Iterable[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Free pairs that say the same, the hours too: nearly all of a list that comes again."""
    by_words: dict[object, list[_Entry]] = defaultdict(list)
    for old in _free(olds):
        by_words[old.traits, squeeze(old.site.hours)].append(old)
    for new in _free(news):
        words = new.traits, squeeze(new.site.hours)
        yield from ((new, old) for old in by_words.get(words, ()))


def _of_grade(
    news: Iterable[_Entry], olds: Iterable[_Entry], grade: int
) -> Iterator[tuple[_Entry, _Entry]]:
    free = _free(olds)
    for new in _free(news):
        yield from ((new, old) for old in free if likeness(new.traits, old.traits).grade == grade)


def _of_one_unit(
    news: Iterable[_Entry], olds: Iterable[_Entry], is_it: Callable[[_Entry, _Entry], bool]
) -> Iterator[tuple[_Entry, _Entry]]:
    """Free pairs of one unit in one area of which is_it holds, when it holds of no other with
    either, paired or not: a switchboard that several places share says nothing."""
    of_unit: dict[object, list[_Entry]] = defaultdict(list)
    for old in olds:
        of_unit[old.site.adcode, old.traits.unit].append(old)
    pairs = (
        (new, old)
        for new in news
        for old in of_unit.get((new.site.adcode, new.traits.unit), ())
        if is_it(new, old)
    )
    return ((new, old) for new, old in _only(pairs) if not (new.is_paired or old.is_paired))


def _share_a_number(new: _Entry, old: _Entry) -> bool:
    return not new.traits.phones.isdisjoint(old.traits.phones)


def _do_not_exclude_each_other(new: _Entry, old: _Entry) -> bool:
    """Another address and another number make another site, though the unit has one name."""
    has_moved = bool(new.traits.address and old.traits.address)
    return not (has_moved and new.traits.phones and old.traits.phones)


def _unit_key(site: Site) -> tuple[str, str]:
    return site.adcode, squeeze(site.unit)


def _new_ids(site: Site, *, is_alone: bool) -> Iterator[str]:
    """What a new site may be called. The address belongs into it where the unit is not alone in
    its area, and the numbers where the address tells nothing apart."""
    if is_alone:
        yield made_id(site.adcode, site.unit)
    if site.address:
        yield made_id(site.adcode, site.unit, site.address)
    numbers = "、".join(sorted(phone.text for phone in site.phones))
    yield made_id(site.adcode, site.unit, f"{site.address}#{numbers}")
    for turn in count(2):
        yield made_id(site.adcode, site.unit, f"{site.address}#{turn}")
