"""The folium map: our own Leaflet, nothing from other hosts, no text from any list.

folium's classes name files on foreign hosts in lists that belong to the class. Ours bring lists
of their own; folium's are never changed.
"""

from typing import Any

import folium
from branca.element import MacroElement
from folium.plugins import MarkerCluster
from folium.template import Template
from folium.utilities import JsCode

from sites.mapping.page_parts import MapParts
from sites.mapping.view import Bounds

LEAST_ZOOM = 3  # China fills a phone's width
MOST_ZOOM = 13  # 16 m a pixel: the base map has no streets to show beyond
# Pins nearer than this are drawn as one (CSS pixels). Two fingertips: 44 px targets never overlap.
_CLUSTER_RADIUS_PX = 68
_ROOM = Bounds(-30.0, 40.0, 70.0, 165.0)  # beyond it there is nothing to see
_LEG_COLOUR = "#8a7457"  # the outline's: reads on the light and on the dark map
# Ids in script and page; folium makes up new ones for each rendering unless they are given.
_NAME = "sites"


class _Map(folium.Map):
    # One file each with what markercluster brings and with our own (tools/squeeze_static.py).
    default_js = [("leaflet", "map.js")]  # noqa: RUF012  # as folium has it
    default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012


class _Pins(MarkerCluster):
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _Start(MacroElement):
    """Hands map, clusters and first view to scripts/start.js, which draws and fetches the rest.

    folium's FitBounds would do for the view, but it moves there slowly and so wins over the view
    of one area, which the page asks for afterwards.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "sitesMap.start("
        "{{ this._parent.get_name() }}, {{ this.pins.get_name() }}, {{ this.corners|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, pins: _Pins, bounds: Bounds) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.pins = pins
        self.corners = [[bounds.south, bounds.west], [bounds.north, bounds.east]]


def draw(bounds: Bounds) -> MapParts:
    """The parts of a map that first shows these bounds."""
    drawn = _empty_map()
    pins = _Pins(  # type: ignore[no-untyped-call]
        icon_create_function="sitesMap.clusterIcon",
        max_cluster_radius=_CLUSTER_RADIUS_PX,
        show_coverage_on_hover=False,
        spiderfy_shape_positions=JsCode("sitesMap.rings"),
        spider_leg_polyline_options={"weight": 1, "color": _LEG_COLOUR},
        animate=JsCode("sitesMap.moves"),
    )
    pins._id = _NAME
    drawn.add_child(pins)
    drawn.add_child(_Start(pins, bounds))
    return _parts(drawn)


def _empty_map() -> _Map:
    moves: Any = JsCode("sitesMap.moves")  # false where the visitor asked for less motion
    drawn = _Map(
        location=(35.0, 105.0),
        zoom_start=LEAST_ZOOM,
        zoom_snap=0.5,
        tiles=None,
        zoom_control=False,  # the page has buttons below the map
        attribution_control=False,
        prefer_canvas=True,
        max_bounds=True,
        zoom_animation=moves,
        fade_animation=moves,
        marker_zoom_animation=moves,
        inertia=moves,
        min_lat=_ROOM.south,
        min_lon=_ROOM.west,
        max_lat=_ROOM.north,
        max_lon=_ROOM.east,
    )
    drawn._id = _NAME
    # folium keeps these two for its tile layer, of which there is none; without the second,
    # clusters are never drawn.
    drawn.options |= {"min_zoom": LEAST_ZOOM, "max_zoom": MOST_ZOOM}
    return drawn


def _parts(drawn: _Map) -> MapParts:
    figure: Any = drawn.get_root()
    figure.render()
    styles = [*_Map.default_css, *_Pins.default_css]
    return MapParts(
        html=figure.html.render().strip(),
        script=figure.script.render(),
        stylesheets=(*(path for _, path in styles), "map.css"),
        scripts=tuple(path for _, path in (*_Map.default_js, *_Pins.default_js)),
    )
