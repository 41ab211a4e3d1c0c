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
    """Outline, dashes and points, drawn by _DRAWING."""

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
            _DRAWING,
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


# Decodes the lines as static/map.js does (sites/mapping/encoding.py).
_DRAWING = """
function decodeLine(text) {
  var points = [], sums = [0, 0], turn = 0;
  for (var at = 0; at < text.length; turn ^= 1) {
    var bits = 0, shift = 0, five;
    do {
      five = text.charCodeAt(at++) - 63;
      bits |= (five & 31) << shift;
      shift += 5;
    } while (five >= 32);
    sums[turn] += bits & 1 ? ~(bits >> 1) : bits >> 1;
    if (turn) { points.push([sums[0] / 10000, sums[1] / 10000]); }
  }
  return points;
}
function drawReport(map, pins) {
  var ink = { color: '#8a7457', weight: 1, interactive: false, smoothFactor: 0.5 };
  CHINA.arcs.forEach(function (arc, at) {
    var open = CHINA.undefined.indexOf(at) >= 0;
    L.polyline(decodeLine(arc), L.extend({}, ink, open ? { dashArray: '5 4' } : {})).addTo(map);
  });
  CHINA.sea.concat(CHINA.hongkong).forEach(function (line) {
    L.polyline(decodeLine(line), L.extend({}, ink, { dashArray: '3 3' })).addTo(map);
  });
  CHINA.dashes.forEach(function (line) {
    L.polyline(decodeLine(line), L.extend({}, ink, { weight: 2 })).addTo(map);
  });
  L.control.attribution({ prefix: false }).addAttribution(CHINA.source).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  var colours = ['#5c5c5c', '#5c5c5c', '#7b1fa2', '#c62828', '#d84315', '#00695c', '#1565c0',
    '#f9a825'];
  var box = [];
  // The gravest are drawn last, on top.
  pins.slice().reverse().forEach(function (pin) {
    var row = document.getElementById('row-' + pin[2]);
    var mark = L.circleMarker([pin[0], pin[1]],
      { radius: 6, color: '#fff', weight: 1, fillColor: colours[pin[3]], fillOpacity: 0.9 });
    box.push([pin[0], pin[1]]);
    mark.bindPopup(function () {
      var told = document.createElement('div');
      Array.prototype.forEach.call(row.cells, function (cell) {
        var line = document.createElement('p');
        line.textContent = cell.textContent;
        told.appendChild(line);
      });
      var link = document.createElement('a');
      link.href = '#row-' + pin[2];
      link.textContent = '到表里看这一行';
      link.addEventListener('click', function () {
        var rest = row.closest('details');
        if (rest) { rest.open = true; }
      });
      told.appendChild(link);
      return told;
    });
    mark.addTo(map);
  });
  if (box.length) { map.fitBounds(box, { padding: [30, 30], maxZoom: 12, animate: false }); }
}
"""
