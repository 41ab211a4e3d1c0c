// The map of an operator's report (report.py); scripts/encoding.js stands before it in the page.

function points(text) {
  var found = [];
  eachPoint(text, function (lat, lon) {
    found.push([lat, lon]);
  });
  return found;
}

// pins: [lat, lon, number of the table row, kind], see report.py.
function drawReport(map, pins) {
  var ink = { color: '#8a7457', weight: 1, interactive: false, smoothFactor: 0.5 };
  CHINA.arcs.forEach(function (arc, at) {
    var open = CHINA.undefined.indexOf(at) >= 0;
    L.polyline(points(arc), L.extend({}, ink, open ? { dashArray: '5 4' } : {})).addTo(map);
  });
  CHINA.sea.concat(CHINA.hongkong).forEach(function (line) {
    L.polyline(points(line), L.extend({}, ink, { dashArray: '3 3' })).addTo(map);
  });
  CHINA.dashes.forEach(function (line) {
    L.polyline(points(line), L.extend({}, ink, { weight: 2 })).addTo(map);
  });
  L.control.attribution({ prefix: false }).addAttribution(CHINA.source).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  var colours = [
    '#5c5c5c',
    '#5c5c5c',
    '#7b1fa2',
    '#c62828',
    '#d84315',
    '#00695c',
    '#1565c0',
    '#8d6e00',
    '#f9a825',
  ];
  var box = [];
  // The gravest are drawn last, on top.
  pins
    .slice()
    .reverse()
    .forEach(function (pin) {
      var row = document.getElementById('row-' + pin[2]);
      var mark = L.circleMarker([pin[0], pin[1]], {
        radius: 6,
        color: '#fff',
        weight: 1,
        fillColor: colours[pin[3]],
        fillOpacity: 0.9,
      });
      box.push([pin[0], pin[1]]);
      mark.bindPopup(function () {
        var told = document.createElement('div');
        Array.prototype.forEach.call(row.cells, function (cell) {
          var line = document.createElement('p');
          line.textContent = cell.textContent;
          told.appendChild(line);
        });
        var link = document.createElement('a');
        link.href = '#row-' + pin[2];
        link.textContent = '到表里看这一行';
        link.addEventListener('click', function () {
          var rest = row.closest('details');
          if (rest) {
            rest.open = true;
          }
        });
        told.appendChild(link);
        return told;
      });
      mark.addTo(map);
    });
  if (box.length) {
    map.fitBounds(box, { padding: [30, 30], maxZoom: 12, animate: false });
  }
}
