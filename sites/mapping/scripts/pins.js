// Pins and clusters: their pictures, sizes and accessible names.

var PIN = 'M22 42C14 32 9 26 9 18a13 13 0 0 1 26 0c0 8-5 14-13 24z';

function pinPicture(kind) {
  var picture = draw('svg', { viewBox: '0 0 44 44', 'aria-hidden': 'true', focusable: 'false' });
  if (kind & COARSE) {
    picture.appendChild(draw('circle', { class: 'halo', cx: 22, cy: 22, r: 20 }));
    picture.appendChild(draw('circle', { class: 'body', cx: 22, cy: 22, r: 13 }));
    picture.appendChild(draw('text', { x: 22, y: 27, 'text-anchor': 'middle' }, told('约')));
  } else {
    picture.appendChild(draw('path', { class: 'body', d: PIN }));
    picture.appendChild(draw('circle', { class: 'eye', cx: 22, cy: 18, r: 4.5 }));
  }
  return picture;
}

// A pin or a cluster: a button with a name, at least 48 pixels wide.
var Sign = L.Icon.extend({
  createIcon: function () {
    var sign = make('div'),
      options = this.options;
    this._setIconStyles(sign, 'icon');
    sign.setAttribute('aria-label', options.label);
    sign.appendChild(options.picture());
    return sign;
  },
  createShadow: function () {
    return null;
  },
});

function pinIcon(kind) {
  var size = Math.round(48 * textScale());
  return new Sign({
    iconSize: [size, size],
    iconAnchor: kind & COARSE ? [size / 2, size / 2] : [size / 2, (size * 42) / 44],
    className: 'pin' + (kind & DEMO ? ' is-demo' : '') + (kind & COARSE ? ' is-coarse' : ''),
    label: pinName({ options: { kind: kind } }),
    picture: function () {
      return pinPicture(kind);
    },
  });
}

// Where the visitor is; drawn only here.
function placeIcon() {
  return new Sign({
    iconSize: [36, 36],
    className: 'my-dot',
    label: told('您的位置'),
    picture: function () {
      var picture = draw('svg', { viewBox: '-18 -18 36 36', 'aria-hidden': 'true' });
      picture.appendChild(draw('circle', { class: 'halo', r: 18 }));
      picture.appendChild(draw('circle', { class: 'body', r: 9 }));
      return picture;
    },
  });
}

function clusterIcon(cluster) {
  var count = cluster.getChildCount();
  var demo = cluster.getAllChildMarkers().every(function (pin) {
    return pin.options.kind & DEMO;
  });
  var size = Math.round((count < 100 ? 48 : count < 1000 ? 54 : 62) * textScale());
  return new Sign({
    iconSize: [size, size],
    className: 'cluster' + (demo ? ' is-demo' : ''),
    label: demo ? told('%(n)s 处演示采血点', { n: count }) : told('%(n)s 处采血点', { n: count }),
    picture: function () {
      return make('span', '', String(count));
    },
  });
}

function pinsFrom(file) {
  var lats = sums(numbers(file.lats)),
    lons = sums(numbers(file.lons)),
    icons = {},
    at = 0,
    found = [];
  file.groups.forEach(function (group) {
    var kind = group[0];
    icons[kind] = icons[kind] || pinIcon(kind);
    for (var turn = 0; turn < group[2]; turn++, at++) {
      found.push(
        L.marker([lats[at] / STEPS, lons[at] / STEPS], {
          icon: icons[kind],
          kind: kind,
          province: group[1],
        }),
      );
    }
  });
  return found;
}
