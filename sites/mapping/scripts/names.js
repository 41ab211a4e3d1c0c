// The names on the map: which stand at a zoom, and where nothing else stands.

// From where to where a kind of name stands, its size, and how much room its area must give.
var NAMES = [
  { kind: 'province', from: 0, to: 7, size: 15, room: 0 },
  { kind: 'island', from: 4, to: 99, size: 14, room: 0 },
  { kind: 'prefecture', from: PREFECTURES_FROM, to: 9, size: 14, room: 12 },
  { kind: 'county', from: 8.5, to: 99, size: 14, room: 11 },
];

function NameLayer(map) {
  this.map = map;
  this.isHidden = false;
  this.labels = { province: [], island: [], prefecture: [], county: [] };
  this.pane = map.createPane('names');
  this.pane.lang = 'zh-Hans'; // as the base map has them
  this.pane.className += ' leaflet-zoom-hide';
  this.pane.setAttribute('aria-hidden', 'true');
}

NameLayer.prototype.add = function (kind, labels) {
  this.labels[kind] = this.labels[kind].concat(labels);
  this.write();
};

NameLayer.prototype.write = function () {
  var map = this.map,
    zoom = map.getZoom(),
    pane = this.pane,
    labels = this.labels;
  var size = map.getSize(),
    scale = textScale(),
    taken = this._takenBoxes();
  var pixels = (256 * 2 ** zoom) / 360,
    written = {};
  pane.textContent = '';
  if (this.isHidden) {
    return;
  }
  NAMES.forEach(function (level) {
    if (zoom < level.from || zoom >= level.to) {
      return;
    }
    labels[level.kind].forEach(function (label) {
      // A municipality stands in the lists of two kinds.
      if (written[label.slice(0, 3)]) {
        return;
      }
      var at = map.latLngToContainerPoint([label[1], label[2]]);
      if (at.x < -40 || at.y < -40 || at.x > size.x + 40 || at.y > size.y + 40) {
        return;
      }
      var room = (label[3] * pixels) / Math.cos((label[1] * Math.PI) / 180);
      if (room < level.room) {
        return;
      }
      var high = level.size * scale;
      var box = free(at, label[0].length * high * 1.1 + 4, high + 4, room, taken);
      if (!box) {
        return;
      }
      taken.push(box);
      written[label.slice(0, 3)] = true;
      var name = make('span', 'map-name map-' + level.kind, label[0]);
      name.style.width = box[2] - box[0] + 'px';
      name.style.lineHeight = box[3] - box[1] + 'px';
      name.style.fontSize = high + 'px';
      L.DomUtil.setPosition(name, map.containerPointToLayerPoint([box[0], box[1]]).round());
      pane.appendChild(name);
    });
  });
};

// Where pins and clusters will stand when they stop moving.
NameLayer.prototype._takenBoxes = function () {
  var map = this.map,
    signs = map.getContainer().querySelectorAll('.leaflet-marker-icon'),
    slack = 5;
  return Array.prototype.map.call(signs, function (pin) {
    var at = map.layerPointToContainerPoint(L.DomUtil.getPosition(pin));
    var left = at.x + parseFloat(pin.style.marginLeft),
      top = at.y + parseFloat(pin.style.marginTop);
    return [
      left + slack,
      top + slack,
      left + parseFloat(pin.style.width) - slack,
      top + parseFloat(pin.style.height) - slack,
    ];
  });
};
