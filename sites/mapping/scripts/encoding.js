// Texts → numbers, as sites/mapping/encoding.py writes them.

var STEPS = 10000; // of a degree

function numbers(text) {
  var found = [],
    value = 0,
    shift = 0;
  for (var at = 0; at < text.length; at++) {
    var five = text.charCodeAt(at) - 63;
    value |= (five & 31) << shift;
    shift += 5;
    if (five < 32) {
      found.push(value & 1 ? ~(value >> 1) : value >> 1);
      value = shift = 0;
    }
  }
  return found;
}

// Differences → what they lead to, one after another.
function sums(differences) {
  var last = 0;
  return differences.map(function (step) {
    last += step;
    return last;
  });
}

// An encoded line: lat and lon take turns, each with its own sum. take(lat, lon), in degrees.
function eachPoint(text, take) {
  var lat = 0,
    lon = 0,
    steps = numbers(text);
  for (var at = 0; at < steps.length; at += 2) {
    lat += steps[at];
    lon += steps[at + 1];
    take(lat / STEPS, lon / STEPS);
  }
}
