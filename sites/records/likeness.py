"""How alike two sites are by unit, address and numbers: whether they are one place over time.

Lists write one site in many ways: with the area in front or without, in full width, with other
signs between. What is compared here is what is left when such things are taken off.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sites.records import Phone, Site
from sites.text import dashes_to_hyphen, squeeze

# What may stand before an address that is printed without it: a township, a village, a zone.
_AREA_ENDINGS = "区县镇乡道村市州旗园"
_SIGNS = re.compile(r"[^\w-]|_|(?<![0-9])-|-(?![0-9])")
_NUMERALS = re.compile("[0-9一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class Traits:
    """A site as it is compared: its areas, unit and address without area names and signs, digits
    to call."""

    areas: tuple[str | None, ...]
    unit: str
    address: str
    phones: frozenset[str]


SAME_PLACE = 4
"""The least grade of likeness at which two sites stand at one place."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """unit, address: 2 = the same, 1 = worded alike, 0 = another or not known.
    shares_phone: a number is on both. is_all: nothing that is compared differs."""

    unit: int
    address: int
    shares_phone: bool
    is_all: bool

    @property
    def is_nothing(self) -> bool:
        """Whether unit, address and numbers are all another's."""
        return not (self.unit or self.address or self.shares_phone)

    @property
    def grade(self) -> int:
        """How surely the two stand at one place. 7: nothing differs; 6: unit, address and a
        number agree; 5: unit and address, or address and a number; 4: unit and address are worded
        alike; 0: another place, or nobody can tell."""
        if self.is_all:
            return 7
        if not self.address:
            return 0
        is_sure = self.unit == self.address == 2
        if self.shares_phone:
            return 6 if is_sure else 5
        return 5 if is_sure else SAME_PLACE if self.unit else 0


def traits(site: Site) -> Traits:
    """What of a site is compared."""
    names = [name for name in (site.province, site.city, site.county) if name]
    unit = squeeze(site.unit)
    return Traits(
        areas=(site.province, site.city, site.county),
        unit=_bare(_without(names, unit)) or unit,
        address=_bare(_behind(names, squeeze(site.address))),
        phones=frozenset(map(_digits, site.phones)),
    )


def likeness(one: Traits, two: Traits) -> Likeness:
    """How alike they are; both ways round the same.

    In two areas (城关派出所 of two counties, 人民路1号 of two cities) a unit is another and an
    address says nothing, unless a number is the same: a county that became a district.
    """
    is_one_area = all(
        first is None or second is None or first == second
        for first, second in zip(one.areas, two.areas, strict=True)
    )
    shares_phone = not one.phones.isdisjoint(two.phones)
    is_comparable = is_one_area or shares_phone
    return Likeness(
        unit=_unit_likeness(one, two) if is_one_area else 0,
        address=_address_likeness(one.address, two.address) if is_comparable else 0,
        shares_phone=shares_phone,
        is_all=is_one_area and _words(one) == _words(two),
    )


def gone_over(now: Iterable[Site], known: Iterable[Site]) -> list[tuple[Site, Site]]:
    """The ids that would come to mean another site, each as (the known site, the new one).

    So it is when unit, address and numbers are all another's, and when the new one stands where
    another known site of the same unit stands, as in a list that swapped two ids.
    known: of each id the last that was published; a demonstration's id means nothing.
    """
    by_id = {site.id: site for site in known if not site.is_demo}
    rivals: dict[tuple[str, str], list[Site]] = {}
    for site in by_id.values():
        rivals.setdefault(_near(site), []).append(site)
    found = []
    for site in now:
        before = by_id.get(site.id)
        if before is not None and before != site and _is_another(site, before, rivals):
            found.append((before, site))
    return found


def renamed(former: Iterable[Site], live: Iterable[Site]) -> dict[str, str]:
    """Old ids of sites that are still live under another id → that id.

    Only where unit and address are those of exactly one live site: two units may share a door and
    a number, and one that is gone is not the other.
    """
    around: dict[tuple[str, str], list[Site]] = {}
    for site in live:
        around.setdefault(_near(site), []).append(site)
    known: dict[str, Traits] = {}  # where all ids are new, each is asked for many times
    found = {}
    for old in former:
        here = [site for site in around.get(_near(old), ()) if site.status == old.status]
        known |= {site.id: traits(site) for site in here if site.id not in known}
        mine = traits(old)
        same = [site for site in here if _is_same_site(likeness(mine, known[site.id]))]
        if len(same) == 1:
            found[old.id] = same[0].id
    return found


def _is_same_site(found: Likeness) -> bool:
    return found.unit > 0 and found.grade > SAME_PLACE


def _near(site: Site) -> tuple[str, str]:
    return site.province, site.city or ""


def _is_another(site: Site, before: Site, rivals: dict[tuple[str, str], list[Site]]) -> bool:
    mine = traits(site)
    own = likeness(mine, traits(before))
    if own.is_nothing:
        return True
    if own.grade >= SAME_PLACE:
        return False
    others = (each for each in rivals.get(_near(site), ()) if each.id != site.id)
    return any(likeness(mine, traits(each)).grade > SAME_PLACE for each in others)


def _words(site: Traits) -> tuple[str, str, frozenset[str]]:
    return site.unit, site.address, site.phones


def _unit_likeness(one: Traits, two: Traits) -> int:
    if one.unit == two.unit:
        return 2
    if _numerals(one.unit) != _numerals(two.unit):
        return 0
    short, long = sorted((one.unit, two.unit), key=len)
    # Two stations of one county are called alike (城北, 城南): only what is left out or put in
    # makes no other name, and letters here and there (刑侦, 刑事侦查) at one address only.
    is_one_door = one.address == two.address != ""
    return int(short in long or (is_one_door and _is_within(short, long)))


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in their order."""
    left = iter(long)
    return all(letter in left for letter in short)


def _address_likeness(one: str, two: str) -> int:
    """Never by letters that are alike: 人民南路4号 and 人民北路4号 are two doors."""
    if not one or not two:
        return 0
    if one == two:
        return 2
    short, long = sorted((one, two), key=len)
    before, _, after = long.partition(short)
    if before + after == long:  # not in it
        return 0
    goes_on = bool(after) and not (_NUMERALS.match(after) and _NUMERALS.match(short[-1]))
    return int((goes_on or not after) and (not before or before[-1] in _AREA_ENDINGS))


def _numerals(text: str) -> list[str]:
    return _NUMERALS.findall(text)


def _digits(phone: Phone) -> str:
    """The number with its extension: two desks of one exchange are two numbers."""
    return re.sub("[^0-9转、]", "", phone.text)


def _bare(text: str) -> str:
    """Without signs, but for the hyphen of 1-2号."""
    return _SIGNS.sub("", dashes_to_hyphen(text))


def _without(names: Sequence[str], text: str) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def _behind(names: Sequence[str], text: str) -> str:
    """The text without the names it begins with; short ones (四川) are taken off where a full one
    follows: 武侯祠大街 keeps its 武侯."""
    left = text
    while start := next((name for name in names if left.startswith(name)), ""):
        left = left[len(start) :]
    short = next((name[:-1] for name in names if len(name) > 2 and left.startswith(name[:-1])), "")
    if short and (behind := _behind(names, left[len(short) :])) != left[len(short) :]:
        return behind
    return left
