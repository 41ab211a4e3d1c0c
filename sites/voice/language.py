"""In which language people are spoken to, and sentences in it.

The source is simplified Chinese: its sentences are the keys of the catalogues (translations/), and
saying them costs no look-up. What no visitor asked for (commands, logs, tests) is said in it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from sites.saying import mark

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Language:
    """code: in an address (/en/…), empty for the source. tag: BCP 47, for lang and hreflang.
    locale: the catalogue's, as Babel names it. own_name: what its readers call it.

    gap: between two sentences, or a sentence and a name. either: between two alternatives.
    script: below static/, with what scripts of the pages say. direction, of_data, of_copies:
    attributes of HTML, empty where they go without saying: the direction of writing; the language
    of names and addresses as they were published; that of what is copied or shown to people in
    China.
    """

    code: str
    tag: str
    locale: str
    own_name: str
    gap: str = ""
    either: str = "或"
    script: str = ""
    direction: Markup = _NOTHING
    of_data: Markup = _NOTHING
    of_copies: Markup = _NOTHING

    @property
    def is_foreign(self) -> bool:
        """Whether sentences must be looked up."""
        return bool(self.code)


_CHINESE = Markup(' lang="zh-Hans"')
SOURCE = Language("", "zh-Hans", "zh_Hans", "简体")
TRADITIONAL = Language(
    "zh-hant", "zh-Hant", "zh_Hant", "繁體", script="words/zh-hant.js", of_copies=_CHINESE
)
ENGLISH = Language(
    "en", "en", "en", "English", " ", " or ", "words/en.js", of_data=_CHINESE, of_copies=_CHINESE
)
LANGUAGES = (SOURCE, TRADITIONAL, ENGLISH)


class Catalogue(Protocol):
    """Sentences of one language by those of the source."""

    def gettext(self, message: str, /) -> str:
        """The sentence; the message itself where it is missing."""

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """The sentence for so many."""

    def __hash__(self) -> int:
        """Each catalogue is one thing, whatever stands in it."""


_LANGUAGE: ContextVar[Language] = ContextVar("language", default=SOURCE)
_CATALOGUE: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


@contextmanager
def speaking(language: Language, catalogue: Catalogue | None = None) -> Iterator[None]:
    """Speak a language inside the block, in this thread. Its catalogue may come later (`take`)."""
    spoken, taken = _LANGUAGE.set(language), _CATALOGUE.set(catalogue)
    try:
        yield
    finally:
        _LANGUAGE.reset(spoken)
        _CATALOGUE.reset(taken)


def take(catalogue: Catalogue) -> None:
    """The catalogue of the language that is spoken now."""
    _CATALOGUE.set(catalogue)


# spoken(): the language that is spoken now. Not a function around it: a page asks a hundred times.
spoken: Callable[[], Language] = _LANGUAGE.get


# catalogue(): of the language that is spoken; None where its sentences need no look-up.
catalogue: Callable[[], Catalogue | None] = _CATALOGUE.get


def tongue() -> tuple[Hashable, ...]:
    """The language that is spoken and its catalogue: all that sentences depend on beside their
    values, for whoever keeps some."""
    return _LANGUAGE.get().code, _CATALOGUE.get()


def say(wording: str, /, **values: object) -> str:
    """A whole sentence, its values put in where %(name)s stands."""
    catalogue = _CATALOGUE.get()
    text = wording if catalogue is None else catalogue.gettext(wording)
    return text % values if values else text


def say_count(wording: str, n: int, /, **values: object) -> str:
    """As say, of n things: %(n)s in the wording. Other languages tell one from many."""
    catalogue = _CATALOGUE.get()
    text = wording if catalogue is None else catalogue.ngettext(wording, wording, n)
    return text % {"n": n, **values}


__all__ = [
    "ENGLISH", "LANGUAGES", "SOURCE", "TRADITIONAL", "Catalogue", "Language", "catalogue", "mark",
    "say", "say_count", "speaking", "spoken", "take", "tongue",
]  # fmt: skip
