// What every part of both map pages uses: the frame, elements, what is said to the ear.

var frame = document.querySelector('[data-map]');
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

// How much larger than usual the visitor reads; pins and names grow with it, within reason.
function textScale() {
  return Math.min(parseFloat(getComputedStyle(root).fontSize) / 18, 1.5) || 1;
}

// For those who do not see the map move. The same words twice would not be read again.
function announce(text) {
  var said = document.querySelector('[data-map-said]');
  said.textContent = text === said.textContent ? text + '。' : text;
}

// Nearest first among those that can be called, then among the others: as every list has them.
function byDistance(one, other) {
  return one.last - other.last || one.away - other.away;
}
