// Offers areas while their name is typed. Fetched when the search box is first used (site.js);
// without it, or while the network is slow, box and button work as ever.
(function () {
  'use strict';
  var PAUSE_MS = 150; // between two letters of somebody who types
  var WAIT_MS = 5000;
  var LONGEST = 60; // as sites/understanding/completing.py
  var MOST_KNOWN = 50;
  var HAN = /[\u3400-\u9fff]/;
  var DIGIT = /[0-9\uff10-\uff19]/;
  var count = 0;

  // What is worth asking for. Of numbers nothing ever leaves the phone: it may be an identity card's.
  var wanted = function (text) {
    text = text.trim();
    var isName = HAN.test(text) || text.length > 1;
    return isName && text.length <= LONGEST && !DIGIT.test(text) ? text : '';
  };

  var start = function (box) {
    var form = box.form,
      address = form.getAttribute('data-suggest'),
      label = form.getAttribute('data-suggest-words'),
      list = document.createElement('ul'),
      told = document.createElement('p'),
      style = document.querySelector('link[href*="suggest.css"]'),
      known = {},
      knownCount = 0,
      number = 0, // of the newest question; the answers to older ones are dropped
      isComposing = false,
      offers = [],
      chosen = -1,
      asking,
      timer;

    count += 1;
    list.id = 'offers-' + count;
    list.className = 'offers';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', label);
    told.className = 'sr';
    told.setAttribute('role', 'status');
    form.appendChild(list);
    form.appendChild(told);
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', list.id);
    box.setAttribute('aria-expanded', 'false');

    var choose = function (at) {
      chosen = at;
      Array.prototype.forEach.call(list.children, function (row, place) {
        row.setAttribute('aria-selected', String(place === at));
      });
      if (at < 0) {
        box.removeAttribute('aria-activedescendant');
      } else {
        box.setAttribute('aria-activedescendant', list.children[at].id);
      }
    };
    var close = function () {
      list.hidden = true;
      box.setAttribute('aria-expanded', 'false');
      told.textContent = '';
      choose(-1);
    };
    var stop = function () {
      number += 1;
      clearTimeout(timer);
      if (asking) {
        asking.abort();
        asking = null;
      }
    };
    var leave = function () {
      stop();
      close();
    };

    var row = function (offer, place) {
      var made = document.createElement('li');
      made.id = list.id + '-' + place;
      made.setAttribute('role', 'option');
      var text = document.createElement('span'),
        name = document.createElement('b'),
        sites = document.createElement('small');
      name.textContent = offer.name;
      sites.textContent = offer.words;
      text.appendChild(name);
      text.appendChild(document.createTextNode(' ' + offer.path));
      made.appendChild(text);
      made.appendChild(document.createTextNode(' '));
      made.appendChild(sites);
      return made;
    };
    // The keyboard covers the lower half: the box moves up as far as its list needs it to.
    var bringIntoView = function () {
      var seen = window.visualViewport,
        bottom = seen ? seen.offsetTop + seen.height : window.innerHeight,
        below = list.getBoundingClientRect().bottom + 8 - bottom,
        above = box.getBoundingClientRect().top - 8;
      if (below > 0 && above > 0) {
        window.scrollBy(0, Math.min(below, above));
      }
    };
    var show = function (found) {
      offers = found;
      list.textContent = '';
      found.map(row).forEach(function (made) {
        list.appendChild(made);
      });
      choose(-1);
      if (!found.length || document.activeElement !== box) {
        close();
        return;
      }
      list.hidden = false;
      // Its style sheet has not come yet: a bare list would push the page down.
      if (getComputedStyle(list).position !== 'absolute') {
        close();
        return;
      }
      box.setAttribute('aria-expanded', 'true');
      told.textContent = label + '：' + found.length;
      bringIntoView();
    };

    var keep = function (text, found) {
      if (knownCount === MOST_KNOWN) {
        known = {};
        knownCount = 0;
      }
      known['?' + text] = found;
      knownCount += 1;
    };
    var ask = function (text) {
      var mine = number,
        request = new XMLHttpRequest();
      asking = request;
      request.open('GET', address + '?q=' + encodeURIComponent(text));
      request.timeout = WAIT_MS;
      request.onload = function () {
        var found = null;
        try {
          found = request.status === 200 && JSON.parse(request.responseText);
        } catch (_broken) {
          /* somebody else's page, as of a hotel's network */
        }
        if (!Array.isArray(found)) {
          found = null;
        }
        if (found) {
          keep(text, found);
        }
        if (mine === number) {
          show(found || []);
        }
      };
      request.onerror = request.ontimeout = function () {
        if (mine === number) {
          close();
        }
      };
      request.send();
    };
    var look = function () {
      stop();
      if (isComposing) {
        return;
      }
      var text = wanted(box.value),
        found = known['?' + text];
      if (!text) {
        close();
      } else if (found) {
        show(found);
      } else {
        timer = setTimeout(ask, PAUSE_MS, text);
      }
    };

    var go = function (offer) {
      leave();
      location.href = /^\d{6}$/.test(offer.adcode)
        ? form.getAttribute('data-area').replace(/-$/, offer.adcode)
        : form.action + '?q=' + encodeURIComponent(offer.path.replace(/ /g, '') + offer.name);
    };

    box.addEventListener('compositionstart', function () {
      isComposing = true;
      stop();
    });
    box.addEventListener('compositionend', function () {
      isComposing = false;
      look();
    });
    box.addEventListener('input', look);
    if (style) {
      style.addEventListener('load', look);
    }
    box.addEventListener('blur', leave);
    form.addEventListener('submit', leave);
    window.addEventListener('pageshow', function (event) {
      if (event.persisted) {
        leave();
      }
    });
    box.addEventListener('keydown', function (event) {
      // 229: the key belongs to the composition, whatever it is.
      if (event.isComposing || event.keyCode === 229) {
        return;
      }
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (list.hidden) {
        if (step) {
          look();
        }
      } else if (step) {
        event.preventDefault();
        // One place more than there are rows: back in the box, none chosen.
        var places = offers.length + 1;
        choose(((chosen + 1 + step + places) % places) - 1);
      } else if (event.key === 'Enter' && chosen >= 0) {
        event.preventDefault();
        go(offers[chosen]);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        leave();
      }
    });
    // The box keeps the focus, else its list would be gone before the finger is up again.
    list.addEventListener('mousedown', function (event) {
      event.preventDefault();
    });
    list.addEventListener('click', function (event) {
      var made = event.target.closest('li');
      if (made) {
        go(offers[Array.prototype.indexOf.call(list.children, made)]);
      }
    });
    look();
  };

  // Also for a box that comes later (an answer that was asked for again).
  var startHere = function () {
    var box = document.activeElement;
    if (box && box.name === 'q' && box.form && box.getAttribute('role') !== 'combobox') {
      start(box);
    }
  };
  document.addEventListener('focusin', startHere);
  startHere();
})();
