"""Names that a question may have meant: offered with where they lie, never assumed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sites.areas import Area, Gazetteer
from sites.questions.noise import bare, names_nothing
from sites.questions.question import Question
from sites.understanding import understand

Suggest = Callable[[str], tuple[str, ...]]
_MOST = 6
_MOST_PIECES = 3
# A slip leaves about as many characters as a name has; 呼伦贝尔市鄂伦春自治旗 is two.
_LONGEST_SLIP = 16
# What is left of a text begins with something called a division, which no area is.
_DIVISION = re.compile(r"[一-龥]{1,6}?[区县市旗州盟]")
# No area's name ends so; a station or a hospital is no slip of one.
_SHORT = re.compile(r"[一-龥]{1,3}[^站院园村路街镇乡楼厦]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """name: of an area or a unit. path: the area's, province first; empty for a unit."""

    name: str
    path: tuple[Area, ...] = ()

    @property
    def above(self) -> tuple[str, ...]:
        """The names of what holds it, province first; empty for a unit and a province."""
        return tuple(area.name for area in self.path[:-1])

    @property
    def text(self) -> str:
        """What to ask for instead."""
        return "".join(self.above) + self.name


def suggestions(
    gazetteer: Gazetteer, question: Question, suggest: Suggest
) -> tuple[Suggestion, ...]:
    """What a question may have meant instead, the likeliest first.

    suggest: names similar to a text. With a province or city understood only what lies in it.
    """
    found = [*(_of_area(gazetteer, area) for area in question.others)]
    areas = question.place.areas
    if not areas:
        found += _anywhere(gazetteer, question.left, suggest)
    elif len(areas) == 1 and areas[0].level in ("province", "city"):
        found += _inside(gazetteer, areas[0], question.left, suggest)
    return tuple(islice(dict.fromkeys(found), _MOST))


def _anywhere(gazetteer: Gazetteer, left: Iterable[str], suggest: Suggest) -> Iterator[Suggestion]:
    for piece in _slips(left):
        for wording in dict.fromkeys((bare(piece), piece)):
            for name in suggest(wording):
                yield from _named(gazetteer, name)


def _inside(
    gazetteer: Gazetteer, area: Area, left: Iterable[str], suggest: Suggest
) -> Iterator[Suggestion]:
    for piece in islice(_slips(left), 1):
        division, short = _DIVISION.match(piece), _SHORT.fullmatch(bare(piece))
        for found in filter(None, (division, short)):
            for name in suggest(found[0]):
                for each in understand(gazetteer, name, within=area.adcode).areas:
                    if each.level != "township":
                        yield _of_area(gazetteer, each)


def _slips(left: Iterable[str]) -> Iterator[str]:
    short = (
        piece for piece in left if 2 <= len(piece) <= _LONGEST_SLIP and not names_nothing(piece)
    )
    return islice(short, _MOST_PIECES)


def _named(gazetteer: Gazetteer, name: str) -> Iterator[Suggestion]:
    """The areas of a name, or the unit that bears it."""
    areas = [area for area in understand(gazetteer, name).areas if area.name == name]
    if not areas:
        yield Suggestion(name)
    yield from (_of_area(gazetteer, area) for area in areas)


def _of_area(gazetteer: Gazetteer, area: Area) -> Suggestion:
    path = gazetteer.path(area.adcode)
    return Suggestion(path[-1].name, path)
