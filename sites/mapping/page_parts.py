"""The map as the parts that our page puts together; see drawing.py for what folium does."""

from collections.abc import Sequence
from dataclasses import dataclass

from sites.mapping.view import first_view
from sites.records import Site


@dataclass(frozen=True, slots=True)
class MapParts:
    """html: the element the map is drawn in; holds no script and no style.
    script: what folium wrote, to be served as a file of its own and run last.
    stylesheets, scripts: names under static/, in the order in which the page loads them.
    """

    html: str
    script: str
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]


def map_parts(sites: Sequence[Site]) -> MapParts:
    """The parts of the map of these sites, the same for the same sites.

    It first shows all of them, or the whole of China for a national list.
    Reads folium in on the first call (0.2 s, 20 MB): build once for each directory.
    """
    from sites.mapping.drawing import draw  # noqa: PLC0415  # see above

    return draw(first_view(sites))
