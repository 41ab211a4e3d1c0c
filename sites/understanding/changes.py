"""What became of an area, as a sentence that can be said in other languages.

The gazetteer has such sentences by the thousand (history.tsv.gz, former.py), made after four
patterns.
"""

import re

from sites.areas import Gazetteer
from sites.areas.naming import PlaceNames
from sites.saying import Sentence, mark

_QUOTED = "「[^」]+」"
_WORDINGS = (
    mark("%(old)s%(year)s 年改为%(new)s。"),
    mark("%(old)s%(year)s 年撤销，今属%(today)s。"),
    mark("%(old)s%(year)s 年改为%(new)s，今属%(today)s。"),
    mark("原来的县级%(old)s%(year)s 年撤销，今属%(today)s。"),
)
_PIECES = {
    "%(old)s": f"(?P<old>{_QUOTED})",
    "%(new)s": f"(?P<new>{_QUOTED})",
    "%(year)s": "(?P<year>[0-9]{4})",
    "%(today)s": f"(?P<today>{_QUOTED}(?:、{_QUOTED})*)",
}


def _pattern(wording: str) -> re.Pattern[str]:
    for placeholder, pattern in _PIECES.items():
        wording = wording.replace(placeholder, pattern)
    return re.compile(wording)


_PATTERNS = tuple((wording, _pattern(wording)) for wording in _WORDINGS)


def change_told(gazetteer: Gazetteer, note: str, areas: tuple[str, ...]) -> str:
    """A note of the gazetteer with its names known as names. areas: codes of those that it leads
    to today. A note of another pattern stays as it is."""
    for wording, pattern in _PATTERNS:
        if found := pattern.fullmatch(note):
            names = {
                part: text if part == "year" else _names(gazetteer, text, areas)
                for part, text in found.groupdict().items()
            }
            return Sentence(wording, **names)
    return note


def _names(gazetteer: Gazetteer, text: str, areas: tuple[str, ...]) -> PlaceNames:
    own = [gazetteer.path(code)[-1:] for code in areas]
    is_of_today = text == "、".join(f"「{area.name}」" for (area,) in own)
    return PlaceNames(text, *(own if is_of_today else ()))
