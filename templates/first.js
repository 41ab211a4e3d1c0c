(function (root) {
  root.className =
    'js' +
    (navigator.geolocation && window.isSecureContext ? ' geo' : '') +
    (window.speechSynthesis ? ' speaks' : '');
  try {
    root.className += ' ' + (localStorage.getItem('size') || '');
    root.className += /"code":"\d{6}"/.test(localStorage.getItem('county')) ? ' has-county' : '';
  } catch (_refused) {
    /* private mode */
  }
})(document.documentElement);
