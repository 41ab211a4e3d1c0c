"""Which of the names in a text are meant, and how they hang together.

A name joins the chain before it when one is above the other (成都 → 武侯); a full name that does
not fit begins a chain of its own, a short one is a street or a word (武汉市江汉区北京路).
"""

from dataclasses import dataclass, field

from sites.areas.codes import MUNICIPALITIES, Codes, city_of, is_above_counties, is_province
from sites.understanding.name_index import Change, Meaning, NameIndex, NameMatch
from sites.understanding.vocabulary import (
    COMMON_NOUNS,
    EVERYDAY,
    NO_AREA_AFTER,
    NO_COUNTY_AFTER,
    PREFECTURES,
    PREPOSITIONS,
    STATIONS,
    STREET_AHEAD,
    WAYS,
)

_NOTHING = NameMatch(-1, -1, "", Meaning())
REMEMBERED_SINCE = 2015  # an abolished name that is younger is offered beside a living namesake
FULL, SHORT = 2, 1  # how much a mention counts when chains contradict each other


@dataclass(slots=True)
class Mention:
    """A name that was taken as a place: what it may mean, how much it counts.

    changes: of an abolished name, what became of it.
    """

    found: NameMatch
    areas: Codes
    weight: int
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Reading:
    """What was taken from a text so far.

    chains: the areas each consistent line of names may mean; one when the text agrees with itself.
    townships: (name, whether it stands where a name may begin). refused: full names that lie
    outside `within`. place_end: where the last place ended, 0 before the first.
    """

    text: str
    index: NameIndex
    within: str | None
    chains: list[Codes] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    townships: list[tuple[NameMatch, bool]] = field(default_factory=list)
    refused: list[NameMatch] = field(default_factory=list)
    place_end: int = 0
    _edge: int = 0

    def take_all(self) -> None:
        """Read the text from left to right; the chains and townships are complete after it."""
        found = self.index.find(self.text)
        if self.within is not None:
            self.chains.append((self.within,))
        for each, following in zip(found, [*found, _NOTHING][1:], strict=True):
            self._take(each, following if following.start == each.end else _NOTHING)

    def _take(self, found: NameMatch, following: NameMatch) -> None:
        if found.word[-1] == "区" and (township := self._called_district(found)):
            found = found._replace(meaning=Meaning(townships=township))
        meaning = found.meaning
        if meaning.townships:
            self.townships.append((found, self._is_edge(found.start)))
            self._edge = found.end
        mention = self._meant(found, following) if meaning.is_area else None
        if mention is not None:
            self._join(mention)
        elif meaning.is_unit:
            self._edge = found.end

    def _is_edge(self, position: int) -> bool:
        """Whether a name may begin here: after a place, a unit, a sign, a digit or nothing."""
        if position in (0, self._edge):
            return True
        before = self.text[position - 1]
        return before in PREPOSITIONS or not is_han(before)

    def _meant(self, found: NameMatch, following: NameMatch) -> Mention | None:
        """What the name means here, today's name before an old one unless only that fits."""
        meaning, at_edge = found.meaning, self._is_edge(found.start)
        named = [self._today(found, following, at_edge)]
        if meaning.old or meaning.old_short:
            named.append(self._of_old(found, following, at_edge))
        named = [mention for mention in named if mention.areas]
        if not named:
            return None
        inside = [mention for mention in named if self._is_inside(mention)]
        if not inside and named[0].weight == FULL and len(found.word) > 2:
            self.refused.append(found)
        return self._preferred(inside) if len(inside) > 1 else next(iter(inside), None)

    def _preferred(self, readings: list[Mention]) -> Mention:
        """Today's name before an old one, unless only the old one fits; both where the old one
        is still in people's mouths (江北区 in Chongqing until 2025, beside 宁波市江北区)."""
        today, old = readings
        if self.chains and not self._fitting(today.areas):
            return old if self._fitting(old.areas) else today
        recent = tuple(change for change in old.changes if change.year >= REMEMBERED_SINCE)
        more = _areas(recent)
        more = tuple(code for code in more if code in old.areas and code not in today.areas)
        if not more or (self.chains and not (more := self._fitting(more))):
            return today
        return Mention(today.found, today.areas + more, today.weight, recent)

    def _today(self, found: NameMatch, following: NameMatch, at_edge: bool) -> Mention:
        meaning = found.meaning
        full = self._full(found, meaning.full, at_edge) if meaning.full else ()
        short = self._short(found, following, meaning.short) if meaning.short and at_edge else ()
        return Mention(found, full + short, FULL if full else SHORT)

    def _of_old(self, found: NameMatch, following: NameMatch, at_edge: bool) -> Mention:
        meaning = found.meaning
        if meaning.old:
            areas = self._full(found, _areas(meaning.old), at_edge)
            return Mention(found, areas, FULL, meaning.old)
        areas = _areas(meaning.old_short)
        areas = self._short(found, following, areas) if at_edge and not meaning.short else ()
        return Mention(found, areas, SHORT, meaning.old_short)

    def _full(self, found: NameMatch, areas: Codes, at_edge: bool) -> Codes:
        """The areas of a full name, unless it is the end of another word (白云县 is no 云县)."""
        if (len(found.word) == 2 and not at_edge) or self._is_market(found):
            return ()
        if found.word not in COMMON_NOUNS or self._is_whole(found):
            return areas
        is_alone = at_edge and not self.chains and len(found.word) > 2
        return areas if is_alone else self._fitting(areas)

    def _called_district(self, found: NameMatch) -> Codes:
        """The township that is called a district: 东莞市东城区 is 东城街道, 涿州市双塔区 双塔街道.
        In a county a common noun is a part of its town (平昌县西城区)."""
        word = found.word
        if found.start != self.place_end or not self.chains:
            return ()
        area, index = self.chains[-1][0], self.index
        if index.has_counties(area) or self._fitting(found.meaning.full):
            return ()
        if not is_above_counties(area) and word in COMMON_NOUNS:
            return ()
        codes = (index.township_by_short(area, short) for short in (word, word[:-1]))
        return tuple(filter(None, codes))[:1]

    def _is_market(self, found: NameMatch) -> bool:
        return found.word[-1] == "市" and self.text.startswith("场", found.end)

    def _is_whole(self, found: NameMatch) -> bool:
        return found.start == 0 and found.end == len(self.text)

    def _short(self, found: NameMatch, following: NameMatch, areas: Codes) -> Codes:
        """The areas a short name may mean here; none where it is part of another word."""
        if self._is_whole(found):
            return areas
        is_high = any(map(is_above_counties, areas))
        if self._goes_on(found, following, areas, is_high=is_high):
            return ()
        if following.word in STATIONS and not self._is_in_city():
            return ()
        if self.chains:
            return self._again(found, self._fitting(areas))
        if is_high or self._is_closed(found, following) or self._is_telling(found, areas):
            return areas
        return ()

    def _again(self, found: NameMatch, areas: Codes) -> Codes:
        """The areas, unless a county that was named just before only begins a street's name here:
        武侯武侯祠大街."""
        before = self.mentions[-1].areas if found.start == self.place_end and self.mentions else ()
        is_county = bool(areas) and not is_above_counties(areas[0])
        is_known = is_county and areas == self.chains[-1] and areas[0] in before
        return () if is_known and STREET_AHEAD.match(self.text, found.end) else areas

    def _is_in_city(self) -> bool:
        """Whether the last chain is a city: its districts' names are short there."""
        return bool(self.chains) and not any(
            is_province(area) and area not in MUNICIPALITIES for area in self.chains[-1]
        )

    def _goes_on(
        self, found: NameMatch, following: NameMatch, areas: Codes, *, is_high: bool
    ) -> bool:
        """Whether what follows makes the name a street, a house or another word."""
        if _is_place(following) and following.word[0] not in WAYS:
            return False
        if self.index.holds(areas, following.meaning):  # 湖南道县, 唐山路北
            return False
        return bool((NO_AREA_AFTER if is_high else NO_COUNTY_AFTER).match(self.text, found.end))

    def _is_closed(self, found: NameMatch, following: NameMatch) -> bool:
        """Whether the name ends here beyond doubt."""
        if found.end == len(self.text) or not is_han(self.text[found.end]):
            return True
        after = following.meaning
        return after.is_unit or bool(after.full or after.old or after.townships)

    def _is_telling(self, found: NameMatch, areas: Codes) -> bool:
        """Whether the short name of a county is no everyday word: 昆山前进路, 石景山古城大街."""
        if len(areas) > 1:
            return False
        is_city = bool((whole := self.index.meaning(found.word + "市")) and whole.full == areas)
        if len(found.word) > 2 or (is_city and found.word not in EVERYDAY):
            return True
        return self.index.starts_with_township(areas[0], self.text[found.end : found.end + 5])

    def _is_inside(self, mention: Mention) -> bool:
        """Whether it lies in `within` or holds it; keeps the areas of which that is true."""
        if self.within is None:
            return True
        lineage = self.index.lineage
        mention.areas = tuple(
            code
            for code in mention.areas
            if self.within in lineage[code] or code in lineage[self.within]
        )
        return bool(mention.areas)

    def _fitting(self, areas: Codes) -> Codes:
        """The areas that hang together with the last chain."""
        if not self.chains:
            return ()
        chain, lineage = self.chains[-1], self.index.lineage
        return tuple(
            code
            for code in areas
            if any(above in chain for above in lineage[code])
            or any(code in lineage[below] for below in chain)
        )

    def _join(self, mention: Mention) -> None:
        mention = self._former_city(mention)
        self.mentions.append(mention)
        fit = self._narrowed(mention) if self.chains else ()
        if fit:
            self.chains[-1] = fit
        else:
            self.chains.append(mention.areas)
        self.place_end = self._edge = mention.found.end

    def _former_city(self, mention: Mention) -> Mention:
        """铜仁地区铜仁市 is the city that was a part of the prefecture, not today's city."""
        former = self.index.former_cities.get(mention.found.word)
        before = self.mentions[-1] if self.mentions else None
        if former is None or before is None or not before.found.word.endswith(PREFECTURES):
            return mention
        city = city_of(former.successors[0])
        if city not in before.areas:
            return mention
        change = Change(former.year, former.successors, former.note)
        return Mention(mention.found, former.successors, FULL, (change,))

    def _narrowed(self, mention: Mention) -> Codes:
        """The last chain together with the next name; nothing when they contradict."""
        areas, chain, lineage = mention.areas, self.chains[-1], self.index.lineage
        if areas == chain and len(areas) == 1:  # 岳阳岳阳 is 岳阳县, so two want a closer look
            return areas
        between = self.text[self.place_end : mention.found.start]
        adjacent = len(between) < 3 and not any(map(is_han, between))
        deeper = tuple(code for code in areas if any(above in chain for above in lineage[code][1:]))
        # 荆州市公安局荆州分局 is that of a part of the city, whose name it bears: 荆州区.
        is_branch = self.text.startswith("分局", mention.found.end)
        if deeper and (adjacent or (is_branch and "公安局" in between)):
            return deeper
        same = tuple(code for code in areas if code in chain)
        return (
            same
            or deeper
            or tuple(code for code in chain if any(above in areas for above in lineage[code]))
        )


def _areas(changes: tuple[Change, ...]) -> Codes:
    return tuple(dict.fromkeys(code for change in changes for code in change.areas))


def _is_place(found: NameMatch) -> bool:
    return found.meaning.is_area or bool(found.meaning.townships)


def is_han(character: str) -> bool:
    """Whether it is a Chinese character (not a sign, digit or Latin letter)."""
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
