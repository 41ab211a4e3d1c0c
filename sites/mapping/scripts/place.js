// The visitor's position: asked for after a tap, drawn on this map, neither sent nor kept.

var PLACE_WAIT_MS = 8000;
var PLACE_FAILED = {
  1: told('手机没有给位置，没关系。'),
  2: told('手机现在定不了位，没关系。'),
  3: told('等了 8 秒还没有拿到位置，没关系。'),
};

// draw(at) shows the place ([lat, lon]) and answers with a sentence; clear() takes it away.
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
    // The browser's own limit does not count while it asks, and some never answer at all.
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

// Between two points [lat, lon] on a sphere.
function kilometres(one, other) {
  var radian = Math.PI / 180,
    north = Math.sin(((other[0] - one[0]) * radian) / 2),
    east = Math.sin(((other[1] - one[1]) * radian) / 2),
    half = north * north + Math.cos(one[0] * radian) * Math.cos(other[0] * radian) * east * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

// In the words of the lists (sites/voice/words.py); a coarse place makes near distances vague.
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

// How many sites are in view, and in which order the list has them; most: no more than these.
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
