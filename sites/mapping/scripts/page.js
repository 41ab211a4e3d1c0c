// What every part of the map page uses: its frame, elements, requests, sentences over the map.

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

// Says a sentence over the map; again: what the button beside it does.
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

// How much larger than usual the visitor reads; pins and names grow with it, within reason.
function textScale() {
  return Math.min(parseFloat(getComputedStyle(root).fontSize) / 18, 1.5) || 1;
}

var NOT_OPEN = '地图没有打开。请看看网络，重新打开这一页；或者用下面的列表，电话一样全。';
window.addEventListener('load', function () {
  if (!frame.classList.contains('is-on')) {
    say(NOT_OPEN);
  }
});
// The other parts build upon Leaflet: without it nothing more runs, and the sentence stands.
if (!window.L || !L.markerClusterGroup) {
  throw new Error('Leaflet did not come');
}
