// The visitor's position: asked for after a tap, drawn on this map, neither sent nor kept.

var PLACE_WAIT_MS = 8000;
var PLACE_FAILED = { 1: '手机没有给位置', 2: '手机现在定不了位', 3: '等了 8 秒还没有拿到位置' };

// draw(at) shows the place ([lat, lon]) and answers with a sentence; clear() takes it away.
function offerPlace(draw, clear) {
  var button = document.querySelector('[data-my-place]'),
    told = document.querySelector('[data-my-words]'),
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
    button.textContent = '不看我的位置';
    told.textContent = draw([position.coords.latitude, position.coords.longitude]);
  }
  function fail(error) {
    if (isWaiting) {
      wait(false);
      told.textContent =
        (PLACE_FAILED[error && error.code] || PLACE_FAILED[2]) + '，没关系。请看下面的列表。';
    }
  }
  function ask() {
    wait(true);
    told.textContent = '正在拿位置，请点「允许」……';
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
    told.textContent = '';
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
    return '几公里内';
  }
  if (km < 0.95 && !isCoarse) {
    return '约 ' + Math.max(1, Math.round(km * 10)) * 100 + ' 米';
  }
  return '约 ' + (km < 9.95 && !isCoarse ? km.toFixed(1) : Math.round(km)) + ' 公里';
}
