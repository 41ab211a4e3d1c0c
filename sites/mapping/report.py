"""The map of an operator's report: one page that works from a disk, without any other file.

Leaflet, base map and points stand in the page. The points are numbers; what they say is read
from the page's own table by textContent, so that no text of a list enters a script.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from sites.exporting import text_beside

_NAME = "report"
_MOST_ZOOM = 18
_ROOM = ((-10.0, 60.0), (60.0, 150.0))  # beyond it there is nothing to see


@dataclass(frozen=True, slots=True)
class Pin:
    """row: number of the table row (its id is row-N). kind: which colour it has, from 0."""

    lat: float
    lon: float
    row: int
    kind: int


@dataclass(frozen=True, slots=True)
class ReportMap:
    """html: the element. style, scripts: what stands in the page, in this order."""

    html: str
    style: str
    scripts: tuple[str, ...]


class _Map(folium.Map):
    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # as folium has it; all is in the page
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _Pins(MacroElement):
    """Outline, dashes and points, drawn by report.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "drawReport({{ this._parent.get_name() }}, {{ this.pins|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, pins: Sequence[Pin]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.pins = [[pin.lat, pin.lon, pin.row, pin.kind] for pin in pins]


def report_map(pins: Sequence[Pin], static: Path) -> ReportMap:
    """The map of these points (WGS-84), for a page with a table whose rows have the ids row-N.

    static: the folder that holds Leaflet and the base map.
    """
    drawn = _Map(
        location=(35.0, 105.0),
        zoom_start=4,
        tiles=None,
        attribution_control=False,
        prefer_canvas=True,
        max_bounds=True,
        min_lat=_ROOM[0][0],
        min_lon=_ROOM[0][1],
        max_lat=_ROOM[1][0],
        max_lon=_ROOM[1][1],
    )
    drawn._id = _NAME
    drawn.options |= {"min_zoom": 3, "max_zoom": _MOST_ZOOM}
    drawn.add_child(_Pins(pins))
    figure: Any = drawn.get_root()
    figure.render()
    leaflet = static / "vendor" / "leaflet"
    return ReportMap(
        html=figure.html.render().strip(),
        style=(leaflet / "leaflet.css").read_text(encoding="utf-8"),
        scripts=(
            (leaflet / "leaflet.js").read_text(encoding="utf-8"),
            f"var CHINA = {_base_map(static)};",
            _drawing(),
            figure.script.render(),
        ),
    )


@cache
def _base_map(static: Path) -> str:
    """The outline, never simplified, with the dashes and its source, as docs/map.md asks."""
    whole = json.loads((static / "basemap" / "china.json").read_text(encoding="utf-8"))
    kept = {name: whole[name] for name in ("source", "arcs", "undefined")}
    kept |= {name: whole["lines"][name] for name in ("dashes", "sea", "hongkong")}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _drawing() -> str:
    """The page's own script: what reads the lines of the base map, and what draws them."""
    parts = ("scripts/encoding.js", "report.js")
    return "".join(text_beside(__package__, name) for name in parts)
