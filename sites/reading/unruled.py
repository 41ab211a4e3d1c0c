"""Lists without a table: texts whose lines are the list themselves."""

from collections.abc import Sequence

from sites.reading.sheets import Line


def unruled_lines(texts: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(the lines of the list that the texts are, empty when they are none; the texts left)."""
    return [], list(texts)
