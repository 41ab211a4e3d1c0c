// The row that is being checked: its cut-out, its fields, its doubts.

const byId = (id) => document.getElementById(id);
const card = byId('card');
const cut = byId('cut');
const parts = {};
const ZOOMS = [1, 1.5, 2];
const LINE_PX = 34; // small print grows by itself until its lines are about this high …
const MOST_ZOOM = 2.5; // … but not more than this: the picture has no more to show
const LITTLE_WIDER = 1.15; // a cell that is no wider than this is shown a little smaller instead
const AREAS = ['province', 'city', 'county'];
const AROUND = 4; // pixels of the picture shown around a cell
const images = new Map();
const IMAGES_KEPT = 40;
let current = null;
let zoomStep = 0;
let proposals = [];

// An element. attributes: "on…" are listeners; children: texts or elements.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

// The text as nodes, flagged characters inside <mark>.
function marked(text, flags) {
  const nodes = [];
  let run = '';
  let isMark = false;
  const close = () => {
    if (run) {
      nodes.push(isMark ? make('mark', {}, run) : run);
    }
    run = '';
  };
  [...text].forEach((character, place) => {
    if (flags[place] !== isMark) {
      close();
      isMark = Boolean(flags[place]);
    }
    run += character;
  });
  close();
  return nodes;
}

function buildFields() {
  for (const column of fields) {
    const area = make('textarea', {
      id: `f-${column}`,
      rows: 1,
      spellcheck: 'false',
      autocomplete: 'off',
      enterkeyhint: 'next',
      'aria-describedby': `d-${column}`,
      oninput: () => edited(column),
      onfocus: () => showCell(column),
    });
    const mirror = make('div', { class: 'mirror', 'aria-hidden': 'true' });
    const canvas = make('canvas', { class: 'crop', 'aria-hidden': 'true', hidden: true });
    const reasons = make('div', { class: 'reasons', id: `d-${column}` });
    const elsewhere = make('span', { class: 'soft elsewhere', hidden: true }, '印在别的行里');
    const field = make(
      'div',
      { class: `field ${column} ${AREAS.includes(column) ? 'is-area' : ''}` },
      make('label', { for: area.id }, rules.words[column]),
      elsewhere,
      canvas,
      make('div', { class: 'writing' }, mirror, area),
      reasons,
    );
    parts[column] = { area, mirror, canvas, reasons, field, elsewhere };
    byId('fields').append(field);
  }
}

function showRow(row) {
  current = row;
  card.classList.remove('all-fields');
  byId('card-title').textContent = rowName(row);
  fields.forEach((column) => {
    parts[column].area.value = textOf(row, column);
  });
  showDoubts();
  showState();
  showCut(row); // last: how wide a field is depends on its doubts
}

function rowName(row) {
  const number = row.made ? '加上的行' : `第 ${row.picture_row} 行`;
  return `${row.picture}　${number}`;
}

function showState() {
  const { by, on } = decisionOf(current);
  const words = isGone(current) ? '已去掉' : by ? `${by} 已核对　${on}` : '还没核对';
  byId('card-state').textContent = words;
  card.classList.toggle('is-done', Boolean(by));
  card.classList.toggle('is-gone', isGone(current));
  card.classList.toggle('has-doubts', isDoubtful(current) && !isDone(current));
}
