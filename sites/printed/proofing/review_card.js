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

// ---- Doubts ------------------------------------------------------------------------------

function showDoubts() {
  proposals = [];
  const rowDoubts = current.doubts.filter(([column]) => !(column in parts));
  byId('row-doubts').replaceChildren(...rowDoubts.map((doubt) => reasonOf(doubt)));
  for (const column of fields) {
    const doubts = doubtsOf(current, column);
    const { field, reasons } = parts[column];
    field.classList.toggle('is-doubtful', doubts.length > 0);
    field.classList.toggle('is-spare', !doubts.length && !textOf(current, column));
    reasons.replaceChildren(...doubts.map((doubt) => reasonOf(doubt)));
    showMarks(column);
  }
}

function reasonOf([column, reason, proposal]) {
  const line = make('p', {}, reason);
  const isOffered = proposals.some(([where, text]) => where === column && text === proposal);
  if (!proposal || !(column in parts) || isOffered) {
    return line;
  }
  if (textOf(current, column) === proposal) {
    line.append(make('b', {}, `✓ 已改成「${proposal}」`));
    return line;
  }
  const number = proposals.push([column, proposal]);
  const words = marked(proposal, differences(proposal, textOf(current, column)));
  line.append(
    make(
      'button',
      { type: 'button', class: 'proposal', onclick: () => propose(number) },
      '改成「',
      ...words,
      '」',
      make('kbd', {}, String(number)),
    ),
  );
  return line;
}

// Put proposal `number` (from 1) into its field.
function propose(number) {
  const [column, text] = proposals[number - 1] || [];
  if (!column) {
    return;
  }
  change(column, text);
  parts[column].area.value = text;
  showDoubts();
  say(`${rules.words[column]}改成了「${text}」`);
  if (document.activeElement !== parts[column].area) {
    card.focus();
  }
}

function showMarks(column) {
  const { mirror, area } = parts[column];
  const text = area.value;
  const isAsRead = text === (current.cells[column] || '');
  const flags = isAsRead ? doubtfulFlags(text, doubtsOf(current, column)) : [];
  mirror.replaceChildren(...marked(text, flags), '\u200b');
}

// ---- Editing -----------------------------------------------------------------------------

let editing = null; // the field whose changes are one step of undo

function edited(column) {
  const { area } = parts[column];
  if (/[\r\n]/.test(area.value)) {
    area.value = area.value.replace(/[\r\n]+/g, ' ');
  }
  change(column, area.value, editing !== area);
  editing = area;
  showMarks(column);
}

// A changed row is no longer a confirmed one.
function change(column, text, isStep = true) {
  const { cells } = decisionOf(current);
  decide(current, { cells: { ...cells, [column]: text }, by: '', on: '' }, isStep);
  showState();
  listChanged();
}

// As the row above has it.
function sameAsAbove(column) {
  const text = textAbove(current, column);
  if (!text) {
    say('上一行的这一格是空的');
    return;
  }
  change(column, text);
  parts[column].area.value = text;
  showMarks(column);
  say(`和上一行一样：${text}`);
}

function sameBelow(column) {
  const count = textOf(current, column) ? fillDown(current, column) : 0;
  say(
    count
      ? `下面 ${count} 行的${rules.words[column]}也填上了「${textOf(current, column)}」，请逐行核对`
      : '下面没有空着的格',
  );
  listChanged();
}

// ---- Pictures ----------------------------------------------------------------------------

function imageOf(row) {
  if (images.has(row.cutOut)) {
    return images.get(row.cutOut);
  }
  const block = byId(row.cutOut);
  if (!block) {
    return null;
  }
  const image = new Image();
  image.src = block.textContent;
  images.set(row.cutOut, image);
  if (images.size > IMAGES_KEPT) {
    images.delete(images.keys().next().value);
  }
  return image;
}

function showCut(row) {
  const image = imageOf(row);
  byId('cut-frame').hidden = !image;
  byId('no-cut').hidden = Boolean(image);
  fields.forEach((column) => {
    parts[column].canvas.hidden = true;
    parts[column].elsewhere.hidden = true;
  });
  if (!image) {
    cut.removeAttribute('src');
    return;
  }
  const draw = () => {
    if (current === row) {
      drawCut(image);
    }
  };
  if (image.complete) {
    draw();
  } else {
    image.addEventListener('load', draw, { once: true });
  }
}

