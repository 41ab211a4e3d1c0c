// The signs and names of a county's map: first as the server drew them, anew after each move.

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

// Sites too close to be told apart stand under one sign, at the place of the first.
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

// What holds for all of them.
function kindOf(group) {
  return group.reduce(function (kind, each) {
    return kind & each.kind;
  }, DEMO | COARSE);
}

// As sites/voice/sign_words.py has it.
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

// Several that can be told apart come apart; else the list has them one below the other.
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

// The view round some places, at least so wide that they stand apart from its edges.
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

// While fingers move, what stands there goes along; what is new comes when they rest.
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
