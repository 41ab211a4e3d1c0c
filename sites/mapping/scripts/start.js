// Putting it together: folium's script makes the map and calls sitesMap.start.

var ONE_SITE_ZOOM = 11; // one site alone is shown with its county, not on an empty sheet

function nameMap(map) {
  var box = map.getContainer();
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', mapName(told('寻亲采血点地图')));
}

// The buttons stand below the map: over it they would lie on clusters.
function addZoomButtons(map) {
  Array.prototype.forEach.call(document.querySelectorAll('[data-zoom]'), function (button) {
    var step = Number(button.getAttribute('data-zoom'));
    var look = function () {
      var end = step > 0 ? map.getMaxZoom() : map.getMinZoom();
      button.disabled = (end - map.getZoom()) * step <= 0;
    };
    button.addEventListener('click', function () {
      map.setZoom(map.getZoom() + step);
    });
    map.on('zoomend zoomlevelschange', look);
    look();
  });
}

// One finger scrolls the page, two move the map (Leaflet's own), a mouse drags it.
function letOneFingerGo(map) {
  var box = map.getContainer();
  var byFinger = function (event) {
    if (!event.pointerType || event.pointerType === 'touch') {
      map.dragging.disable();
    }
  };
  box.addEventListener('pointerdown', byFinger, true);
  box.addEventListener('touchstart', byFinger, { capture: true, passive: true });
  box.addEventListener(
    'mousedown',
    function () {
      map.dragging.enable();
    },
    true,
  );
}

function readInks(basemap) {
  var style = getComputedStyle(frame);
  ['land', 'outline', 'province', 'prefecture', 'county'].forEach(function (name) {
    basemap.inks[name] = style.getPropertyValue('--map-' + name).trim();
  });
  basemap.repaint();
}

function addBasemap(map, names, privacy) {
  var basemap = new Basemap().addTo(map),
    asked = {},
    boxes = null,
    folder = frame.dataset.basemap;
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  readInks(basemap);
  if (dark.addEventListener) {
    dark.addEventListener('change', function () {
      readInks(basemap);
    });
  }

  // Each file once; one that did not come is asked for again with the next move.
  function get(name, take) {
    if (asked[name]) {
      return;
    }
    asked[name] = true;
    fetchJson(folder + name).then(
      function (file) {
        take(file);
        basemap.repaint();
      },
      function () {
        asked[name] = false;
      },
    );
  }

  function getWhatIsNear() {
    if (!boxes || map.getZoom() < PREFECTURES_FROM) {
      return;
    }
    get('prefectures.json?v=' + boxes.prefectures, function (file) {
      for (var code in file.lines) {
        basemap.prefectures[code] = file.lines[code].map(line);
      }
      names.add('prefecture', file.labels);
    });
    if (map.getZoom() < COUNTIES_FROM || privacy.isOn) {
      return;
    }
    var seen = map.getBounds();
    Object.keys(boxes.counties).forEach(function (code) {
      var box = boxes.counties[code];
      if (
        !seen.intersects([
          [box[0], box[1]],
          [box[2], box[3]],
        ])
      ) {
        return;
      }
      get('counties/' + code + '.json?v=' + box[4], function (file) {
        basemap.counties[code] = {
          cities: file.cities.map(line),
          counties: file.counties.map(line),
          sea: (file.sea || []).map(line),
        };
        names.add('county', file.labels);
      });
    });
  }

  function first() {
    fetchJson(frame.dataset.china)
      .then(function (file) {
        basemap.china = chinaFrom(file);
        boxes = file.files;
        basemap.repaint();
        names.add('province', file.labels);
        names.add('island', file.islands);
        getWhatIsNear();
      })
      .catch(function () {
        say(told('底图没有取到，圆点的位置仍然是对的。'), first);
      });
  }
  map.on('moveend', getWhatIsNear);
  first();
}

