// What every part of both map pages uses: the frame, elements, what is said to the ear.

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

// Names and addresses as they were published: on an English page a voice is told that they are not.
function asPublished(element) {
  if (frame.dataset.published) {
    element.setAttribute('lang', frame.dataset.published);
  }
  return element;
}

// How much larger than usual the visitor reads; pins and names grow with it, within reason.
function textScale() {
  return Math.min(parseFloat(getComputedStyle(root).fontSize) / 18, 1.5) || 1;
}

// For those who do not see the map move. The same words twice would not be read again.
function announce(text) {
  var said = document.querySelector('[data-map-said]');
  said.textContent = text === said.textContent ? text + '\u00a0' : text;
}

// nearer: above 0 where the map shows more of less than before. seen: how many sites are in view.
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

// What the map is called, and which keys it knows.
function mapName(name) {
  return told('%(name)s：方向键移动，加号、减号放大缩小', { name: name });
}

// Nearest first among those that can be called, then among the others: as every list has them.
function byDistance(one, other) {
  return one.last - other.last || one.away - other.away;
}
