"""Whether an answer is right. Answers of every vintage count: an abolished code or name is as good
as the areas that hold its ground today."""

from functools import cache
from typing import Literal

from benchmarks.rivals.asking import Place
from benchmarks.rivals.questions import Question
from sites.areas import Spelling, gazetteer

Verdict = Literal["right", "wrong", "guess", "asked", "coarse", "nothing"]


def judge(question: Question, answer: list[Place]) -> Verdict:
    """right · wrong: an area that is not meant, silently · guess: one of several that are equally
    meant, silently · asked: several, a right one among them · coarse: an area above, alone or
    among several · nothing."""
    places = [codes for place in answer for codes in today(place)]
    if not places:
        return "right" if question.mode == "none" else "nothing"
    if question.mode == "none":
        return "wrong"
    hits = [bool(codes & _with_parts(question.right)) for codes in places]
    if not any(hits):
        above = _above(question.right)
        return "coarse" if any(codes & above for codes in places) else "wrong"
    if question.mode == "any":
        return _of_several(question, places, all_hit=all(hits))
    return "right" if all(hits) and _is_one(places) else "asked"


def _of_several(question: Question, places: list[frozenset[str]], *, all_hit: bool) -> Verdict:
    if len(places) == 1 and len(question.right) > 1:
        return "guess"
    named = frozenset().union(*places)
    return "right" if all_hit and question.right <= named else "asked"


def _is_one(places: list[frozenset[str]]) -> bool:
    return len(set(places)) == 1


def _with_parts(right: frozenset[str]) -> frozenset[str]:
    """The right areas, and for a city or a province its parts: finer than asked is no error."""
    return right | {part for code in right if code.endswith("00") for part in _parts(code)}


@cache
def _parts(code: str) -> frozenset[str]:
    below = [area.adcode for area in gazetteer().parts(code) if len(area.adcode) == 6]
    return frozenset(below).union(*(_parts(each) for each in below))


def _above(right: frozenset[str]) -> frozenset[str]:
    return frozenset(
        area.adcode for code in right for area in gazetteer().path(code) if area.adcode != code
    )


@cache
def today(place: Place) -> tuple[frozenset[str], ...]:
    """What an answer means today: one set where it is one area or the parts of a former one,
    several where its names leave open which. By its code or, where no area has it, by its names.

    An answer that means nothing we know of: its own code, which is never right.
    """
    code, province, city, county = place
    if code and gazetteer().get(code):
        return (frozenset({code}),)
    if found := _by_names(province, city, county):
        return found
    if code and (area := gazetteer().current(code)):
        return (frozenset({area.adcode}),)
    return (frozenset({code or f"?{province}{city}{county}"}),)


def _by_names(province: str, city: str, county: str) -> tuple[frozenset[str], ...]:
    """What the finest name means inside the others; 市辖区 and repeated names say nothing."""
    said = [name for name in (county, city, province) if name and name != "市辖区"]
    meant = _called(said[0]) if said else ()
    for name in said[1:]:
        above = frozenset().union(*_called(name))
        inside = tuple(codes for codes in meant if any(_lies_in(code, above) for code in codes))
        meant = inside or meant
    return meant


def _lies_in(code: str, above: frozenset[str]) -> bool:
    return any(area.adcode in above for area in gazetteer().path(code))


def _called(name: str) -> tuple[frozenset[str], ...]:
    """A set for each area of the name; one that bears it today goes before one that did."""
    spellings = _spellings().get(name, [])
    bearers = [each for each in spellings if each.kind == "current"] or spellings
    return tuple(frozenset(each.successors or (each.adcode,)) for each in bearers)


@cache
def _spellings() -> dict[str, list[Spelling]]:
    found: dict[str, list[Spelling]] = {}
    for spelling in gazetteer().spellings(townships=False):
        if spelling.kind in ("current", "old"):
            found.setdefault(spelling.text, []).append(spelling)
    return found
