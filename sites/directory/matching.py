"""A question that was heard → the sites it leads to, before they are put in order."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sites.areas import Area
from sites.directory.live import Directory
from sites.directory.ordering import Mask, Positions, everywhere
from sites.questions import Question


@dataclass(frozen=True, slots=True)
class Matching:
    """positions: rising. in_words: only parts of the words were found. inside: mask over all
    positions, those of the place that the question names (all where it names none or several).
    """

    positions: Positions
    in_words: bool
    inside: Mask


def matching(directory: Directory, question: Question, *, is_slip: Callable[[], bool]) -> Matching:
    """The sites that a question leads to.

    A place comes before words in names: of a question that says no more than a place, all sites
    there, then what has its letters elsewhere (a 天津路 in 青岛). Where it says more, what it says
    letter by letter; else its parts, but these only inside the place: a 公安局 at the other end of
    China is no answer to 公安县公安局. is_slip: whether there are names like it: a likely slip
    (景的镇) says more than its parts found somewhere.
    """
    if question.telephone_code:
        found = directory.search.beginning(question.telephone_code)
        if found.size or len(question.place.areas) > 1:
            return Matching(found, in_words=False, inside=everywhere(directory))
    if len(question.place.areas) == 1:
        return _matching_in(directory, question)
    positions, in_words = _first_found(directory, question)
    if in_words and (question.is_several or is_slip()):
        positions = positions[:0]
    return Matching(positions, in_words, everywhere(directory))


def six_digits(area: Area) -> str:
    """The county's (or city's) code of a township: sites are kept by six digits."""
    return area.parent if area.level == "township" and area.parent else area.adcode


def _matching_in(directory: Directory, question: Question) -> Matching:
    """As matching, of a question that names one place."""
    inside = directory.positions_in(six_digits(question.place.areas[0]))
    mask = np.zeros(len(directory.sites), dtype=bool)
    mask[inside] = True
    whole = _exactly(directory, question.wordings[:1])
    elsewhere = whole[~mask[whole]]
    if question.left:
        positions, in_words = _first_found(directory, question)
        if (kept := positions[mask[positions]]).size:
            return Matching(np.union1d(kept, elsewhere), in_words, mask)
    return Matching(np.union1d(inside, elsewhere), in_words=False, inside=mask)


def _first_found(directory: Directory, question: Question) -> tuple[Positions, bool]:
    """Positions of the sites that hold the first of the wordings that any site holds, else the
    parts of the text or what is left of it; and whether only parts were found."""
    positions = _exactly(directory, question.wordings)
    if positions.size or not question.wordings:
        return positions, False
    in_parts = directory.search.in_parts(question.wordings[0])
    if in_parts.size:
        return in_parts, True
    matches = directory.search.find(" ".join(question.left))
    return matches.positions, matches.how != "exact"


def _exactly(directory: Directory, wordings: tuple[str, ...]) -> Positions:
    """Positions of the sites that hold the first of the wordings that any site holds."""
    found = (directory.search.exactly(wording) for wording in wordings)
    return next((each for each in found if each.size), np.empty(0, dtype=np.intp))
