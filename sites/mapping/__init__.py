"""Sites → the parts of the map page. The home of folium, which is only read in when a map is drawn.

No text from a list enters folium: what it writes is a script, and a text in it would run
(docs/map.md). The pins carry numbers and ids; scripts/card.js asks for the rest after a tap.
"""

from sites.mapping.page_map import map_parts
from sites.mapping.page_parts import MapParts
from sites.mapping.pins import pins
from sites.mapping.view import focus_bounds

__all__ = ["MapParts", "focus_bounds", "map_parts", "pins"]
