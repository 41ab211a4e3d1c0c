// Streets by Tianditu, after a tap and only where the site has a key. Its datum, CGCS2000, is within
// a metre of ours (WGS-84), so nothing is shifted.

var STREETS_ZOOM = 17,
  LAYERS = ['vec', 'cva']; // ground, names

// Answers with what takes the streets away again.
function offerStreets(map, clusters, names, before) {
  var button = document.querySelector('[data-streets]'),
    source = document.querySelector('[data-source]');
  if (!button) {
    return function () {};
  }
  var usual = button.textContent,
    ours = source.textContent,
    least = map.getMaxZoom(),
    layers = null;
  // Clusters are reckoned for each zoom there is.
  function setMost(zoom) {
    var pins = clusters.getLayers();
    clusters.clearLayers();
    map.setMaxZoom(zoom);
    clusters.addLayers(pins);
  }
  function show() {
    before();
    setMost(STREETS_ZOOM);
    layers = LAYERS.map(function (layer) {
      return L.tileLayer(button.dataset.streets, {
        layer: layer,
        subdomains: '01234567',
        maxNativeZoom: STREETS_ZOOM,
      }).addTo(map);
    });
    names.isHidden = true;
    button.textContent = told('不看街道');
    source.textContent = button.dataset.note;
    names.write();
  }
  function clear() {
    layers.forEach(function (layer) {
      map.removeLayer(layer);
    });
    layers = null;
    if (map.getZoom() > least) {
      map.setZoom(least, { animate: false });
    }
    setMost(least);
    names.isHidden = false;
    button.textContent = usual;
    source.textContent = ours;
    names.write();
  }
  button.addEventListener('click', function () {
    (layers ? clear : show)();
  });
  return function () {
    if (layers) {
      clear();
    }
  };
}