// How much larger than it is a cut-out is shown; `room`: its width then stays below this.
function zoomFor(image, room = Infinity) {
  const scale = current.box ? image.naturalWidth / (current.box[2] - current.box[0]) : 1;
  const heights = Object.values(current.boxes)
    .filter(Boolean)
    .map((box) => (box[3] - box[1]) * scale);
  const line = heights.length ? Math.min(...heights) : image.naturalHeight;
  const grown = Math.min(LINE_PX / line, MOST_ZOOM, room / image.naturalWidth);
  return Math.max(grown, 1) * ZOOMS[zoomStep];
}

function drawCut(image) {
  const zoom = zoomFor(image, byId('fields').clientWidth);
  cut.src = image.src;
  cut.alt = `图上的${rowName(current)}`;
  cut.style.width = `${Math.round(image.naturalWidth * zoom)}px`;
  for (const column of fields) {
    drawCell(column, image, zoomFor(image));
  }
}

// The part of the cut-out that shows a cell; null when it is printed elsewhere (a merged cell).
function placeOfCell(column, image) {
  const [box, cell] = [current.box, current.boxes[column]];
  if (!box || !cell) {
    return null;
  }
  const scale = image.naturalWidth / (box[2] - box[0]);
  const inside = (at, start, size) => Math.min(Math.max((at - start) * scale, 0), size);
  const left = inside(cell[0] - AROUND, box[0], image.naturalWidth);
  const right = inside(cell[2] + AROUND, box[0], image.naturalWidth);
  const top = inside(cell[1] - AROUND, box[1], image.naturalHeight);
  const bottom = inside(cell[3] + AROUND, box[1], image.naturalHeight);
  const isSeen = right - left > AROUND && bottom - top > AROUND * 2 * scale;
  return isSeen ? { left, top, width: right - left, height: bottom - top } : null;
}

// A cell too wide for its field is shown in pieces, one below the other, as a text is wrapped.
function drawCell(column, image, rowZoom) {
  let zoom = rowZoom;
  const { canvas, field, elsewhere } = parts[column];
  const place = placeOfCell(column, image);
  canvas.hidden = !place;
  elsewhere.hidden = Boolean(place) || !current.boxes[column];
  if (!place) {
    return;
  }
  const room = field.clientWidth || place.width * zoom;
  const cuts = wrapped(image, place, room / zoom);
  const dots = window.devicePixelRatio || 1;
  const wide = Math.max(...cuts.map((piece) => piece.width));
  zoom = Math.min(zoom, room / wide);
  canvas.width = Math.round(wide * zoom * dots);
  canvas.height = Math.round(place.height * zoom * dots * cuts.length);
  canvas.style.width = `${canvas.width / dots}px`;
  canvas.style.height = `${canvas.height / dots}px`;
  const pen = canvas.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  const tall = place.height * zoom * dots;
  cuts.forEach((piece, line) => {
    pen.drawImage(
      image,
      piece.left,
      place.top,
      piece.width,
      place.height,
      0,
      line * tall,
      piece.width * zoom * dots,
      tall,
    );
  });
}

// Pieces no wider than `room`, parted where a column of pixels is plainest: between characters.
function wrapped(image, place, room) {
  const pieces = [];
  let { left } = place;
  const end = place.left + place.width;
  while (end - left > room * LITTLE_WIDER) {
    const at = plainestColumn(image, place, left + room * 0.7, left + room);
    pieces.push({ left, width: at - left });
    left = at;
  }
  pieces.push({ left, width: end - left });
  return pieces;
}

function plainestColumn(image, place, from, to) {
  const [width, height] = [
    Math.max(1, Math.floor(to - from)),
    Math.max(1, Math.round(place.height)),
  ];
  const canvas = make('canvas', { width, height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(image, from, place.top, width, height, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  let [best, least] = [width - 1, Infinity];
  for (let x = 0; x < width; x += 1) {
    let [low, high] = [255, 0];
    for (let y = AROUND; y < height - AROUND; y += 1) {
      const light = data[(y * width + x) * 4 + 1];
      low = Math.min(low, light);
      high = Math.max(high, light);
    }
    if (high - low <= least) {
      [best, least] = [x, high - low];
    }
  }
  return from + best;
}

// Bring the cell of a field into view where the cut-out is wider than the screen.
function showCell(column) {
  const image = imageOf(current);
  const place = image && image.complete && placeOfCell(column, image);
  if (place) {
    byId('cut-frame').scrollLeft = place.left * (cut.clientWidth / image.naturalWidth) - AROUND;
  }
}

function zoomOn() {
  zoomStep = (zoomStep + 1) % ZOOMS.length;
  store('*zoom', zoomStep);
  showCut(current);
  say(`图放大 ${ZOOMS[zoomStep]} 倍`);
}
