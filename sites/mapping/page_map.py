"""Sites → the map of a page; see drawing.py for what folium does."""

from collections.abc import Sequence

from sites.mapping.page_parts import MapParts
from sites.mapping.view import first_view
from sites.records import Site


def map_parts(sites: Sequence[Site]) -> MapParts:
    """The parts of the map of these sites, the same for the same sites.

    It first shows all of them, or the whole of China for a national list.
    Reads folium in on the first call (0.2 s, 20 MB): build once for each directory.
    """
    from sites.mapping.drawing import draw  # noqa: PLC0415  # weight: folium, 0.2 s and 20 MB

    return draw(first_view(sites))
