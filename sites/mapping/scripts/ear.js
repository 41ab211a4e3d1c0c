// What the map says to those who do not see it: names of pins, the order of Tab, what became of it.

var SAY_AFTER_MS = 400;

function pinName(pin) {
  var options = pin.options,
    name = withNotes(options.unit || told('%(n)s 处采血点', { n: 1 }), options.kind);
  return options.turn
    ? told('%(name)s，第 %(at)s 处，共 %(n)s 处', {
        name: name,
        at: options.turn,
        n: options.turns,
      })
    : name;
}

// Tab goes to what is in view, the nearest to the middle first, as in the list below.
function nameSigns(map, clusters, units) {
  var middle = map.getCenter(),
    seen = map.getBounds(),
    active = document.activeElement,
    signs = [],
    alone = [];
  clusters._featureGroup.eachLayer(function (sign) {
    if (!sign._icon) {
      return;
    }
    var isIn = seen.contains(sign.getLatLng());
    sign._icon.tabIndex = isIn ? 0 : -1;
    if (!sign.getChildCount) {
      asPublished(sign._icon).setAttribute('aria-label', pinName(sign));
      if (isIn) {
        alone.push(sign);
      }
    }
    if (isIn) {
      signs.push({ icon: sign._icon, away: map.distance(middle, sign.getLatLng()), last: 0 });
    }
  });
  units.want(alone);
  // Putting an element elsewhere takes its focus away; rings have an order of their own.
  if (!clusters._spiderfied && !map.getPane('markerPane').contains(active)) {
    putInOrder(
      signs.sort(byDistance).map(function (sign) {
        return sign.icon;
      }),
    );
  }
}

// Only where they are in another one: a mark that is taken out under a finger misses its tap.
function putInOrder(icons) {
  var isRight = icons.every(function (icon, at) {
    return !at || icons[at - 1].compareDocumentPosition(icon) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  if (!isRight) {
    icons.forEach(function (icon) {
      icon.parentNode.appendChild(icon);
    });
  }
}

function announceMoves(map, countSeen) {
  var before = map.getZoom(),
    timer;
  map.on('moveend', function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var zoom = map.getZoom();
      announceMove(zoom - before, countSeen());
      before = zoom;
    }, SAY_AFTER_MS);
  });
}
