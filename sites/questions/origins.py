"""From where the distances of an answer are told: the street, house, village or office that a
question names inside its place, else the place's own point."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sites.areas import Gazetteer
from sites.areas.office_words import how_near
from sites.questions.noise import bare
from sites.questions.question import Question
from sites.records import Fix
from sites.understanding.texts import simplified

# A unit is what is looked for, and no place to start from unless somebody stands beside it.
_UNIT = re.compile("公安|派出所|警")
# Names of villages and towns are kept without what says so.
_KIND = "(?:村|社区|嘎查|居委会|屯|镇|乡|街道|苏木)?"


@dataclass(frozen=True, slots=True)
class Origin:
    """fix: None where the question names no place, or several; its `matched` is the name of what
    was found inside the place, empty where that is the place itself. notes: for the visitor, why
    what is named there is not the origin, or which part of it is."""

    fix: Fix | None
    notes: tuple[str, ...] = ()


def origin_of(gazetteer: Gazetteer, question: Question) -> Origin:
    """The origin of a question. What it says beside its place is looked for in that county or
    township alone; where it could be several things, it is none, and the notes say so."""
    areas = question.place.areas
    if len(areas) != 1:
        return Origin(None)
    adcode, notes = areas[0].adcode, tuple[str, ...]()
    for text in _texts(question):
        finer, told = _inside(gazetteer, adcode, text)
        notes = notes or told
        if finer is not None:
            return Origin(replace(finer, matched=as_written(text, finer.matched)), told)
    return Origin(gazetteer.fix(adcode), notes)


def _texts(question: Question) -> Iterator[str]:
    """What is said beside the place: as it stands, then without the words around it; each in
    simplified characters, as the names are kept, then as it was typed."""
    rest = question.place.rest
    if not rest:
        return
    texts = (rest, " ".join(map(bare, question.left)))
    yield from filter(None, dict.fromkeys((*map(simplified, texts), *texts)))


def _inside(gazetteer: Gazetteer, adcode: str, text: str) -> tuple[Fix | None, tuple[str, ...]]:
    building = gazetteer.building(adcode, text)
    if building is not None and not building.is_coarse:
        return (None if _is_asked_for(building.matched, text) else building), ()
    street, notes = gazetteer.street(adcode, text)
    return (None if street and _is_asked_for(street.matched, text) else street), notes


def _is_asked_for(name: str, text: str) -> bool:
    return _UNIT.search(name) is not None and how_near(text.partition(name)[2]) != "beside"


def named_inside(gazetteer: Gazetteer, adcode: str, text: str) -> Fix | None:
    """The street, estate, village or office that a text in simplified characters names in a county;
    None where it names none, or several."""
    fix, _ = gazetteer.street(adcode, text)
    return None if fix is None or _is_asked_for(fix.matched, text) else fix


def as_written(text: str, name: str) -> str:
    """A name that stands in a text, with 村 or its like behind it where that stands there."""
    found = re.search(re.escape(name) + _KIND, text)
    return found[0] if found else name
