"""Which areas are offered while a question is typed, and in what order."""

from sites.areas import Area, Gazetteer
from sites.directory.live import Directory
from sites.understanding.completing import completions


def offered(
    directory: Directory, gazetteer: Gazetteer, text: str, *, limit: int
) -> tuple[Area, ...]:
    """At most `limit` areas that a half-typed text may become, the likeliest first; of equals the
    larger kind of area, then the one with more sites.

    Townships last, and only where all of them fit: a few of a hundred 城关镇 would be a choice by
    chance, and the one that is meant is most likely not among them.
    """
    found = sorted(
        completions(gazetteer, text),
        key=lambda each: (each.rank, -directory.positions_in(each.area.adcode).size),
    )
    areas = [each.area for each in found if each.area.level != "township"][:limit]
    townships = [each.area for each in found if each.area.level == "township"]
    if len(areas) + len(townships) <= limit:
        areas += townships
    return tuple(areas)
