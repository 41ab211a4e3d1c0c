(function (root) {
  root.className = 'js' + (navigator.geolocation && window.isSecureContext ? ' geo' : '');
  try {
    root.className += ' ' + (localStorage.getItem('size') || '');
    root.className += localStorage.getItem('county') ? ' has-county' : '';
  } catch (_refused) {
    /* private mode */
  }
})(document.documentElement);
