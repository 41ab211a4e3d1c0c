// What marks are drawn with.

var DEMO = 1,
  COARSE = 2,
  SVG = 'http://www.w3.org/2000/svg',
  XLINK = 'http://www.w3.org/1999/xlink'; // how a link of an SVG says where it leads before iOS 12.2
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
