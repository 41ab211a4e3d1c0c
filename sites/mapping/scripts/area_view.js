// The part of a county's chart that is seen: two fingers, a mouse, keys and buttons move it.
// One finger is the browser's own: it scrolls the page.

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

// [lat, lon] → [x, y] in units.
function onChart(at) {
  var lat = (Math.max(-85, Math.min(85, at[0])) * Math.PI) / 180;
  var y = 0.5 - Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI);
  return [((at[1] + 180) / 360 - WORLD[0]) / WORLD[2], (y - WORLD[1]) / WORLD[2]];
}

// [x, y] → [lat, lon].
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

// So many times nearer, round the middle.
function zoom(times) {
  var side = within(view.side / times, leastSide(), CHART[0]);
  setView(view.x + (view.side - side) / 2, view.y + (view.side - side) / 2, side);
}

// What lay under (x, y) of the frame when the view was `from` lies there after zooming and moving.
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
  // Safari would zoom the page meanwhile.
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
  // The end of a drag is no tap on what lies under it.
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
