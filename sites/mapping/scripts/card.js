// The card of one site, fetched after a tap. Texts of the list reach it only as textContent.

function callButton(phone) {
  var button = make(phone.tel ? 'a' : 'p', phone.tel ? 'btn call' : 'btn nocall');
  if (phone.tel) {
    button.href = 'tel:' + phone.tel;
  }
  button.appendChild(make('small', '', phone.label));
  button.appendChild(make('span', '', phone.text));
  return button;
}

function siteCard(site) {
  var card = document.createDocumentFragment(),
    place = make('p', 'meta');
  card.appendChild(asPublished(make('h2', '', site.unit)));
  if (site.area) {
    card.appendChild(make('p', 'meta', site.area));
  }
  place.appendChild(asPublished(make('span', '', site.place)));
  site.tags.forEach(function (tag) {
    place.appendChild(make('span', 'tag', tag));
  });
  card.appendChild(place);
  card.appendChild(
    site.phone
      ? callButton(site.phone)
      : make('p', 'nophone', told('没有公布电话。请先打 110 问当地公安机关。')),
  );
  card.appendChild(
    pageLink(
      site.id,
      site.more_phones.length ? told('全部电话、时间、怎么去') : told('时间、怎么去、来源'),
      'btn line',
    ),
  );
  return card;
}

function pageLink(id, text, className) {
  var link = make('a', className, text);
  link.href = frame.dataset.page.replace(/-$/, encodeURIComponent(id));
  return link;
}

function Cards(map, units) {
  var cards = this;
  this.map = map;
  this.units = units;
  this.known = {};
  this.opener = null;
  map.on('popupclose', function (event) {
    cards.closed(event.popup);
  });
  frame.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      map.closePopup();
    }
  });
}

Cards.prototype.open = function (pin) {
  var cards = this,
    box = make('div', 'site-card');
  var size = this.map.getSize(),
    scale = textScale();
  box.tabIndex = -1;
  box.appendChild(make('p', 'meta', told('正在取资料……')));
  var popup = L.popup({
    className: 'site-popup',
    minWidth: Math.min(260 * scale, size.x - 48),
    maxWidth: Math.min(320 * scale, size.x - 48),
    maxHeight: Math.max(size.y - 64, 160),
    autoPanPadding: [12, 12],
    offset: pin.options.kind & COARSE ? [0, -10] : [0, -32],
  })
    .setLatLng(pin.getLatLng())
    .setContent(box)
    .openOn(this.map);
  var close = popup.getElement().querySelector('.leaflet-popup-close-button');
  close.setAttribute('aria-label', told('关闭'));
  popup.getElement().setAttribute('role', 'dialog');
  popup.getElement().setAttribute('aria-label', box.textContent);
  this.opener = { pin: pin, popup: popup };
  frame.classList.add('has-card');
  box.focus({ preventScroll: true });
  this.fetch(pin)
    .then(siteCard, function (error) {
      return cards.failed(pin, error);
    })
    .then(function (card) {
      box.textContent = '';
      box.appendChild(card);
      window.sitesFitNumbers(box);
      popup.getElement().setAttribute('aria-label', box.querySelector('h2, p').textContent);
      // update() takes the card out and puts it back, which drops the focus.
      var reading = box.contains(document.activeElement);
      popup.update();
      if (reading) {
        box.focus({ preventScroll: true });
      }
    });
};

Cards.prototype.fetch = function (pin) {
  var known = this.known;
  return this.units.load(pin.options.province).then(function () {
    var id = pin.options.siteId;
    if (known[id]) {
      return known[id];
    }
    return fetchJson(frame.dataset.cards.replace(/-$/, encodeURIComponent(id))).then(
      function (site) {
        known[id] = site;
        return site;
      },
    );
  });
};

Cards.prototype.failed = function (pin, error) {
  var cards = this,
    card = document.createDocumentFragment();
  if (error.message === '404') {
    card.appendChild(make('p', '', told('名录刚更新过，这个采血点不在里面了。请重新打开地图。')));
    return card;
  }
  card.appendChild(make('p', '', told('没有取到这个采血点的资料。请看看网络，再试一次。')));
  var again = make('button', 'btn ink', told('再试一次'));
  again.type = 'button';
  again.addEventListener('click', function () {
    cards.open(pin);
  });
  card.appendChild(again);
  if (pin.options.siteId) {
    card.appendChild(pageLink(pin.options.siteId, told('打开它的页面'), 'btn line'));
  }
  return card;
};

// Whoever was reading the card goes back to its pin; nobody else's focus is moved.
Cards.prototype.closed = function (popup) {
  var opener = this.opener,
    active = document.activeElement;
  if (!opener || opener.popup !== popup) {
    return;
  }
  frame.classList.remove('has-card');
  if (active !== document.body && !popup.getElement().contains(active)) {
    return;
  }
  var icon = opener.pin._icon;
  (icon && icon.isConnected ? icon : this.map.getContainer()).focus({ preventScroll: true });
};
