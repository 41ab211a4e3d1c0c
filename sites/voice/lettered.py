"""A long list of areas under the letters with which their names are said."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sites.areas import Gazetteer
from sites.areas.naming import in_pinyin
from sites.directory.answer import Choice

# Ten rows of two are what a phone of 360 by 740 px shows at once; more are looked for by letter.
_MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The areas whose names begin with one letter, A to Z, in the order of their pinyin."""

    letter: str
    choices: tuple[Choice, ...]


def by_letter(places: Gazetteer, choices: Sequence[Choice]) -> tuple[LetterGroup, ...]:
    """The areas by the first letter of their pinyin; nothing for a list that is seen at once."""
    if len(choices) <= _MOST_AT_ONCE:
        return ()
    ordered = sorted(choices, key=lambda each: in_pinyin(places, each.area.adcode))
    groups = groupby(ordered, key=lambda each: in_pinyin(places, each.area.adcode)[:1].upper())
    return tuple(LetterGroup(letter, tuple(members)) for letter, members in groups)