// Fulfilled with the pins when they stand on the map.
function addPins(clusters) {
  return fetchJson(frame.dataset.pins).then(function (file) {
    var pins = pinsFrom(file);
    clusters.addLayers(pins);
    frame.classList.add('has-pins');
    return pins;
  });
}

// All that needs the pins: the list, names for the ear, the visitor's own position.
function followPins(map, clusters, names, privacy, pins) {
  var units = new Units(pins),
    listing = new Listing(map, pins, units);
  function write() {
    nameSigns(map, clusters, units);
    listing.write();
  }
  units.known = write;
  privacy.units = units;
  openOnTapAndKey(clusters, new Cards(map, units));
  map.on('moveend', write);
  clusters.on('animationend spiderfied unspiderfied', function () {
    names.write();
    nameSigns(map, clusters, units);
  });
  announceMoves(map, function () {
    return listing.seen;
  });
  offerMyPlace(map, clusters, names, listing, privacy);
  names.write();
  write();
}

// While it is shown nothing is asked for that would tell where the visitor is: no lines of one
// province, no names of one province, no streets, and the history does not keep the view.
function offerMyPlace(map, clusters, names, listing, privacy) {
  var dot = null,
    forget = null;
  var clearStreets = offerStreets(map, clusters, names, function () {
    forget();
  });
  function clear() {
    if (dot) {
      map.removeLayer(dot);
    }
    dot = listing.me = null;
    privacy.isOn = privacy.units.isWhole = false;
    listing.write();
  }
  forget = offerPlace(function (me) {
    clearStreets();
    privacy.isOn = privacy.units.isWhole = true;
    listing.me = me;
    if (!map.options.maxBounds.contains(me)) {
      listing.write();
      return told('您的位置不在这张图上。它没有发出去。');
    }
    dot = L.marker(me, { icon: placeIcon(), interactive: false, keyboard: false }).addTo(map);
    map.fitBounds(L.latLng(me).toBounds(2200 * Math.max(listing.reach(3), 2)), {
      maxZoom: ONE_SITE_ZOOM,
    });
    listing.write();
    return told('蓝点是您的位置。它只画在这张图上，没有发出去。');
  }, clear);
}

function startPins(map, clusters, names, privacy) {
  return addPins(clusters).then(
    function (pins) {
      followPins(map, clusters, names, privacy, pins);
    },
    function () {
      say(told('采血点没有取到。请看看网络再试一次，或者用下面的列表。'), function () {
        startPins(map, clusters, names, privacy);
      });
    },
  );
}

// Where the visitor was before a site's page, else the area of the address, else all sites
// ([[south, west], [north, east]]). What was looked at stays in this browser's history.
function firstView(map, all, privacy) {
  var seen = history.state && history.state.mapView;
  var box = (frame.dataset.focus || '').split(',').map(Number);
  if (seen) {
    map.setView([seen[0], seen[1]], seen[2], { animate: false });
  } else {
    map.fitBounds(
      box.length === 4
        ? [
            [box[0], box[1]],
            [box[2], box[3]],
          ]
        : all,
      { animate: false, maxZoom: ONE_SITE_ZOOM },
    );
  }
  map.on('moveend', function () {
    var at = map.getCenter();
    if (privacy.isOn) {
      return;
    }
    history.replaceState({ mapView: [at.lat, at.lng, map.getZoom()] }, '');
  });
}

window.sitesMap = {
  moves: !still,
  clusterIcon: clusterIcon,
  rings: rings,
  start: function (map, clusters, bounds) {
    say('');
    frame.classList.add('is-on');
    map.invalidateSize({ animate: false, pan: false });
    var privacy = { isOn: false, units: null };
    firstView(map, bounds, privacy);
    nameMap(map);
    addZoomButtons(map);
    letOneFingerGo(map);
    var names = new NameLayer(map);
    followKeys(map, clusters);
    map.on('moveend', function () {
      names.write();
    });
    // Where to go comes before what lies round it: on a slow network each waits for the other.
    startPins(map, clusters, names, privacy).then(function () {
      addBasemap(map, names, privacy);
    });
  },
};
