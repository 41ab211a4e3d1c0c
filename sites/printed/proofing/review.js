// ---- Keys --------------------------------------------------------------------------------

const CARD_KEYS = {
  Enter: good,
  Space: good,
  KeyD: gone,
  Delete: gone,
  KeyU: takeBack,
  KeyZ: zoomOn,
  KeyN: addHere,
  ArrowUp: () => move(-1),
  ArrowLeft: () => move(-1),
  ArrowDown: () => move(1),
  ArrowRight: () => move(1),
  KeyF: () => byId('filter').focus(),
  Tab: toFields,
  NumpadEnter: good,
};

// Single letters act only while the card itself has the focus, never while somebody writes.
function pressed(event) {
  if (event.isComposing || event.keyCode === 229) {
    return;
  } // an input method is at work
  if ((event.ctrlKey || event.metaKey) && event.code === 'KeyS') {
    // a saved page would lack the progress
    event.preventDefault();
    saveProgress();
    return;
  }
  const isField = event.target.tagName === 'TEXTAREA';
  const act = isField ? fieldKey(event) : keysOf(event.target)?.(event);
  if (!act) {
    return;
  }
  event.preventDefault();
  if (!event.repeat || event.code.startsWith('Arrow')) {
    act();
  } // a key held down confirms nothing
}

function keysOf(element) {
  if (element === card) {
    return cardKey;
  }
  if (element === byId('finish-title')) {
    return finishKey;
  }
  return element === listBox ? listKey : null;
}

// When all is done there is only a way back.
function finishKey(event) {
  const back = { KeyU: takeBack, ArrowUp: goBack, ArrowLeft: goBack };
  return event.ctrlKey || event.metaKey || event.altKey ? null : back[event.code];
}

// In the list the arrows choose a row, Enter goes to it.
function listKey(event) {
  const steps = { ArrowUp: -1, ArrowDown: 1 };
  if (event.code in steps) {
    return () => move(steps[event.code], listBox);
  }
  return event.key === 'Enter' ? () => card.focus() : null;
}

function digitOf(event) {
  return /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
}

function cardKey(event) {
  if (event.metaKey || event.ctrlKey) {
    return event.code === 'KeyZ' ? takeBack : null;
  }
  if (event.altKey || event.shiftKey) {
    return null;
  }
  const digit = digitOf(event);
  return digit ? () => propose(Number(digit)) : CARD_KEYS[event.code];
}

function fieldKey(event) {
  if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey) {
    return good;
  }
  if (event.key === 'Escape') {
    return () => card.focus();
  }
  const column = event.target.id.slice('f-'.length);
  if (event.altKey && event.code === 'ArrowUp') {
    return () => sameAsAbove(column);
  }
  if (event.altKey && event.code === 'ArrowDown') {
    return () => sameBelow(column);
  }
  const digit = event.altKey && digitOf(event);
  return digit ? () => propose(Number(digit)) : null;
}

function listen() {
  const clicks = {
    'do-good': good,
    'do-fix': toFields,
    'do-gone': gone,
    'do-undo': takeBack,
    'do-zoom': zoomOn,
    'do-add': addHere,
    'do-back': goBack,
    'do-skip': () => move(1),
    'do-filter': () => byId('filter').focus(),
    'save-list': () => saveList(false),
    'finish-save': () => saveList(false),
    'finish-rest': () => pickFilter('open'),
    'save-checked': () => saveList(true),
    'save-progress': saveProgress,
    'change-reviewer': askReviewer,
    'more-leftovers': drawMoreLeftovers,
    'pick-progress': () => byId('open-progress').click(),
    'more-fields': () => {
      card.classList.add('all-fields');
      parts.hours.area.focus();
    },
  };
  for (const [id, act] of Object.entries(clicks)) {
    byId(id).addEventListener('click', act);
  }
  document.addEventListener('keydown', pressed);
  byId('filter').addEventListener('change', (event) => pickFilter(event.target.value));
  byId('open-progress').addEventListener('change', (event) => openFile(event.target));
  byId('start-form').addEventListener('submit', started);
  byId('leftovers').addEventListener('toggle', () => {
    if (!leftoversShown) {
      drawMoreLeftovers();
    }
  });
  byId('pictures').addEventListener('toggle', drawPictures);
  listBox.addEventListener('scroll', drawList, { passive: true });
  window.addEventListener('resize', () => {
    drawList();
    if (current) {
      showCut(current);
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if (!canStore && decisions.size && !isSaved) {
      event.preventDefault();
    }
  });
  window.addEventListener('storage', () => {
    restore();
    refresh();
  });
  document.addEventListener('click', () => {
    if (document.activeElement === document.body && !card.hidden) {
      card.focus({ preventScroll: true });
    }
  });
  card.addEventListener('focusout', () => {
    editing = null;
  });
  document.addEventListener('focusin', () => {
    document.body.classList.toggle('is-writing', document.activeElement.tagName === 'TEXTAREA');
  });
}

function refresh() {
  orderRows();
  showCounts();
  showLeftoverCount();
  drawSources();
  if (current && document.activeElement.tagName !== 'TEXTAREA') {
    showRow(current);
  }
}

function begin() {
  restore();
  zoomStep = stored('*zoom') || 0;
  buildFields();
  fillFilter();
  listen();
  orderRows();
  drawSources();
  drawRemarks();
  showCounts();
  showLeftoverCount();
  byId('leftovers').hidden = !leftovers.length;
  byId('change-reviewer').textContent = reviewer()
    ? `现在是 ${reviewer()} 在核对，换人`
    : '写姓名缩写';
  const first = order.find((row) => !isDone(row));
  if (first) {
    goTo(first);
  } else {
    finish();
  }
  if (first && !reviewer()) {
    askReviewer();
  }
}

begin();
