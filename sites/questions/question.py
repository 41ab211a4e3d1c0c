"""What was heard."""

from dataclasses import dataclass

from sites.areas import Area
from sites.questions.topics import Topic
from sites.understanding import Understanding

NO_PLACE = Understanding((), (), "")


@dataclass(frozen=True, slots=True)
class Question:
    """What a text asks for.

    place: the areas, the likeliest first. is_several: they are different places that the text
    names, not readings of one. others: areas that may be meant instead of the one in `place`.
    wordings: what to look for in the texts of the sites, letter by letter: the first that is
    found counts; none when only the subject (采血点) was named. telephone_code: 028, when the text
    is one.
    topics: what it asks about the procedure; otherwise: what to say when nothing is found.
    left: the pieces that are neither a known place nor noise: a street, a unit, or a slip of the
    pen. asks_where: it names no place and nothing else that could be looked for.
    """

    place: Understanding = NO_PLACE
    is_several: bool = False
    others: tuple[Area, ...] = ()
    wordings: tuple[str, ...] = ()
    telephone_code: str = ""
    topics: tuple[Topic, ...] = ()
    otherwise: tuple[Topic, ...] = ()
    left: tuple[str, ...] = ()
    asks_where: bool = False
