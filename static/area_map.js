// Made of sites/mapping/scripts by tools/squeeze_static.py.
(function () {
'use strict';
var frame = document.querySelector('[data-map]');
var root = document.documentElement;
var told = window.sitesTold; // a sentence in the page's language
if (!told) {
throw new Error('site.js did not come'); // the page stays as the server wrote it
}
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
function asPublished(element) {
if (frame.dataset.published) {
element.setAttribute('lang', frame.dataset.published);
}
return element;
}
function textScale() {
return Math.min(parseFloat(getComputedStyle(root).fontSize) / 18, 1.5) || 1;
}
function announce(text) {
var said = document.querySelector('[data-map-said]');
said.textContent = text === said.textContent ? text + '\u00a0' : text;
}
function announceMove(nearer, seen) {
var count = { n: seen };
announce(
nearer > 0
? told('地图放大了，现在看得到 %(n)s 处采血点。', count)
: nearer < 0
? told('地图缩小了，现在看得到 %(n)s 处采血点。', count)
: told('地图移动了，现在看得到 %(n)s 处采血点。', count),
);
}
function mapName(name) {
return told('%(name)s：方向键移动，加号、减号放大缩小', { name: name });
}
function byDistance(one, other) {
return one.last - other.last || one.away - other.away;
}
function meets(one, other) {
return one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1];
}
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
SVG = 'http://www.w3.org/2000/svg',
XLINK = 'http://www.w3.org/1999/xlink'; // how a link of an SVG says where it leads before iOS 12.2
function withNotes(name, kind) {
var parts = [name];
if (kind & DEMO) {
parts.push(told('演示'));
}
if (kind & COARSE) {
parts.push(told('位置不太准'));
}
return parts.join(told('，'));
}
function draw(tag, attributes, text) {
var element = document.createElementNS(SVG, tag);
for (var name in attributes) {
element.setAttribute(name, attributes[name]);
if (name === 'href') {
element.setAttributeNS(XLINK, 'xlink:href', attributes[name]);
}
}
if (text) {
element.textContent = text;
}
return element;
}
var PLACE_WAIT_MS = 8000;
var PLACE_FAILED = {
1: told('手机没有给位置，没关系。'),
2: told('手机现在定不了位，没关系。'),
3: told('等了 8 秒还没有拿到位置，没关系。'),
};
function offerPlace(draw, clear) {
var button = document.querySelector('[data-my-place]'),
said = document.querySelector('[data-my-words]'),
usual = button.textContent,
isWaiting = false,
isDrawn = false,
timer;
function wait(waits) {
clearTimeout(timer);
isWaiting = button.disabled = waits;
}
function found(position) {
if (!isWaiting) {
return;
}
wait(false);
isDrawn = true;
button.textContent = told('不看我的位置');
said.textContent = draw([position.coords.latitude, position.coords.longitude]);
}
function fail(error) {
if (isWaiting) {
wait(false);
said.textContent = told('%(why)s%(how)s', {
why: PLACE_FAILED[error && error.code] || PLACE_FAILED[2],
how: told('请看下面的列表。'),
});
}
}
function ask() {
wait(true);
said.textContent = told('正在拿位置，请点「允许」……');
timer = setTimeout(function () {
fail({ code: 3 });
}, PLACE_WAIT_MS);
try {
navigator.geolocation.getCurrentPosition(found, fail, {
timeout: PLACE_WAIT_MS,
maximumAge: 300000,
enableHighAccuracy: false,
});
} catch (_refused) {
fail({ code: 1 });
}
}
function forget() {
isDrawn = false;
button.textContent = usual;
said.textContent = '';
clear();
}
button.addEventListener('click', function () {
(isDrawn ? forget : ask)();
});
return function () {
if (isDrawn) {
forget();
}
};
}
var EARTH_KM = 6371.009;
function kilometres(one, other) {
var radian = Math.PI / 180,
north = Math.sin(((other[0] - one[0]) * radian) / 2),
east = Math.sin(((other[1] - one[1]) * radian) / 2),
half = north * north + Math.cos(one[0] * radian) * Math.cos(other[0] * radian) * east * east;
return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}
function distanceWords(km, isCoarse) {
if (isCoarse && km < 5) {
return told('几公里内');
}
if (km < 0.95 && !isCoarse) {
return told('约 %(number)s 米', { number: Math.max(1, Math.round(km * 10)) * 100 });
}
return told('约 %(number)s 公里', {
number: km < 9.95 && !isCoarse ? km.toFixed(1) : Math.round(km),
});
}
function fromMe(km, isCoarse) {
return told('离您%(distance)s', { distance: distanceWords(km, isCoarse) });
}
function orderWords(count, me, most) {
var values = { n: count, most: most };
if (count > most) {
return me
? told('地图上有 %(n)s 处，这里是离您近的 %(most)s 处。', values)
: told('地图上有 %(n)s 处，这里是离地图中间近的 %(most)s 处。', values);
}
return me
? told('地图上有 %(n)s 处，离您近的在前。', values)
: told('地图上有 %(n)s 处，离地图中间近的在前。', values);
}
var CHART = frame.dataset.chart.split(',').map(Number), // side, left, top, width of the first view
WORLD = frame.dataset.world.split(',').map(Number), // its corner and a unit, of the Mercator square
LEAST_METRES = 1000, // across a view: sites 150 m apart can be told apart then
EQUATOR_METRES = 40075017,
SETTLE_MS = 160;
var paper = frame.querySelector('.paper'),
view = { x: CHART[1], y: CHART[2], side: CHART[3] },
followers = [], // called with "drawn" at each step and "settled" after the last
settling;
function latitudeAt(y) {
var turns = Math.PI * (1 - 2 * (WORLD[1] + y * WORLD[2]));
return Math.atan((Math.exp(turns) - Math.exp(-turns)) / 2);
}
function onChart(at) {
var lat = (Math.max(-85, Math.min(85, at[0])) * Math.PI) / 180;
var y = 0.5 - Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI);
return [((at[1] + 180) / 360 - WORLD[0]) / WORLD[2], (y - WORLD[1]) / WORLD[2]];
}
function onEarth(place) {
return [(latitudeAt(place[1]) * 180) / Math.PI, (WORLD[0] + place[0] * WORLD[2]) * 360 - 180];
}
function leastSide() {
var metres = Math.cos(latitudeAt(CHART[0] / 2)) * EQUATOR_METRES * WORLD[2]; // of one unit
return Math.min(CHART[3], LEAST_METRES / metres);
}
function within(number, least, most) {
return Math.max(least, Math.min(most, number));
}
function pixelsPerUnit() {
return frame.clientWidth / view.side;
}
function isSeen(x, y) {
return x >= view.x && y >= view.y && x <= view.x + view.side && y <= view.y + view.side;
}
function setView(x, y, side) {
view.side = within(side, leastSide(), CHART[0]);
view.x = within(x, 0, CHART[0] - view.side);
view.y = within(y, 0, CHART[0] - view.side);
paper.setAttribute('viewBox', [view.x, view.y, view.side, view.side].join(' '));
tell('drawn');
clearTimeout(settling);
settling = setTimeout(tell, SETTLE_MS, 'settled');
}
function tell(what) {
followers.forEach(function (follow) {
follow(what);
});
}
function zoom(times) {
var side = within(view.side / times, leastSide(), CHART[0]);
setView(view.x + (view.side - side) / 2, view.y + (view.side - side) / 2, side);
}
function drag(from, start, now, times) {
var wide = frame.clientWidth,
side = within(from.side / times, leastSide(), CHART[0]);
setView(
from.x + (start[0] / wide) * from.side - (now[0] / wide) * side,
from.y + (start[1] / wide) * from.side - (now[1] / wide) * side,
side,
);
}
function copyOfView() {
return { x: view.x, y: view.y, side: view.side };
}
function followFingers() {
var from = null,
start,
apart;
function spread(touches) {
return (
Math.sqrt(
(touches[0].clientX - touches[1].clientX) ** 2 +
(touches[0].clientY - touches[1].clientY) ** 2,
) || 1
);
}
function between(touches) {
var box = frame.getBoundingClientRect();
return [
(touches[0].clientX + touches[1].clientX) / 2 - box.left,
(touches[0].clientY + touches[1].clientY) / 2 - box.top,
];
}
frame.addEventListener(
'touchstart',
function (event) {
from = null;
if (event.touches.length === 2) {
event.preventDefault();
from = copyOfView();
start = between(event.touches);
apart = spread(event.touches);
}
},
{ passive: false },
);
frame.addEventListener(
'touchmove',
function (event) {
if (from && event.touches.length === 2) {
event.preventDefault();
drag(from, start, between(event.touches), spread(event.touches) / apart);
}
},
{ passive: false },
);
['touchend', 'touchcancel'].forEach(function (end) {
frame.addEventListener(end, function () {
from = null;
});
});
frame.addEventListener('gesturestart', function (event) {
event.preventDefault();
});
}
function followMouse() {
var from = null,
start,
hasMoved = false;
function place(event) {
var box = frame.getBoundingClientRect();
return [event.clientX - box.left, event.clientY - box.top];
}
frame.addEventListener('mousedown', function (event) {
hasMoved = false;
from = event.button === 0 ? copyOfView() : null;
start = place(event);
});
window.addEventListener('mousemove', function (event) {
var now = place(event);
if (from && event.buttons & 1) {
hasMoved = hasMoved || Math.abs(now[0] - start[0]) + Math.abs(now[1] - start[1]) > 4;
if (hasMoved) {
drag(from, start, now, 1);
}
}
});
window.addEventListener('mouseup', function () {
from = null;
});
frame.addEventListener(
'click',
function (event) {
if (hasMoved) {
event.preventDefault();
event.stopPropagation();
}
},
true,
);
frame.addEventListener('dragstart', function (event) {
event.preventDefault();
});
}
var STEPS_BY_KEY = {
ArrowLeft: [-1, 0],
ArrowRight: [1, 0],
ArrowUp: [0, -1],
ArrowDown: [0, 1],
};
function followKeys() {
var page = frame.querySelector('.map-page');
page.setAttribute('tabindex', '0');
page.setAttribute('aria-label', mapName(page.getAttribute('aria-label')));
page.addEventListener('keydown', function (event) {
var step = STEPS_BY_KEY[event.key];
if (event.ctrlKey || event.altKey || event.metaKey) {
return;
}
if (step) {
setView(view.x + step[0] * view.side * 0.2, view.y + step[1] * view.side * 0.2, view.side);
} else if (event.key === '+' || event.key === '=') {
zoom(2);
} else if (event.key === '-') {
zoom(0.5);
} else {
return;
}
event.preventDefault();
});
}
function followButtons() {
var buttons = document.querySelectorAll('[data-zoom]');
function look() {
Array.prototype.forEach.call(buttons, function (button) {
var end = Number(button.getAttribute('data-zoom')) > 1 ? leastSide() : CHART[0];
button.disabled = Math.abs(view.side - end) < 1;
});
}
Array.prototype.forEach.call(buttons, function (button) {
button.addEventListener('click', function () {
zoom(Number(button.getAttribute('data-zoom')));
});
});
followers.push(look);
look();
}
var APART = 48, // pixels between two signs
LETTER = 16,
LEAST_ROOM = 11,
DROP = 'M0 0C-8-10-13-16-13-24a13 13 0 0 1 26 0c0 8-5 14-13 24z';
var signLayer = frame.querySelector('.signs'),
nameLayer = frame.querySelector('.names'),
myPlace = null, // [x, y] in units
places = []; // of the list: { entry, id, name, x, y, kind, last }
function readPlaces() {
places = Array.prototype.map.call(document.querySelectorAll('[data-at]'), function (entry) {
var at = entry.dataset.at.split(',').map(Number);
return {
entry: entry,
id: entry.id,
name: entry.querySelector('a').textContent,
isPlaced: at.length === 3,
x: at[0],
y: at[1],
kind: at[2],
last: entry.dataset.call === undefined ? 1 : 0,
};
});
}
function share(number, from) {
return ((number - from) * 100) / view.side + '%';
}
function putAt(element, x, y) {
element.setAttribute('x', share(x, view.x));
element.setAttribute('y', share(y, view.y));
}
function groupsInView() {
var apart = (APART * textScale()) / pixelsPerUnit(),
groups = [];
places.forEach(function (each) {
if (!each.isPlaced || !isSeen(each.x, each.y)) {
return;
}
var group = groups.filter(function (other) {
return Math.sqrt((other[0].x - each.x) ** 2 + (other[0].y - each.y) ** 2) < apart;
})[0];
if (group) {
group.push(each);
} else {
groups.push([each]);
}
});
return groups;
}
function kindOf(group) {
return group.reduce(function (kind, each) {
return kind & each.kind;
}, DEMO | COARSE);
}
function nameOf(group) {
var first = group.slice(0, 3).map(function (each) {
return each.name;
});
var values = { n: group.length, units: first.join(told('、')) };
return withNotes(
group.length > 3
? told('%(n)s 处：%(units)s 等', values)
: group.length > 1
? told('%(n)s 处：%(units)s', values)
: values.units,
kindOf(group),
);
}
function shapes(group) {
if (group.length > 1) {
return [draw('circle', { class: 'body', r: 19 }), draw('text', { y: 6 }, String(group.length))];
}
if (group[0].kind & COARSE) {
return [
draw('circle', { class: 'halo', r: 20 }),
draw('circle', { class: 'body', r: 14 }),
draw('text', { y: 5 }, told('约')),
];
}
return [
draw('path', { class: 'body', d: DROP }),
draw('circle', { class: 'eye', cy: -24, r: 4.5 }),
];
}
function sign(group) {
var kind = kindOf(group),
link = draw('a', {
href: '#' + group[0].id,
'aria-label': nameOf(group),
class:
'sign' +
(kind & DEMO ? ' is-demo' : '') +
(group.length > 1 ? ' is-several' : kind & COARSE ? ' is-coarse' : ''),
}),
dot = draw('svg', {}),
picture = draw('g', { transform: 'scale(' + textScale() + ')' });
picture.appendChild(draw('circle', { class: 'touch', r: 24 }));
shapes(group).forEach(function (shape) {
picture.appendChild(shape);
});
dot.appendChild(picture);
link.appendChild(dot);
asPublished(link);
link.place = group[0];
putAt(dot, group[0].x, group[0].y);
return link;
}
signLayer.addEventListener('click', function (event) {
var link = event.target.closest('.is-several'),
group =
link &&
groupsInView().filter(function (each) {
return '#' + each[0].id === link.getAttribute('href');
})[0];
if (group && canPart(group)) {
event.preventDefault();
zoomTo(group);
}
});
function canPart(group) {
return group.some(function (each) {
return (
Math.sqrt((each.x - group[0].x) ** 2 + (each.y - group[0].y) ** 2) >
(APART * textScale() * leastSide()) / frame.clientWidth
);
});
}
function zoomTo(group) {
var xs = group.map(function (each) {
return each.x;
}),
ys = group.map(function (each) {
return each.y;
}),
left = Math.min.apply(null, xs),
top = Math.min.apply(null, ys),
wide = Math.max(Math.max.apply(null, xs) - left, Math.max.apply(null, ys) - top),
side = within(wide * 1.5, leastSide(), view.side / 2);
setView(left + wide / 2 - side / 2, top + wide / 2 - side / 2, side);
}
function drawSigns() {
var focused =
signLayer.contains(document.activeElement) && document.activeElement.getAttribute('href');
var groups = groupsInView();
signLayer.textContent = '';
groups.map(sign).forEach(function (link, at) {
signLayer.appendChild(link);
var isFocused = groups[at].some(function (each) {
return '#' + each.id === focused;
});
if (isFocused) {
link.focus({ preventScroll: true });
}
});
if (myPlace && isSeen(myPlace[0], myPlace[1])) {
var dot = draw('svg', { class: 'my-dot', role: 'img', 'aria-label': told('您的位置') });
dot.appendChild(draw('circle', { class: 'halo', r: 18 }));
dot.appendChild(draw('circle', { class: 'body', r: 9 }));
putAt(dot, myPlace[0], myPlace[1]);
signLayer.appendChild(dot);
}
return groups;
}
function drawNames(groups) {
var scale = pixelsPerUnit(),
wide = frame.clientWidth,
letter = LETTER * textScale(),
half = (APART / 2) * textScale(),
taken = groups.map(function (group) {
var x = (group[0].x - view.x) * scale,
y = (group[0].y - view.y) * scale;
return [x - half, y - 1.8 * half, x + half, y + half];
});
nameLayer.textContent = '';
nameLayer.dataset.names.split(';').forEach(function (text) {
var name = text.split(','),
room = Number(name[3]) * scale;
if (name.length < 4 || room < LEAST_ROOM) {
return;
}
var at = { x: (Number(name[1]) - view.x) * scale, y: (Number(name[2]) - view.y) * scale };
var box = free(at, name[0].length * letter, letter * 1.4, room, taken);
if (box && box[0] >= 0 && box[1] >= 0 && box[2] <= wide && box[3] <= wide) {
taken.push(box);
var written = draw('text', {}, name[0]);
written.at = [view.x + (box[0] + box[2]) / 2 / scale, view.y + (box[1] + box[3]) / 2 / scale];
putAt(written, written.at[0], written.at[1]);
nameLayer.appendChild(written);
}
});
}
function carryAlong() {
Array.prototype.forEach.call(signLayer.querySelectorAll('svg'), function (dot) {
var place = dot.parentNode.place;
if (place) {
putAt(dot, place.x, place.y);
} else if (myPlace) {
putAt(dot, myPlace[0], myPlace[1]);
}
});
Array.prototype.forEach.call(nameLayer.childNodes, function (written) {
if (written.at) {
putAt(written, written.at[0], written.at[1]);
}
});
}
var listBox = document.querySelector('[data-list]'),
listWords = document.querySelector('[data-list-words]'),
lastSide = view.side;
function putListInStep() {
var from = myPlace || [view.x + view.side / 2, view.y + view.side / 2],
seen = places.filter(function (each) {
return each.isPlaced && isSeen(each.x, each.y);
}),
isEmpty = !seen.length;
places.forEach(function (each) {
each.away = each.isPlaced
? Math.sqrt((each.x - from[0]) ** 2 + (each.y - from[1]) ** 2)
: Infinity;
});
places.sort(byDistance).forEach(function (each) {
listBox.appendChild(each.entry);
each.entry.hidden = !isEmpty && each.isPlaced && seen.indexOf(each) < 0;
});
listWords.textContent = isEmpty
? told('地图上现在没有采血点，下面是附近的全部。缩小地图就看得到。')
: orderWords(seen.length, myPlace);
return seen.length;
}
function tellDistances(me) {
places.forEach(function (each) {
var old = each.entry.querySelector('.from-me');
if (old) {
old.parentNode.removeChild(old);
}
if (me && each.isPlaced) {
var words = fromMe(kilometres(me, onEarth([each.x, each.y])), each.kind & COARSE);
each.entry.insertBefore(make('p', 'meta from-me', words), each.entry.children[1]);
}
});
}
function showPlace(me) {
var at = onChart(me),
near = places
.filter(function (each) {
return each.isPlaced;
})
.map(function (each) {
return Math.max(Math.abs(each.x - at[0]), Math.abs(each.y - at[1]));
})
.sort(function (one, other) {
return one - other;
})
.slice(0, 3),
side = 2.3 * (near[near.length - 1] || CHART[3] / 2);
myPlace = at;
tellDistances(me);
if (at[0] < 0 || at[1] < 0 || at[0] > CHART[0] || at[1] > CHART[0]) {
setView(0, 0, CHART[0]);
return told('您的位置不在这张图上。每处离您多远，写在下面。位置只在这张图上用，没有发出去。');
}
setView(at[0] - side / 2, at[1] - side / 2, side);
return told('蓝点是您的位置。它只画在这张图上，没有发出去。');
}
function clearPlace() {
myPlace = null;
tellDistances(null);
setView(CHART[1], CHART[2], CHART[3]);
drawSigns();
}
followers.push(function (what) {
if (what === 'drawn') {
carryAlong();
return;
}
drawNames(drawSigns());
announceMove(lastSide - view.side, putListInStep());
lastSide = view.side;
});
readPlaces();
followFingers();
followMouse();
followKeys();
followButtons();
offerPlace(showPlace, clearPlace);
if (textScale() !== 1) {
drawNames(drawSigns());
}
}());
