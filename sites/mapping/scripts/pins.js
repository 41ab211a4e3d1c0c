// Pins and clusters: their pictures, sizes and accessible names.

var DEMO = 1,
  COARSE = 2,
  SVG = 'http://www.w3.org/2000/svg';
var PIN = 'M22 42C14 32 9 26 9 18a13 13 0 0 1 26 0c0 8-5 14-13 24z';

function draw(tag, attributes, text) {
  var element = document.createElementNS(SVG, tag);
  for (var name in attributes) {
    element.setAttribute(name, attributes[name]);
  }
  if (text) {
    element.textContent = text;
  }
  return element;
}

function pinPicture(kind) {
  var picture = draw('svg', { viewBox: '0 0 44 44', 'aria-hidden': 'true', focusable: 'false' });
  if (kind & COARSE) {
    picture.appendChild(draw('circle', { class: 'halo', cx: 22, cy: 22, r: 20 }));
    picture.appendChild(draw('circle', { class: 'body', cx: 22, cy: 22, r: 13 }));
    picture.appendChild(draw('text', { x: 22, y: 27, 'text-anchor': 'middle' }, '约'));
  } else {
    picture.appendChild(draw('path', { class: 'body', d: PIN }));
    picture.appendChild(draw('circle', { class: 'eye', cx: 22, cy: 18, r: 4.5 }));
  }
  return picture;
}

// A pin or a cluster: a button with a name, at least 44 pixels wide.
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
  var size = Math.round(44 * textScale());
  return new Sign({
    iconSize: [size, size],
    iconAnchor: kind & COARSE ? [size / 2, size / 2] : [size / 2, (size * 42) / 44],
    className: 'pin' + (kind & DEMO ? ' is-demo' : '') + (kind & COARSE ? ' is-coarse' : ''),
    label: (kind & DEMO ? '演示采血点' : '采血点') + (kind & COARSE ? '，位置不太准' : ''),
    picture: function () {
      return pinPicture(kind);
    },
  });
}

function clusterIcon(cluster) {
  var count = cluster.getChildCount();
  var demo = cluster.getAllChildMarkers().every(function (pin) {
    return pin.options.kind & DEMO;
  });
  var size = Math.round(
    (count < 10 ? 44 : count < 100 ? 48 : count < 1000 ? 54 : 62) * textScale(),
  );
  return new Sign({
    iconSize: [size, size],
    className: 'cluster' + (demo ? ' is-demo' : ''),
    label: count + ' 个' + (demo ? '演示' : '') + '采血点',
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
    from = 0;
  var found = [];
  file.groups.forEach(function (group) {
    var kind = group[0],
      size = group[1];
    icons[kind] = icons[kind] || pinIcon(kind);
    for (var turn = 0; turn < group[2]; turn++, at++, from += size) {
      found.push(
        L.marker([lats[at] / STEPS, lons[at] / STEPS], {
          icon: icons[kind],
          kind: kind,
          siteId: file.ids.substr(from, size),
        }),
      );
    }
  });
  return found;
}
