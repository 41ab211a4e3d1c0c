// The keyboard: pins on one spot in rings, and the focus that goes on to what came out.

// Pins on one spot: rings round it, wide enough for fingertips. The innermost comes first.
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

// A cluster opened by key is gone afterwards: focus goes on to what came out of it.
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
  clusters.on('unspiderfied', function (event) {
    event.markers.forEach(function (pin) {
      delete pin.options.turn;
    });
  });
  clusters.on('spiderfied', function (event) {
    event.markers.forEach(function (pin, at) {
      pin.options.turn = at + 1;
      pin.options.turns = event.markers.length;
    });
    map.panInsideBounds(
      L.latLngBounds(
        event.markers.map(function (pin) {
          return pin.getLatLng();
        }),
      ).pad(0.15),
      { animate: !still },
    );
    // Enter makes markercluster focus the map right after this event: ours comes later.
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
