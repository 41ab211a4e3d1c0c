// The base map on the canvas tiles of a Leaflet layer: land, borders, dashes. docs/map.md

var TILE = 512;
var PREFECTURES_FROM = 5.5,
  COUNTIES_FROM = 8;

// Places as parts of the Mercator square, so that drawing is one multiplication.
function worldX(lon) {
  return (lon + 180) / 360;
}
function worldY(lat) {
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}

function boxed(xy) {
  var box = [Infinity, Infinity, -Infinity, -Infinity];
  for (var at = 0; at < xy.length; at += 2) {
    box[0] = Math.min(box[0], xy[at]);
    box[1] = Math.min(box[1], xy[at + 1]);
    box[2] = Math.max(box[2], xy[at]);
    box[3] = Math.max(box[3], xy[at + 1]);
  }
  return { xy: xy, box: box };
}

function line(text) {
  var xy = [];
  eachPoint(text, function (lat, lon) {
    xy.push(worldX(lon), worldY(lat));
  });
  return boxed(xy);
}

// A ring from its arcs; ~number is an arc read backwards.
function ring(turns, arcs, used) {
  var xy = [];
  turns.forEach(function (number) {
    var arc = arcs[number < 0 ? ~number : number].xy;
    used[number < 0 ? ~number : number] += 1;
    for (var at = 0; at < arc.length; at += 2) {
      var from = number < 0 ? arc.length - 2 - at : at;
      xy.push(arc[from], arc[from + 1]);
    }
  });
  return boxed(xy);
}

function chinaFrom(file) {
  var arcs = file.arcs.map(line);
  var used = arcs.map(function () {
    return 0;
  });
  var areas = file.areas.map(function (area) {
    return area[1].map(function (turns) {
      return ring(turns, arcs, used);
    });
  });
  var open = file.undefined;
  return {
    areas: areas,
    outline: arcs.filter(function (_, at) {
      return used[at] === 1 && open.indexOf(at) < 0;
    }),
    provinces: arcs.filter(function (_, at) {
      return used[at] > 1;
    }),
    open: open.map(function (at) {
      return arcs[at];
    }),
    dashes: file.lines.dashes.map(line),
    sea: file.lines.sea.map(line),
    hongkong: file.lines.hongkong.map(line), // coarse; counties/81.json and 82.json have finer ones
  };
}

var Basemap = L.GridLayer.extend({
  options: { tileSize: TILE, keepBuffer: 1, updateWhenZooming: false },

  initialize: function (options) {
    L.setOptions(this, options);
    this.china = null;
    this.prefectures = {}; // province → lines, simplified
    this.counties = {}; // province → { cities, counties }, with every vertex
    this.inks = {};
  },

  createTile: function (coords) {
    var tile = make('canvas', 'leaflet-tile');
    this._paint(tile, coords);
    return tile;
  },

  // One pixel wider than its place: at half zooms no seam shows between tiles.
  _initTile: function (tile) {
    L.GridLayer.prototype._initTile.call(this, tile);
    tile.style.width = tile.style.height = TILE + 1 + 'px';
  },

  // New lines or colours on the tiles that are there, without a blank moment.
  repaint: function () {
    for (var key in this._tiles) {
      this._paint(this._tiles[key].el, this._tiles[key].coords);
    }
  },

  _paint: function (tile, coords) {
    var ratio = Math.min(Math.max(window.devicePixelRatio || 1, 1.5), 2);
    tile.width = tile.height = (TILE + 1) * ratio;
    if (!this.china) {
      return;
    }
    var zoom = coords.z,
      scale = 256 * 2 ** zoom,
      margin = 4 / scale;
    var view = {
      ink: tile.getContext('2d'),
      scale: scale,
      x: coords.x * TILE,
      y: coords.y * TILE,
      box: [
        (coords.x * TILE) / scale - margin,
        (coords.y * TILE) / scale - margin,
        ((coords.x + 1) * TILE) / scale + margin,
        ((coords.y + 1) * TILE) / scale + margin,
      ],
    };
    view.ink.scale(ratio, ratio);
    view.ink.lineJoin = view.ink.lineCap = 'round';
    this._paintLand(view);
    this._paintInner(view, zoom);
    var china = this.china,
      wide = zoom < 5 ? 0.8 : 1;
    stroke(view, china.sea, this.inks.province, wide, [3, 3]);
    if (zoom < COUNTIES_FROM) {
      stroke(view, china.hongkong, this.inks.province, wide, [3, 3]);
    }
    stroke(view, china.provinces, this.inks.province, wide);
    stroke(view, china.outline, this.inks.outline, 1.3 * wide);
    stroke(view, china.open, this.inks.outline, 1.3 * wide, [5, 4]);
    stroke(view, china.dashes, this.inks.outline, zoom < 5 ? 1.6 : 2.4);
  },

  _paintLand: function (view) {
    var inks = this.inks;
    this.china.areas.forEach(function (rings) {
      view.ink.fillStyle = inks.land;
      view.ink.beginPath();
      var seen = rings.filter(function (each) {
        return meets(each.box, view.box);
      });
      seen.forEach(function (each) {
        trace(view, each);
      });
      view.ink.fill('evenodd');
      // An island smaller than a dot is drawn as a dot: none may vanish.
      view.ink.fillStyle = inks.outline;
      seen.forEach(function (each) {
        if ((each.box[2] - each.box[0]) * view.scale > 1.5) {
          return;
        }
        view.ink.fillRect(
          each.xy[0] * view.scale - view.x - 0.6,
          each.xy[1] * view.scale - view.y - 0.6,
          1.2,
          1.2,
        );
      });
    });
  },

  _paintInner: function (view, zoom) {
    if (zoom < PREFECTURES_FROM) {
      return;
    }
    var close = zoom >= COUNTIES_FROM,
      inks = this.inks,
      code;
    for (code in this.prefectures) {
      if (!close || !this.counties[code]) {
        stroke(view, this.prefectures[code], inks.prefecture, 0.8);
      }
    }
    for (code in close ? this.counties : {}) {
      stroke(view, this.counties[code].counties, inks.county, 0.8);
      stroke(view, this.counties[code].cities, inks.prefecture, 1);
      stroke(view, this.counties[code].sea, inks.province, 1, [3, 3]);
    }
  },
});

function stroke(view, lines, colour, wide, dashes) {
  var ink = view.ink;
  ink.beginPath();
  lines.forEach(function (each) {
    if (meets(each.box, view.box)) {
      trace(view, each);
    }
  });
  ink.setLineDash(dashes || []);
  ink.strokeStyle = colour;
  ink.lineWidth = wide;
  ink.stroke();
}

// Steps shorter than half a pixel are joined; the first and the last point always stand.
function trace(view, each) {
  var xy = each.xy,
    end = xy.length - 2,
    lastX,
    lastY;
  for (var at = 0; at <= end; at += 2) {
    var x = xy[at] * view.scale - view.x,
      y = xy[at + 1] * view.scale - view.y;
    if (at === 0) {
      view.ink.moveTo(x, y);
    } else if (at === end || Math.abs(x - lastX) + Math.abs(y - lastY) > 0.5) {
      view.ink.lineTo(x, y);
    } else {
      continue;
    }
    lastX = x;
    lastY = y;
  }
}
