"""The order in which a question is heard: what it is first, then which place it names."""

import re
from dataclasses import replace
from functools import lru_cache

from sites.areas import Area, Gazetteer
from sites.areas.naming import PlaceNames, quoted
from sites.questions import letters, noise, numbers
from sites.questions.asked_places import Heard, hear_places
from sites.questions.foreign_places import abroad, may_be_abroad
from sites.questions.question import Question
from sites.questions.spacing import pieces
from sites.questions.topics import Topic, otherwise, service, topics
from sites.saying import Sentence, mark
from sites.text import tidy
from sites.understanding import LONGEST_TEXT, Understanding, understand
from sites.understanding.name_index import name_index
from sites.understanding.texts import simplified

_HAN = re.compile(r"[㐀-鿿]")
_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile(r"[A-Za-z']+")
_LEAST_LETTERS = 4  # of a name in pinyin beside Chinese characters
_LEAST_DIGITS = 3  # fewer stand in every third number
_MOST_SHOWN = 12  # characters of a word that was not understood
_ADDRESS = re.compile(r"\w+://\S+|www\.\S+")
_AREA_PAGE = re.compile(r"/areas/(\d{6})(?!\d)")
_ABROAD_NOTE = mark("「%(place)s」在中国以外，这里只有国内的采血点。")


@lru_cache(maxsize=1024)
def hear(gazetteer: Gazetteer, text: str) -> Question:
    """What a text asks for. Never raises, whatever it holds; a text of more than LONGEST_TEXT
    characters asks for nothing.

    The last thousand are remembered, in this process only: most families ask for a city.
    """
    text = tidy(text)
    if len(text) > LONGEST_TEXT:
        return Question(place=understand(gazetteer, text))
    of_digits = _of_digits(gazetteer, text) if _DIGIT.search(text) else None
    return of_digits or _of_words(gazetteer, text)


def _of_digits(gazetteer: Gazetteer, text: str) -> Question | None:
    """A code, a number that everybody dials, an address of our own pages; None for others."""
    if (said := service(text)) is not None:
        return Question(topics=(said,))
    if page := _AREA_PAGE.search(text):
        text = page[1]
    if areas := numbers.areas_by_code(gazetteer, text):
        return Question(Understanding(areas, (text,), "", _code_notes(text, areas)))
    code, areas = numbers.telephone_code(gazetteer, text)
    if code:
        return Question(Understanding(areas, (text,), ""), telephone_code=code)
    return None


def _code_notes(text: str, areas: tuple[Area, ...]) -> tuple[str, ...]:
    """What a bare code is; the six digits of an identity card need no word."""
    if not text.isdigit():
        return ()
    names = PlaceNames(
        "、".join(f"「{area.name}」" for area in areas), *((area,) for area in areas)
    )
    if text == areas[0].adcode:
        return (Sentence("%(code)s 是%(names)s的区划代码。", code=text, names=names),)
    wording = mark("%(code)s 是从前的区划代码，那里今属%(names)s。")
    return (Sentence(wording, code=text, names=names),)


def _of_words(gazetteer: Gazetteer, text: str) -> Question:
    text = _ADDRESS.sub(" ", text).strip() or text
    heard = _heard(gazetteer, text)
    says_more = not heard.place.areas or len(text) > len("".join(heard.place.matched))
    said = topics(text, has_place=bool(heard.place.areas)) if says_more else ()
    abroad_notes = _abroad_notes(gazetteer, text)
    if heard.place.areas:
        return _with_place(text, heard, said, abroad_notes)
    notes = heard.place.notes or abroad_notes
    if notes or said or _names_nothing(text):
        place = Understanding((), (), "", notes)
        return Question(place, topics=said, asks_where=not said)
    left = noise.plain(text)
    return Question(
        heard.place, wordings=_wordings(text), otherwise=otherwise(text), left=left or (text,)
    )


def _heard(gazetteer: Gazetteer, text: str) -> Heard:
    if not _HAN.search(text):
        return letters.hear_letters(gazetteer, text)
    heard = hear_places(gazetteer, text)
    if not heard.place.areas and (simple := simplified(text)) != text:
        heard = hear_places(gazetteer, simple)
    return _with_letters(gazetteer, heard)


def _with_letters(gazetteer: Gazetteer, heard: Heard) -> Heard:
    """河南zhoukou: the letters beside a place name one in it."""
    letters_beside = " ".join(_LETTERS.findall(heard.unknown))
    if len(heard.place.areas) != 1 or len(letters_beside) < _LEAST_LETTERS:
        return heard
    within = heard.place.areas[0]
    finer = understand(gazetteer, letters_beside, within=within.adcode)
    if len(finer.areas) != 1 or finer.areas[0].adcode == within.adcode:
        return heard
    return Heard(finer)


def _with_place(
    text: str, heard: Heard, said: tuple[Topic, ...], abroad_notes: tuple[str, ...]
) -> Question:
    left = () if heard.is_several else noise.plain(heard.unknown)
    notes = (*heard.place.notes, *abroad_notes, *_lost_notes(heard.place, left))
    return Question(
        replace(heard.place, notes=tuple(dict.fromkeys(notes))),
        heard.is_several,
        heard.others,
        wordings=_wordings(text, () if heard.is_several else heard.place.matched),
        topics=said,
        left=left,
    )


def _lost_notes(place: Understanding, left: tuple[str, ...]) -> tuple[str, ...]:
    """A word behind a province may be the very place: it is not dropped without a word."""
    (area, *others) = place.areas
    is_vague = area.level == "province" and not area.name.endswith("市") and not others
    words = [
        word
        for word in left
        if _HAN.search(word) and not _DIGIT.search(word) and not noise.names_nothing(word)
    ]
    if not is_vague or not words:
        return ()
    wording = mark("没有认出「%(word)s」，先按%(area)s找；写上县名或市名会更准。")
    return (Sentence(wording, word=words[0][:_MOST_SHOWN], area=quoted(area)),)


def _wordings(text: str, matched: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What to look for in the sites' texts: the whole, the whole from each finer name on (the list
    has 长春市救助管理站 without its province), a number in it."""
    starts = (text.find(word) for word in matched[1:])
    finer = (text[start:] for start in starts if start > 0)
    wordings = (text, *finer, numbers.telephone_number(text))
    return tuple(dict.fromkeys(filter(None, wordings)))


def _abroad_notes(gazetteer: Gazetteer, text: str) -> tuple[str, ...]:
    if not may_be_abroad(text):
        return ()
    parts = pieces(text, name_index(gazetteer))
    foreign = abroad(noise.begun(piece.text) for piece in parts)
    return (Sentence(_ABROAD_NOTE, place=foreign),) if foreign else ()


def _names_nothing(text: str) -> bool:
    """Whether there is nothing to look for: one character, two digits, or only words of the
    subject."""
    if len(text) < 2 or (text.isdigit() and len(text) < _LEAST_DIGITS):
        return True
    return noise.names_nothing(text) if _HAN.search(text) else letters.is_noise(text)
