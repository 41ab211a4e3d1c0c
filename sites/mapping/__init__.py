"""Sites → the parts of the map pages. The home of folium, which is read in when a map is drawn.

No text from a list enters folium: what it writes is a script, and a text in it would run
(docs/map.md). The pins carry numbers only; the page's own script asks for the rest.
"""

from sites.mapping.area_map import AreaMap, area_map
from sites.mapping.page_map import map_parts
from sites.mapping.page_parts import MapParts
from sites.mapping.pins import pins, units
from sites.mapping.view import Bounds, focus_bounds

__all__ = [
    "AreaMap",
    "Bounds",
    "MapParts",
    "area_map",
    "focus_bounds",
    "map_parts",
    "pins",
    "units",
]
