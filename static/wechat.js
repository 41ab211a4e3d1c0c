// Inside WeChat only, where the deployment has an account: our own card, and WeChat's own map.
// Whatever fails here, the page stays as it is.
(function () {
  'use strict';
  if (!/MicroMessenger/.test(navigator.userAgent)) {
    return;
  }
  var ask = document.currentScript.getAttribute('data-signature');
  var meta = function (name) {
    return document.querySelector('meta[property="og:' + name + '"]').content;
  };
  var offerMap = function (button) {
    var point = button.getAttribute('data-wechat-map').split(',');
    button.hidden = false;
    button.addEventListener('click', function () {
      window.wx.openLocation({
        latitude: Number(point[0]),
        longitude: Number(point[1]),
        name: button.getAttribute('data-name'),
        address: button.getAttribute('data-address'),
        scale: 16,
      });
    });
  };
  var ready = function () {
    var card = { title: meta('title'), link: meta('url'), imgUrl: meta('image') };
    window.wx.updateTimelineShareData(card);
    card.desc = meta('description');
    window.wx.updateAppMessageShareData(card);
    Array.prototype.forEach.call(document.querySelectorAll('[data-wechat-map]'), offerMap);
  };
  var configure = function (signed) {
    var script = document.createElement('script');
    script.src = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';
    script.onload = function () {
      signed.jsApiList = ['updateAppMessageShareData', 'updateTimelineShareData', 'openLocation'];
      window.wx.config(signed);
      window.wx.ready(ready);
    };
    document.head.appendChild(script);
  };
  fetch(ask + '?url=' + encodeURIComponent(location.href.split('#')[0]))
    .then(function (answer) {
      return answer.ok ? answer.json().then(configure) : null;
    })
    .catch(function () {
      /* without a network, or refused: nothing depends on it */
    });
})();
