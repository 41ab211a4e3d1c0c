// What marks are drawn with.

var DEMO = 1,
  COARSE = 2,
  SVG = 'http://www.w3.org/2000/svg',
  XLINK = 'http://www.w3.org/1999/xlink'; // how a link of an SVG says where it leads before iOS 12.2

// Of a sign, for the ear: its name, and what care its sites want.
function withNotes(name, kind) {
  var parts = [name];
  if (kind & DEMO) {
    parts.push(told('演示'));
  }
  if (kind & COARSE) {
    parts.push(told('位置不太准'));
  }
  return parts.join(told('，'));
}

function draw(tag, attributes, text) {
  var element = document.createElementNS(SVG, tag);
  for (var name in attributes) {
    element.setAttribute(name, attributes[name]);
    if (name === 'href') {
      element.setAttributeNS(XLINK, 'xlink:href', attributes[name]);
    }
  }
  if (text) {
    element.textContent = text;
  }
  return element;
}
