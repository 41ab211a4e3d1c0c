// Makes the pages handier; everything on them works without this file.
(function () {
  'use strict';
  var root = document.documentElement;
  var each = function (selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  };

  // A sentence in the page's language: static/words has the others', by the Chinese one; where they
  // tell one from many, of one and of many, values.n being the number.
  var told = function (sentence, values) {
    var text = (window.sitesWords || {})[sentence] || sentence;
    if (typeof text !== 'string') {
      text = text[values.n === 1 ? 0 : 1];
    }
    return text.replace(/%\((\w+)\)s/g, function (_place, name) {
      return values[name];
    });
  };
  window.sitesTold = told; // the map's scripts come later

  // A number to dial stands on one line, however large the phone makes its letters.
  var fitNumbers = function (part) {
    Array.prototype.forEach.call(part.querySelectorAll('.btn span'), function (number) {
      number.style.fontSize = '';
      var room = number.clientWidth,
        needs = number.scrollWidth;
      if (needs <= room) {
        return;
      }
      var size = parseFloat(getComputedStyle(number).fontSize);
      number.style.fontSize = Math.floor((10 * size * room) / needs) / 10 + 'px';
    });
  };
  window.sitesFitNumbers = fitNumbers; // the map's cards come later
  fitNumbers(document);
  window.addEventListener('resize', function () {
    fitNumbers(document);
  });

  // Text size: 18, 22, 26, 30 px, remembered on this phone only; templates/first.js sets it early.
  var sizes = ['', 'l', 'xl', 'xxl'];
  var remembered = function (value) {
    try {
      if (value === undefined) {
        return localStorage.getItem('size') || '';
      }
      localStorage.setItem('size', value);
    } catch (_refused) {
      /* private mode: the choice lasts for this page */
    }
    return value || '';
  };
  var show = function (size) {
    root.classList.remove('l', 'xl', 'xxl');
    if (size) {
      root.classList.add(size);
    }
    fitNumbers(document);
    return size;
  };
  var shown = sizes.filter(function (size) {
    return size && root.classList.contains(size);
  })[0];
  shown = shown || '';
  each('[data-text-size]', function (button) {
    button.addEventListener('click', function () {
      shown = show(remembered(sizes[(sizes.indexOf(shown) + 1) % sizes.length]));
    });
  });
  // Back to a page that was kept in memory: the size may have been changed meanwhile.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) {
      shown = show(remembered());
    }
  });

  // The last county that was looked at: kept on this phone only, offered on the home page.
  var lastCounty = function (county) {
    try {
      if (county) {
        localStorage.setItem('county', JSON.stringify(county));
      } else if (county === null) {
        localStorage.removeItem('county');
      }
      return JSON.parse(localStorage.getItem('county'));
    } catch (_refused) {
      return null;
    }
  };
  each('[data-county]', function (main) {
    lastCounty({
      code: main.getAttribute('data-county'),
      name: main.getAttribute('data-county-name'),
    });
  });
  // What templates/worker.js kept of it for a time without network goes too.
  var forgetKept = function () {
    if (window.caches) {
      caches.keys().then(function (names) {
        names.forEach(function (name) {
          caches.delete(name);
        });
      });
    }
  };
  each('[data-last-county]', function (offer) {
    var county = lastCounty(),
      link = offer.querySelector('a');
    if (!county || !/^\d{6}$/.test(county.code) || typeof county.name !== 'string') {
      root.classList.remove('has-county');
      return;
    }
    link.textContent = told('上次看的：%(name)s', { name: county.name });
    link.href = offer.getAttribute('data-last-county').replace(/-$/, county.code);
    offer.querySelector('button').addEventListener('click', function () {
      lastCounty(null);
      forgetKept();
      root.classList.remove('has-county');
    });
  });

  // What is offered while a name is typed: files of their own, fetched when the box is first used.
  var fetchOffers = function () {
    var form = document.activeElement && document.activeElement.form,
      files = form && form.getAttribute('data-suggest-files');
    if (!files) {
      return;
    }
    document.removeEventListener('focusin', fetchOffers);
    files = files.split(' ');
    var style = document.createElement('link'),
      script = document.createElement('script');
    style.rel = 'stylesheet';
    style.href = files[0];
    script.src = files[1];
    style.onerror = script.onerror = function () {
      document.addEventListener('focusin', fetchOffers);
    };
    document.head.appendChild(style);
    document.head.appendChild(script);
  };
  document.addEventListener('focusin', fetchOffers);
  fetchOffers();

  // Read aloud, where the phone can speak Chinese by itself.
  each('[data-read-aloud]', function (button) {
    var voices = window.speechSynthesis;
    var offer = function () {
      var canSpeak = voices.getVoices().some(function (voice) {
        return voice.localService && /^zh/i.test(voice.lang);
      });
      // Its place is kept from the first paint on: voices are known late.
      button.classList.toggle('can-speak', canSpeak);
    };
    if (!voices || !voices.getVoices) {
      return;
    }
    offer();
    voices.onvoiceschanged = offer;
    button.addEventListener('click', function () {
      var spoken = new SpeechSynthesisUtterance(button.getAttribute('data-read-aloud'));
      spoken.lang = 'zh-CN';
      spoken.rate = 0.8;
      voices.cancel();
      voices.speak(spoken);
    });
  });

  // Position: asked for only after a tap, rounded to about 100 m, posted, never in an address.
  // It stays in this tab, so that going back, reloading and opening again need not ask anew.
  var WAIT_MS = 8000;
  var failed = {
    1: told('手机没有给位置，没关系。'),
    2: told('手机现在定不了位，没关系。'),
    3: told('等了 8 秒还没有拿到位置，没关系。'),
  };
  var fields = ['lat', 'lon'];
  var isPosition = function (at) {
    return (
      Boolean(at) &&
      fields.every(function (name) {
        return typeof at[name] === 'number' && Number.isFinite(at[name]);
      })
    );
  };
  var rounded = function (degrees) {
    return Number(Number(degrees).toFixed(3));
  };
  var lastPosition = function (at) {
    try {
      if (at) {
        sessionStorage.setItem('position', JSON.stringify(at));
      }
      return JSON.parse(sessionStorage.getItem('position'));
    } catch (_refused) {
      return null;
    }
  };

  var locate = function (form) {
    var words = form.querySelector('[data-locate-words]');
    var button = form.querySelector('button');
    var isWaiting = false,
      hasMovedOn = false,
      timer;
    var wait = function (waits) {
      clearTimeout(timer);
      isWaiting = button.disabled = waits;
    };
    var fail = function (error) {
      if (!isWaiting) {
        return;
      }
      wait(false);
      hasMovedOn = false;
      words.textContent = told('%(why)s%(how)s', {
        why: (error && failed[error.code]) || failed[1],
        how: form.getAttribute('data-locate'),
      });
    };
    var found = function (position) {
      var at = {
        lat: rounded(position.coords.latitude),
        lon: rounded(position.coords.longitude),
        when: Date.now(),
      };
      if (!isPosition(at)) {
        fail({ code: 2 });
        return;
      }
      fields.forEach(function (name) {
        form.elements[name].value = at[name];
      });
      lastPosition(at);
      // Late, and the person is busy with something else: no page is pulled from under a finger.
      var isBusy = !isWaiting && hasMovedOn;
      wait(false);
      words.textContent = isBusy
        ? told('位置拿到了。再点一次上面的按钮，就能看最近的采血点。')
        : told('位置拿到了，正在找……一直没有出来，请再点一次。');
      if (!isBusy) {
        form.submit();
      }
    };
    ['touchstart', 'mousedown', 'keydown'].forEach(function (touch) {
      document.addEventListener(touch, function () {
        hasMovedOn = true;
      });
    });
    form.addEventListener('submit', function (event) {
      if (form.elements.lat.value) {
        return;
      }
      event.preventDefault();
      wait(true);
      words.textContent = told('正在拿位置，请点「允许」……');
      // The browser's own limit does not count while it asks, and some never answer at all.
      timer = setTimeout(function () {
        fail({ code: 3 });
      }, WAIT_MS);
      try {
        navigator.geolocation.getCurrentPosition(found, fail, {
          timeout: WAIT_MS,
          maximumAge: 300000,
          enableHighAccuracy: false,
        });
      } catch (_refused) {
        fail({ code: 1 });
      }
    });
    // Coming back to a page from memory: an old position must not be sent again unasked.
    window.addEventListener('pageshow', function () {
      fields.forEach(function (name) {
        form.elements[name].value = '';
      });
      wait(false);
    });
  };

  // The answer's entry in the history becomes a plain GET that carries the position along: a
  // reload needs no form, and going back asks again where the browser kept nothing.
  var two = function (number) {
    return (number < 10 ? '0' : '') + number;
  };
  var timeOf = function (when) {
    var then = new Date(when),
      clock = two(then.getHours()) + ':' + two(then.getMinutes());
    if (then.toDateString() === new Date().toDateString()) {
      return clock;
    }
    return told('%(month)s 月 %(day)s 日 %(clock)s', {
      month: then.getMonth() + 1,
      day: then.getDate(),
      clock: clock,
    });
  };
  var askAgain = function (lead, action, at) {
    lead.style.minHeight = lead.offsetHeight + 'px';
    lead.textContent = told('正在按 %(time)s 的位置找……', { time: timeOf(at.when) });
    fetch(action, {
      method: 'POST',
      credentials: 'same-origin',
      body: 'lat=' + at.lat + '&lon=' + at.lon,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
      .then(function (answer) {
        return answer.text();
      })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, 'text/html');
        var main = page.getElementById('main'),
          old = document.getElementById('main');
        old.parentNode.replaceChild(main, old);
        document.title = page.title;
        fitNumbers(main);
        Array.prototype.forEach.call(main.querySelectorAll('[data-locate]'), locate);
        Array.prototype.forEach.call(main.querySelectorAll('[data-asked-again]'), function (words) {
          words.textContent = told('（%(time)s 的位置）', { time: timeOf(at.when) });
          words.hidden = false;
        });
      })
      .catch(function () {
        lead.textContent = told('没能再找一次。请看看网络，再点「用我的位置」，或者在下面选省。');
      });
  };
  each('[data-locate]', function (form) {
    locate(form);
    if (location.pathname !== form.getAttribute('action')) {
      return;
    }
    var lead = document.querySelector('[data-ask-again]');
    var at = (history.state && history.state.position) || lastPosition();
    var isAnswer = document.querySelector('[data-asked-again]');
    if (!isPosition(at)) {
      at = null;
    }
    // An answer without a known position stays as it is: the browser keeps it.
    if (at || !isAnswer) {
      history.replaceState(at && { position: at }, '');
    }
    if (at && lead) {
      askAgain(lead, form.action, at);
    }
  });

  // After a call: when the page is seen again, what to do next stands out. Nothing is sent or kept.
  var dialled = null;
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a.call');
    dialled = link || dialled;
  });
  var askHowItWent = function () {
    if (!dialled || document.hidden) {
      return;
    }
    var place = dialled.closest('.card') || document,
      after = place.querySelector('[data-after-call]');
    dialled = null;
    if (!after) {
      return;
    }
    after.classList.add('asked');
    after.open = true;
    var link = after.querySelector('a[href$="#called"]');
    if (link) {
      link.textContent = told('打通了吗？');
    }
  };
  document.addEventListener('visibilitychange', askHowItWent);
  window.addEventListener('pageshow', askHowItWent);
  window.addEventListener('focus', askHowItWent);
  // Older browsers do not open what an address names.
  var openNamed = function () {
    var named = location.hash === '#called' && document.getElementById('called');
    if (named) {
      named.parentNode.open = true;
    }
  };
  openNamed();
  window.addEventListener('hashchange', openNamed);

  // For a time without network the phone keeps some pages (docs/pages.md), begun when this one has
  // come to rest. No page depends on it.
  var REST_MS = 3000;
  each('[data-offline]', function (main) {
    if (!navigator.serviceWorker || !window.isSecureContext) {
      return;
    }
    var keep = function () {
      navigator.serviceWorker
        .register('/sw.js')
        .then(function () {
          return navigator.serviceWorker.ready;
        })
        .then(function (registered) {
          registered.active.postMessage({
            frame: main.getAttribute('data-offline'),
            county: main.getAttribute('data-county'),
            release: main.getAttribute('data-release'),
          });
        })
        .catch(function () {
          /* storage is full, or refused */
        });
    };
    window.addEventListener('load', function () {
      setTimeout(keep, REST_MS);
    });
  });

  // Copy and pass on. The text stands on the page, so a refusal costs nothing.
  var textOf = function (name) {
    return document.querySelector('[data-copy-source="' + name + '"]').textContent;
  };
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
      button.textContent = done ? told('已复制') : told('请长按上面的文字复制');
      setTimeout(function () {
        button.textContent = name;
      }, 3000);
    };
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', function () {
      var text = textOf(button.getAttribute('data-copy'));
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(
          function () {
            say(true);
          },
          function () {
            say(oldCopy(text));
          },
        );
      } else {
        say(oldCopy(text));
      }
    });
  });
  each('[data-share]', function (button) {
    if (!navigator.share) {
      return;
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.share({ text: textOf('share') }).catch(function () {
        /* closed by the person */
      });
    });
  });
})();
