// Made of sites/mapping/scripts by tools/squeeze_static.py.
(function () {
'use strict';
var frame = document.querySelector('[data-map]');
var words = frame.querySelector('[data-map-words]');
var root = document.documentElement;
var still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
function make(tag, className, text) {
var element = document.createElement(tag);
if (className) {
element.className = className;
}
if (text) {
element.textContent = text;
}
return element;
}
function fetchJson(address) {
return fetch(address, { credentials: 'same-origin' }).then(function (answer) {
if (!answer.ok) {
throw new Error(String(answer.status));
}
return answer.json();
});
}
function say(text, again) {
words.textContent = text;
words.hidden = !text;
if (again) {
var button = make('button', 'btn line', '再试一次');
button.type = 'button';
button.addEventListener('click', function () {
say('');
again();
});
words.appendChild(button);
}
}
function textScale() {
return Math.min(parseFloat(getComputedStyle(root).fontSize) / 18, 1.5) || 1;
}
var NOT_OPEN = '地图没有打开。请看看网络，重新打开这一页；或者用下面的列表，电话一样全。';
window.addEventListener('load', function () {
if (!frame.classList.contains('is-on')) {
say(NOT_OPEN);
}
});
if (!window.L || !L.markerClusterGroup) {
throw new Error('Leaflet did not come');
}
var STEPS = 10000; // of a degree
function numbers(text) {
var found = [],
value = 0,
shift = 0;
for (var at = 0; at < text.length; at++) {
var five = text.charCodeAt(at) - 63;
value |= (five & 31) << shift;
shift += 5;
if (five < 32) {
found.push(value & 1 ? ~(value >> 1) : value >> 1);
value = shift = 0;
}
}
return found;
}
function sums(differences) {
var last = 0;
return differences.map(function (step) {
last += step;
return last;
});
}
function eachPoint(text, take) {
var lat = 0,
lon = 0,
steps = numbers(text);
for (var at = 0; at < steps.length; at += 2) {
lat += steps[at];
lon += steps[at + 1];
take(lat / STEPS, lon / STEPS);
}
}
var TILE = 512;
var PREFECTURES_FROM = 5.5,
COUNTIES_FROM = 8;
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
_initTile: function (tile) {
L.GridLayer.prototype._initTile.call(this, tile);
tile.style.width = tile.style.height = TILE + 1 + 'px';
},
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
function meets(one, other) {
return one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1];
}
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
var NAMES = [
{ kind: 'province', from: 0, to: 7, size: 14, room: 0 },
{ kind: 'island', from: 4, to: 99, size: 12, room: 0 },
{ kind: 'prefecture', from: PREFECTURES_FROM, to: 9, size: 13, room: 12 },
{ kind: 'county', from: 8.5, to: 99, size: 13, room: 11 },
];
function NameLayer(map) {
this.map = map;
this.labels = { province: [], island: [], prefecture: [], county: [] };
this.pane = map.createPane('names');
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
NAMES.forEach(function (level) {
if (zoom < level.from || zoom >= level.to) {
return;
}
labels[level.kind].forEach(function (label) {
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
NameLayer.prototype._takenBoxes = function () {
var map = this.map,
corner = map.getContainer().getBoundingClientRect(),
slack = 5;
var all = function (selector, box) {
return Array.prototype.map.call(map.getContainer().querySelectorAll(selector), box);
};
return all('.leaflet-control', function (control) {
var box = control.getBoundingClientRect();
return [
box.left - corner.left,
box.top - corner.top,
box.right - corner.left,
box.bottom - corner.top,
];
}).concat(
all('.leaflet-marker-icon', function (pin) {
var at = map.layerPointToContainerPoint(L.DomUtil.getPosition(pin));
var left = at.x + parseFloat(pin.style.marginLeft),
top = at.y + parseFloat(pin.style.marginTop);
return [
left + slack,
top + slack,
left + parseFloat(pin.style.width) - slack,
top + parseFloat(pin.style.height) - slack,
];
}),
);
};
function free(at, wide, high, room, taken) {
for (var turn = 0; turn <= 16; turn++) {
var away = turn === 0 ? 0 : Math.min(room, 64) * (turn > 8 ? 0.9 : 0.5);
var x = at.x + away * Math.sin((turn * Math.PI) / 4);
var y = at.y + away * Math.cos((turn * Math.PI) / 4) + (room ? 0 : high * 0.8);
var box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
if (
!taken.some(function (other) {
return meets(box, other);
})
) {
return box;
}
if (away < 6 && turn) {
break;
}
}
return null;
}
var DEMO = 1,
COARSE = 2,
SVG = 'http://www.w3.org/2000/svg';
var PIN = 'M22 42C14 32 9 26 9 18a13 13 0 0 1 26 0c0 8-5 14-13 24z';
function draw(tag, attributes, text) {
var element = document.createElementNS(SVG, tag);
for (var name in attributes) {
element.setAttribute(name, attributes[name]);
}
if (text) {
element.textContent = text;
}
return element;
}
function pinPicture(kind) {
var picture = draw('svg', { viewBox: '0 0 44 44', 'aria-hidden': 'true', focusable: 'false' });
if (kind & COARSE) {
picture.appendChild(draw('circle', { class: 'halo', cx: 22, cy: 22, r: 20 }));
picture.appendChild(draw('circle', { class: 'body', cx: 22, cy: 22, r: 13 }));
picture.appendChild(draw('text', { x: 22, y: 27, 'text-anchor': 'middle' }, '约'));
} else {
picture.appendChild(draw('path', { class: 'body', d: PIN }));
picture.appendChild(draw('circle', { class: 'eye', cx: 22, cy: 18, r: 4.5 }));
}
return picture;
}
var Sign = L.Icon.extend({
createIcon: function () {
var sign = make('div'),
options = this.options;
this._setIconStyles(sign, 'icon');
sign.setAttribute('aria-label', options.label);
sign.appendChild(options.picture());
return sign;
},
createShadow: function () {
return null;
},
});
function pinIcon(kind) {
var size = Math.round(44 * textScale());
return new Sign({
iconSize: [size, size],
iconAnchor: kind & COARSE ? [size / 2, size / 2] : [size / 2, (size * 42) / 44],
className: 'pin' + (kind & DEMO ? ' is-demo' : '') + (kind & COARSE ? ' is-coarse' : ''),
label: (kind & DEMO ? '演示采血点' : '采血点') + (kind & COARSE ? '，位置不太准' : ''),
picture: function () {
return pinPicture(kind);
},
});
}
function clusterIcon(cluster) {
var count = cluster.getChildCount();
var demo = cluster.getAllChildMarkers().every(function (pin) {
return pin.options.kind & DEMO;
});
var size = Math.round(
(count < 10 ? 44 : count < 100 ? 48 : count < 1000 ? 54 : 62) * textScale(),
);
return new Sign({
iconSize: [size, size],
className: 'cluster' + (demo ? ' is-demo' : ''),
label: count + ' 个' + (demo ? '演示' : '') + '采血点',
picture: function () {
return make('span', '', String(count));
},
});
}
function pinsFrom(file) {
var lats = sums(numbers(file.lats)),
lons = sums(numbers(file.lons)),
icons = {},
at = 0,
from = 0;
var found = [];
file.groups.forEach(function (group) {
var kind = group[0],
size = group[1];
icons[kind] = icons[kind] || pinIcon(kind);
for (var turn = 0; turn < group[2]; turn++, at++, from += size) {
found.push(
L.marker([lats[at] / STEPS, lons[at] / STEPS], {
icon: icons[kind],
kind: kind,
siteId: file.ids.substr(from, size),
}),
);
}
});
return found;
}
function callButton(phone) {
var button = make(phone.tel ? 'a' : 'p', phone.tel ? 'btn call' : 'btn nocall');
if (phone.tel) {
button.href = 'tel:' + phone.tel;
}
button.appendChild(make('small', '', phone.label));
button.appendChild(make('span', '', phone.text));
return button;
}
function siteCard(site) {
var card = document.createDocumentFragment(),
place = make('p', 'meta', site.place);
card.appendChild(make('h2', '', site.unit));
site.tags.forEach(function (tag) {
place.appendChild(make('span', 'tag', tag));
});
card.appendChild(place);
card.appendChild(
site.phone
? callButton(site.phone)
: make('p', 'nophone', '没有公布电话。请先打 110 问当地公安机关。'),
);
card.appendChild(
pageLink(site.id, site.more_phones.length ? '全部电话、时间、怎么去' : '时间、怎么去、来源'),
);
return card;
}
function pageLink(id, text) {
var link = make('a', 'btn line', text);
link.href = frame.dataset.page.replace(/-$/, encodeURIComponent(id));
return link;
}
function Cards(map) {
var cards = this;
this.map = map;
this.known = {};
this.opener = null;
map.on('popupclose', function (event) {
cards.closed(event.popup);
});
frame.addEventListener('keydown', function (event) {
if (event.key === 'Escape') {
map.closePopup();
}
});
}
Cards.prototype.open = function (pin) {
var cards = this,
id = pin.options.siteId,
box = make('div', 'site-card');
var size = this.map.getSize(),
scale = textScale();
box.tabIndex = -1;
box.appendChild(make('p', 'meta', '正在取资料……'));
var popup = L.popup({
className: 'site-popup',
minWidth: Math.min(260 * scale, size.x - 48),
maxWidth: Math.min(320 * scale, size.x - 48),
maxHeight: Math.max(size.y - 64, 160),
autoPanPadding: [12, 12],
offset: pin.options.kind & COARSE ? [0, -10] : [0, -32],
})
.setLatLng(pin.getLatLng())
.setContent(box)
.openOn(this.map);
var close = popup.getElement().querySelector('.leaflet-popup-close-button');
close.setAttribute('aria-label', '关闭');
popup.getElement().setAttribute('role', 'dialog');
popup.getElement().setAttribute('aria-label', '采血点');
this.opener = { pin: pin, popup: popup };
frame.classList.add('has-card');
box.focus({ preventScroll: true });
this.fetch(id)
.then(siteCard, function (error) {
return cards.failed(pin, error);
})
.then(function (card) {
box.textContent = '';
box.appendChild(card);
window.sitesFitNumbers(box);
popup.getElement().setAttribute('aria-label', box.querySelector('h2, p').textContent);
var reading = box.contains(document.activeElement);
popup.update();
if (reading) {
box.focus({ preventScroll: true });
}
});
};
Cards.prototype.fetch = function (id) {
var known = this.known;
if (known[id]) {
return Promise.resolve(known[id]);
}
return fetchJson(frame.dataset.cards.replace(/-$/, encodeURIComponent(id))).then(function (site) {
known[id] = site;
return site;
});
};
Cards.prototype.failed = function (pin, error) {
var cards = this,
card = document.createDocumentFragment();
if (error.message === '404') {
card.appendChild(make('p', '', '名录刚更新过，这个采血点不在里面了。请重新打开地图。'));
return card;
}
card.appendChild(make('p', '', '没有取到这个采血点的资料。请看看网络，再试一次。'));
var again = make('button', 'btn ink', '再试一次');
again.type = 'button';
again.addEventListener('click', function () {
cards.open(pin);
});
card.appendChild(again);
card.appendChild(pageLink(pin.options.siteId, '打开它的页面'));
return card;
};
Cards.prototype.closed = function (popup) {
var opener = this.opener,
active = document.activeElement;
if (!opener || opener.popup !== popup) {
return;
}
frame.classList.remove('has-card');
if (active !== document.body && !popup.getElement().contains(active)) {
return;
}
var icon = opener.pin._icon;
(icon && icon.isConnected ? icon : this.map.getContainer()).focus({ preventScroll: true });
};
function rings(count, centre) {
var step = 48 * textScale(),
places = [];
for (var radius = step; places.length < count; radius += step) {
var room = Math.floor((2 * Math.PI * radius) / step);
var here = Math.min(room, count - places.length);
for (var turn = 0; turn < here; turn++) {
var angle = (2 * Math.PI * turn) / here;
places.push(
L.point(centre.x + radius * Math.sin(angle), centre.y - radius * Math.cos(angle)).round(),
);
}
}
return places;
}
function followKeys(map, clusters) {
var opened = null;
clusters.on('clusterkeydown', function (event) {
var key = event.originalEvent.key;
if (key !== 'Enter' && key !== ' ') {
return;
}
opened = event.layer.getBounds().pad(0.01);
if (key === ' ') {
L.DomEvent.preventDefault(event.originalEvent);
clusters.fire('click', { layer: event.layer }); // a cluster's click
}
});
clusters.on('spiderfied', function (event) {
event.markers.forEach(function (pin, at) {
if (pin._icon) {
pin._icon.setAttribute(
'aria-label',
pin.options.icon.options.label +
'，第 ' +
(at + 1) +
' 个，共 ' +
event.markers.length +
' 个',
);
}
});
map.panInsideBounds(
L.latLngBounds(
event.markers.map(function (pin) {
return pin.getLatLng();
}),
).pad(0.15),
{ animate: !still },
);
if (opened) {
setTimeout(function () {
focusOn(event.markers[0]);
}, 0);
}
opened = null;
});
clusters.on('animationend', function () {
if (!opened || clusters._spiderfied) {
return;
}
var within = opened,
centre = within.getCenter(),
best = null,
least = Infinity;
opened = null;
clusters._featureGroup.eachLayer(function (sign) {
var away =
sign._icon && within.contains(sign.getLatLng())
? map.distance(sign.getLatLng(), centre)
: Infinity;
if (away < least) {
best = sign;
least = away;
}
});
if (best) {
setTimeout(function () {
focusOn(best);
}, 0);
}
});
}
function focusOn(sign) {
if (sign._icon) {
sign._icon.focus({ preventScroll: true });
}
}
function openOnTapAndKey(clusters, cards) {
clusters.on('click', function (event) {
cards.open(event.layer);
});
clusters.on('keypress', function (event) {
if (event.originalEvent.key === 'Enter' || event.originalEvent.key === ' ') {
L.DomEvent.preventDefault(event.originalEvent);
cards.open(event.layer);
}
});
}
var ONE_SITE_ZOOM = 11; // one site alone is shown with its county, not on an empty sheet
var Scale = L.Control.Scale.extend({
_updateScale: function (bar, text, share) {
bar.style.width = Math.round(this.options.maxWidth * share) + 'px';
bar.textContent = text.replace('km', '公里').replace(/m$/, '米');
},
});
function addControls(map) {
new Scale({ imperial: false, position: 'topleft', maxWidth: 96 }).addTo(map);
L.control.attribution({ prefix: false }).addAttribution(frame.dataset.source).addTo(map);
map.getContainer().setAttribute('role', 'region');
map.getContainer().setAttribute('aria-label', '采血点地图：方向键移动，加号、减号放大缩小');
}
function addZoomButtons(map) {
Array.prototype.forEach.call(document.querySelectorAll('[data-zoom]'), function (button) {
var step = Number(button.getAttribute('data-zoom'));
var look = function () {
var end = step > 0 ? map.getMaxZoom() : map.getMinZoom();
button.disabled = (end - map.getZoom()) * step <= 0;
};
button.addEventListener('click', function () {
map.setZoom(map.getZoom() + step);
});
map.on('zoomend', look);
look();
});
}
function letOneFingerGo(map) {
var box = map.getContainer();
var byFinger = function (event) {
if (!event.pointerType || event.pointerType === 'touch') {
map.dragging.disable();
}
};
box.addEventListener('pointerdown', byFinger, true);
box.addEventListener('touchstart', byFinger, { capture: true, passive: true });
box.addEventListener(
'mousedown',
function () {
map.dragging.enable();
},
true,
);
}
function readInks(basemap) {
var style = getComputedStyle(frame);
['land', 'outline', 'province', 'prefecture', 'county'].forEach(function (name) {
basemap.inks[name] = style.getPropertyValue('--map-' + name).trim();
});
basemap.repaint();
}
function addBasemap(map, names) {
var basemap = new Basemap().addTo(map),
asked = {},
boxes = null,
folder = frame.dataset.basemap;
var dark = window.matchMedia('(prefers-color-scheme: dark)');
readInks(basemap);
if (dark.addEventListener) {
dark.addEventListener('change', function () {
readInks(basemap);
});
}
function get(name, take) {
if (asked[name]) {
return;
}
asked[name] = true;
fetchJson(folder + name).then(
function (file) {
take(file);
basemap.repaint();
},
function () {
asked[name] = false;
},
);
}
function getWhatIsNear() {
if (!boxes || map.getZoom() < PREFECTURES_FROM) {
return;
}
get('prefectures.json?v=' + boxes.prefectures, function (file) {
for (var code in file.lines) {
basemap.prefectures[code] = file.lines[code].map(line);
}
names.add('prefecture', file.labels);
});
if (map.getZoom() < COUNTIES_FROM) {
return;
}
var seen = map.getBounds();
Object.keys(boxes.counties).forEach(function (code) {
var box = boxes.counties[code];
if (
!seen.intersects([
[box[0], box[1]],
[box[2], box[3]],
])
) {
return;
}
get('counties/' + code + '.json?v=' + box[4], function (file) {
basemap.counties[code] = {
cities: file.cities.map(line),
counties: file.counties.map(line),
sea: (file.sea || []).map(line),
};
names.add('county', file.labels);
});
});
}
function first() {
fetchJson(frame.dataset.china)
.then(function (file) {
basemap.china = chinaFrom(file);
boxes = file.files;
basemap.repaint();
names.add('province', file.labels);
names.add('island', file.islands);
getWhatIsNear();
})
.catch(function () {
say('底图没有取到，圆点的位置仍然是对的。', first);
});
}
map.on('moveend', getWhatIsNear);
first();
}
function addPins(map, clusters, names) {
fetchJson(frame.dataset.pins)
.then(function (file) {
clusters.addLayers(pinsFrom(file));
frame.classList.add('has-pins');
names.write();
})
.catch(function () {
say('采血点没有取到。请看看网络再试一次，或者用下面的列表。', function () {
addPins(map, clusters, names);
});
});
}
function firstView(map, all) {
var seen = history.state && history.state.mapView;
var box = (frame.dataset.focus || '').split(',').map(Number);
if (seen) {
map.setView([seen[0], seen[1]], seen[2], { animate: false });
} else {
map.fitBounds(
box.length === 4
? [
[box[0], box[1]],
[box[2], box[3]],
]
: all,
{ animate: false, maxZoom: ONE_SITE_ZOOM },
);
}
map.on('moveend', function () {
var at = map.getCenter();
history.replaceState({ mapView: [at.lat, at.lng, map.getZoom()] }, '');
});
}
window.sitesMap = {
moves: !still,
clusterIcon: clusterIcon,
rings: rings,
start: function (map, clusters, bounds) {
say('');
frame.classList.add('is-on');
map.invalidateSize({ animate: false, pan: false });
firstView(map, bounds);
addControls(map);
addZoomButtons(map);
letOneFingerGo(map);
var names = new NameLayer(map);
openOnTapAndKey(clusters, new Cards(map));
followKeys(map, clusters);
addBasemap(map, names);
addPins(map, clusters, names);
map.on('moveend', function () {
names.write();
});
clusters.on('animationend spiderfied unspiderfied', function () {
names.write();
});
},
};
}());
