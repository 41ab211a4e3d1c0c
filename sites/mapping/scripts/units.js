// Who the pins are: id and unit, by province, when they are wanted.

function Units(pins) {
  var units = this;
  this.pins = {}; // province → its pins, in their order
  this.asked = {};
  this.isWhole = false; // all at once: then nobody can tell which ones were wanted
  this.known = function () {};
  pins.forEach(function (pin) {
    var code = pin.options.province;
    units.pins[code] = units.pins[code] || [];
    units.pins[code].push(pin);
  });
}

// Fulfilled when those of the province are known.
Units.prototype.load = function (province) {
  var units = this,
    name = this.isWhole ? 'all' : province;
  if (this.asked[province] || this.asked.all) {
    return this.asked[province] || this.asked.all;
  }
  this.asked[name] = fetchJson(frame.dataset.units.replace('/-.json', '/' + name + '.json')).then(
    function (file) {
      Object.keys(file).forEach(function (code) {
        units.pins[code].forEach(function (pin, at) {
          pin.options.siteId = file[code][at][0];
          pin.options.unit = file[code][at][1];
        });
      });
      units.known();
    },
    function (error) {
      delete units.asked[name];
      throw error;
    },
  );
  return this.asked[name];
};

// Those that are not known yet; what does not come is asked for again after the next move.
Units.prototype.want = function (pins) {
  var units = this;
  pins.forEach(function (pin) {
    if (!pin.options.unit) {
      units.load(pin.options.province).catch(function () {});
    }
  });
};
