"""The area of a row on the desk: refused without one, and what does not agree is noted there."""

import re

from sites.areas import Area
from sites.assembling.desk import Desk
from sites.geocoding import Listener, PlaceText, resolve_area

_PLACE_COLUMNS = ("address", "unit", "county", "city", "province")
_CHANGE = re.compile("「([^「」]+)」[0-9]{4} 年")
_QUOTED = re.compile("「([^「」]+)」")


def read_area(desk: Desk, listener: Listener) -> Area:
    """The row's area of today; what was changed or does not agree is noted on the desk.

    Raises RefusedError when the words name no area, or several.
    """
    place = PlaceText(**{column: desk.cell(column) for column in _PLACE_COLUMNS})
    resolved = resolve_area(place, listener)
    if resolved.area is None:
        raise desk.refuse(_column_of(desk, ""), "".join(resolved.notes))
    for note in resolved.notes:
        if _is_about_printed_words(desk, note):
            desk.note(_column_of(desk, note), note)
    return resolved.area


def _is_about_printed_words(desk: Desk, note: str) -> bool:
    """False for a change of a name that the row holds only by chance: 光化县 in 光化办事处."""
    changed = _CHANGE.match(note)
    return changed is None or any(changed[1] in desk.cell(column) for column in _PLACE_COLUMNS)


def _column_of(desk: Desk, note: str) -> str:
    """The column that holds a word the note quotes; else the first that says anything."""
    told = [column for column in _PLACE_COLUMNS if desk.cell(column)]
    for word in _QUOTED.findall(note):
        for column in told:
            if word in desk.cell(column):
                return column
    return next(iter(told), "address")
