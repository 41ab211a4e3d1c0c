// The list under the large map: what is in view, the nearest to the middle first.

var MOST_LISTED = 10,
  MOST_SEEN = 1000; // a view of more is no place: then the provinces below say more

function Listing(map, pins, units) {
  this.map = map;
  this.pins = pins;
  this.units = units;
  this.me = null;
  this.box = document.querySelector('[data-list]');
  this.said = document.querySelector('[data-list-words]');
  this.seen = 0;
}

Listing.prototype.write = function () {
  var bounds = this.map.getBounds(),
    seen = this.pins.filter(function (pin) {
      return bounds.contains(pin.getLatLng());
    });
  this.seen = seen.length;
  this.box.textContent = '';
  if (!seen.length) {
    this.said.textContent = told('地图上现在没有采血点。缩小地图，或者在下面选省。');
    return;
  }
  if (seen.length > MOST_SEEN) {
    this.said.textContent = told('地图上有 %(n)s 处。放大地图，这里就列出来。', {
      n: seen.length,
    });
    return;
  }
  var nearest = this.nearest(seen).slice(0, MOST_LISTED);
  this.said.textContent = orderWords(seen.length, this.me, MOST_LISTED);
  this.units.want(
    nearest.map(function (each) {
      return each.pin;
    }),
  );
  nearest.forEach(this.add, this);
};

Listing.prototype.nearest = function (pins) {
  var from = this.me || [this.map.getCenter().lat, this.map.getCenter().lng];
  return pins
    .map(function (pin) {
      var at = pin.getLatLng();
      return {
        pin: pin,
        last: pin.options.kind & DEMO,
        away: kilometres(from, [at.lat, at.lng]),
      };
    })
    .sort(byDistance);
};

// How many kilometres from the visitor the nearest so many lie, whatever they are.
Listing.prototype.reach = function (count) {
  var away = this.nearest(this.pins)
    .map(function (each) {
      return each.away;
    })
    .sort(function (one, other) {
      return one - other;
    });
  return away[Math.min(count, away.length) - 1] || 0;
};

// Until its unit is known an entry waits; the list is then written again.
Listing.prototype.add = function (each) {
  var options = each.pin.options,
    entry = make('li'),
    notes = [];
  if (!options.unit) {
    entry.appendChild(make('p', 'meta', told('正在取名字……')));
    this.box.appendChild(entry);
    return;
  }
  entry.appendChild(asPublished(pageLink(options.siteId, options.unit, '')));
  if (this.me) {
    notes.push(fromMe(each.away, options.kind & COARSE));
  }
  if (options.kind & DEMO) {
    notes.push(told('演示，不是真的'));
  }
  if (options.kind & COARSE) {
    notes.push(told('位置不太准'));
  }
  if (notes.length) {
    entry.appendChild(make('p', 'meta', notes.join(' · ')));
  }
  this.box.appendChild(entry);
};
