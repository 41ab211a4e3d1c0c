"""The map as the parts that our page puts together."""

from dataclasses import dataclass


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
