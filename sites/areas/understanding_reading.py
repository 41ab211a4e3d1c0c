"""Which of the names in a text are meant, and how they hang together.

A name joins the chain before it when one is above the other (成都 → 武侯); a full name that does
not fit begins a chain of its own, a short one is a street or a word (武汉市江汉区北京路).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sites.areas.understanding_names import Found, Meaning, NameIndex
from sites.areas.understanding_words import (
    COMMON_NOUNS,
    EVERYDAY,
    NO_AREA_AFTER,
    NO_COUNTY_AFTER,
)

Codes = tuple[str, ...]
_NO_MEANING = Meaning()
FULL, SHORT = 2, 1  # how much a mention counts when chains contradict each other


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that was taken as a place: what it may mean, how much it counts."""

    found: Found
    areas: Codes
    weight: int


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
    has_part: Callable[[str, str], bool]
    chains: list[Codes] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    townships: list[tuple[Found, bool]] = field(default_factory=list)
    refused: list[Found] = field(default_factory=list)
    place_end: int = 0
    _edge: int = 0

    def take_all(self) -> None:
        found = self.index.find(self.text)
        nothing = Found(-1, -1, "", _NO_MEANING)
        if self.within is not None:
            self.chains.append((self.within,))
        for each, following in zip(found, [*found[1:], nothing], strict=False):
            self._take(each, following if following.start == each.end else nothing)

    def _take(self, found: Found, following: Found) -> None:
        meaning = found.meaning
        at_edge = self._is_edge(found.start)
        if meaning.townships:
            self.townships.append((found, at_edge))
            self._edge = found.end
        areas, weight = self._areas_meant(found, following, at_edge)
        if areas:
            self._join(Mention(found, areas, weight))
        elif meaning.is_unit:
            self._edge = found.end

    def _is_edge(self, position: int) -> bool:
        """Whether a name may begin here: after a place, a unit, a sign, a digit or nothing."""
        return position in (0, self._edge) or not is_han(self.text[position - 1])

    def _areas_meant(self, found: Found, following: Found, at_edge: bool) -> tuple[Codes, int]:
        meaning = found.meaning
        if meaning.is_no_place:
            return (), 0
        full = self._full(found, at_edge)
        short = self._short(found, following, at_edge) if meaning.short else ()
        if full or short:
            return self._inside(found, full + short), FULL if full else SHORT
        return self._old(found, following, at_edge)

    def _full(self, found: Found, at_edge: bool) -> Codes:
        areas = found.meaning.full
        if not areas or (len(found.word) == 2 and not at_edge) or self._is_market(found):
            return ()
        if found.word in COMMON_NOUNS and not self._is_whole(found):
            return self._fitting(areas)
        return areas

    def _old(self, found: Found, following: Found, at_edge: bool) -> tuple[Codes, int]:
        meaning = found.meaning
        if meaning.old and (len(found.word) > 2 or at_edge) and not self._is_market(found):
            common = found.word in COMMON_NOUNS and not self._is_whole(found)
            return self._inside(found, self._fitting(meaning.old) if common else meaning.old), FULL
        if meaning.old_short and not meaning.full and not meaning.short:
            areas = self._accept_short(found, following, meaning.old_short) if at_edge else ()
            return self._inside(found, areas), SHORT
        return (), 0

    def _is_market(self, found: Found) -> bool:
        return found.word[-1] == "市" and self.text.startswith("场", found.end)

    def _is_whole(self, found: Found) -> bool:
        return found.start == 0 and found.end == len(self.text)

    def _short(self, found: Found, following: Found, at_edge: bool) -> Codes:
        areas = found.meaning.short
        if self._is_whole(found):
            return areas
        return self._accept_short(found, following, areas) if at_edge else ()

    def _accept_short(self, found: Found, following: Found, areas: Codes) -> Codes:
        """The areas a short name may mean here; none where it is part of another word."""
        is_high = any(code.endswith("00") for code in areas)
        no_area = NO_AREA_AFTER if is_high else NO_COUNTY_AFTER
        if not _is_place(following) and no_area.match(self.text, found.end):
            return ()
        if self.chains:
            return self._fitting(areas)
        if is_high or self._is_closed(found, following) or self._is_telling(found, areas):
            return areas
        return ()

    def _is_closed(self, found: Found, following: Found) -> bool:
        """Whether the name ends here beyond doubt."""
        if found.end == len(self.text) or not is_han(self.text[found.end]):
            return True
        after = following.meaning
        return after.is_unit or bool(after.full or after.old or after.townships)

    def _is_telling(self, found: Found, areas: Codes) -> bool:
        """Whether the short name of a county is no everyday word: 昆山前进路, 石景山古城大街."""
        if len(areas) > 1:
            return False
        is_city = bool((whole := self.index.meaning(found.word + "市")) and whole.full == areas)
        if len(found.word) > 2 or (is_city and found.word not in EVERYDAY):
            return True
        return self.has_part(areas[0], self.text[found.end : found.end + 5])

    def _inside(self, found: Found, areas: Codes) -> Codes:
        """The areas that lie in `within`, or hold it."""
        if self.within is None or not areas:
            return areas
        lineage = self.index.lineage
        inside = tuple(
            code for code in areas if self.within in lineage[code] or code in lineage[self.within]
        )
        if not inside:
            self.refused.append(found)
        return inside

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
        end = mention.found.end
        adjacent = mention.found.start == self.place_end
        self.mentions.append(mention)
        fit = self._narrowed(mention.areas, adjacent) if self.chains else ()
        if fit:
            self.chains[-1] = fit
        else:
            self.chains.append(mention.areas)
        self.place_end = self._edge = end

    def _narrowed(self, areas: Codes, adjacent: bool) -> Codes:
        """The last chain together with the next name; nothing when they contradict."""
        chain, lineage = self.chains[-1], self.index.lineage
        deeper = tuple(code for code in areas if any(above in chain for above in lineage[code][1:]))
        if deeper and adjacent:
            return deeper
        same = tuple(code for code in areas if code in chain)
        return (
            same
            or deeper
            or tuple(code for code in chain if any(above in areas for above in lineage[code]))
        )


def _is_place(found: Found) -> bool:
    meaning = found.meaning
    return bool(meaning.full or meaning.short or meaning.old or meaning.townships)


def is_han(character: str) -> bool:
    """Whether it is a Chinese character (not a sign, digit or Latin letter)."""
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
