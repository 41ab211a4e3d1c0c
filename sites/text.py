"""One way to clean a text, used by everything that compares texts."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# The dashes that lists use between digits and numbers of a house.
_DASHES = re.compile(r"[‐‑‒–—―−－﹣ー─━]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


def tidy(text: str) -> str:
    """The text as a person would retype it: one space for any run of white space, no invisible
    or control characters, full-width letters, digits and punctuation of ASCII in half width.

    Chinese punctuation that has no ASCII twin （、。《》） stays.
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text)
    if text.isprintable():  # nearly every text; a look at each character costs ten times as much
        return text.strip()
    return "".join(c for c in text if unicodedata.category(c)[0] != "C").strip()


def dashes_to_hyphen(text: str) -> str:
    """Every kind of dash, also doubled, as one hyphen-minus."""
    return re.sub(r"-{2,}", "-", _DASHES.sub("-", text))


def squeeze(text: str) -> str:
    """The text for comparing: tidied, lower case, without any white space."""
    return tidy(text).lower().replace(" ", "")
