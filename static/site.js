// Makes the pages handier; everything on them works without this file.
(function () {
  'use strict';
  var root = document.documentElement;
  var each = function (selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); };

  // Text size: three steps, remembered on this phone only; templates/first.js sets it early.
  var sizes = ['', 'l', 'xl'];
  var remembered = function (value) {
    try {
      if (value === undefined) { return localStorage.getItem('size') || ''; }
      localStorage.setItem('size', value);
    } catch (refused) { /* private mode: the choice lasts for this page */ }
    return value || '';
  };
  var show = function (size) {
    root.classList.remove('l', 'xl');
    if (size) { root.classList.add(size); }
    return size;
  };
  var shown = root.classList.contains('xl') ? 'xl' : root.classList.contains('l') ? 'l' : '';
  each('[data-text-size]', function (button) {
    button.addEventListener('click', function () {
      shown = show(remembered(sizes[(sizes.indexOf(shown) + 1) % sizes.length]));
    });
  });
  // Back to a page that was kept in memory: the size may have been changed meanwhile.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) { shown = show(remembered()); }
  });

  // Position: asked for only after a tap, rounded to about 100 m, posted, never in an address.
  var failed = { 1: '没有拿到位置，没关系。请在下面选省、市、县，或者写县名。', 3: '等了很久没有拿到位置。请选省、市、县，或者写县名。' };
  each('[data-locate]', function (form) {
    var words = form.querySelector('[data-locate-words]');
    var button = form.querySelector('button');
    words.setAttribute('role', 'status');
    form.addEventListener('submit', function (event) {
      if (form.elements.lat.value) { return; }
      event.preventDefault();
      button.disabled = true;
      words.textContent = '正在拿位置，请点「允许」……';
      navigator.geolocation.getCurrentPosition(function (position) {
        form.elements.lat.value = position.coords.latitude.toFixed(3);
        form.elements.lon.value = position.coords.longitude.toFixed(3);
        form.submit();
      }, function (error) {
        button.disabled = false;
        words.textContent = failed[error.code] || failed[1];
      }, { timeout: 8000, maximumAge: 300000, enableHighAccuracy: false });
    });
    // Coming back to a page from memory: an old position must not be sent again unasked.
    window.addEventListener('pageshow', function () {
      form.elements.lat.value = form.elements.lon.value = '';
      button.disabled = false;
    });
  });

  // Copy and pass on. The text stands on the page, so a refusal costs nothing.
  var textOf = function (name) { return document.querySelector('[data-copy-source="' + name + '"]').textContent; };
  var oldCopy = function (text) {
    var area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    document.body.removeChild(area);
    return done;
  };
  each('[data-copy]', function (button) {
    var name = button.textContent;
    var say = function (done) {
      button.textContent = done ? '已复制' : '请长按上面的文字复制';
      setTimeout(function () { button.textContent = name; }, 3000);
    };
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', function () {
      var text = textOf(button.getAttribute('data-copy'));
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(function () { say(true); }, function () { say(oldCopy(text)); });
      } else {
        say(oldCopy(text));
      }
    });
  });
  each('[data-share]', function (button) {
    if (!navigator.share) { return; }
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.share({ text: textOf('share') }).catch(function () { /* closed by the person */ });
    });
  });
}());
