// What stands around the row that is being checked: all rows, pictures, sources, leftovers.

const ROW_PX = 64; // as in review.css
const listBox = byId('list');
const FILTERS = {
  first: ['全部，有疑问的在前', () => true],
  doubts: ['只看有疑问的', isDoubtful],
  open: ['只看还没核对的', (row) => !isDone(row)],
  printed: ['全部，按图上的次序', () => true],
  gone: ['去掉的', isGone],
};
let order = [];

function pictureNames() {
  return [...new Set(rows.map((row) => row.picture))];
}

function fillFilter() {
  const options = Object.entries(FILTERS).map(([value, [words]]) =>
    make('option', { value }, words),
  );
  const pictures = pictureNames().map((name) => make('option', { value: `=${name}` }, name));
  byId('filter').replaceChildren(
    ...options,
    make('optgroup', { label: '只看一张图' }, ...pictures),
  );
}

function orderRows() {
  const { value } = byId('filter');
  const isIn = value.startsWith('=') ? (row) => row.picture === value.slice(1) : FILTERS[value][1];
  order = rows.filter(isIn);
  if (value === 'first') {
    order = [...order.filter(isDoubtful), ...order.filter((row) => !isDoubtful(row))];
  }
  drawList();
}

// ---- The list of rows: only those in view are in the page -----------------------------------

function drawList() {
  const box = byId('list-rows');
  listBox.hidden = !order.length;
  box.style.height = `${order.length * ROW_PX}px`;
  byId('list-title').textContent =
    `${byId('filter').selectedOptions[0].textContent}：${order.length} 行`;
  const first = Math.max(0, Math.floor(listBox.scrollTop / ROW_PX) - 2);
  const last = Math.min(order.length, first + Math.ceil(listBox.clientHeight / ROW_PX) + 4);
  const lines = [];
  for (let place = first; place < last; place += 1) {
    lines.push(listLine(order[place], place));
  }
  box.replaceChildren(...lines);
  if (current) {
    listBox.setAttribute('aria-activedescendant', `line-${current.key}`);
  }
}

function listLine(row, place) {
  const where = ['province', 'city', 'county'].map((column) => textOf(row, column)).join('');
  const line = make(
    'div',
    {
      class: 'line',
      role: 'option',
      id: `line-${row.key}`,
      'aria-selected': String(row === current),
      'aria-setsize': order.length,
      'aria-posinset': place + 1,
      onclick: () => goTo(row),
    },
    make('span', { class: 'sign' }, signOf(row)),
    make('span', { class: 'line-unit' }, textOf(row, 'unit') || '（没有单位）'),
    make(
      'span',
      { class: 'line-rest' },
      `${where}　${textOf(row, 'address')}　${textOf(row, 'phone')}`,
    ),
  );
  line.style.top = `${place * ROW_PX}px`;
  return line;
}

function signOf(row) {
  if (isGone(row)) {
    return '去掉';
  }
  if (isChecked(row)) {
    return '✓ 对';
  }
  return isDoubtful(row) ? '有疑问' : '没核对';
}

function showInList() {
  listBox.scrollTop = (order.indexOf(current) - 1) * ROW_PX; // one row above it stays in view
  drawList();
}

// ---- Counts ------------------------------------------------------------------------------

function openCount() {
  return rows.filter((row) => !isDone(row)).length;
}

function showCounts() {
  const open = openCount();
  const done = rows.length - open;
  byId('done').max = Math.max(rows.length, 1);
  byId('done').value = done;
  document.title = `核对名单 ${done} / ${rows.length}`;
  byId('done-words').textContent = `已核对 ${done} / ${rows.length} 行`;
  byId('save-words').textContent = open ? `还有 ${open} 行没核对` : '全部核对过';
  byId('no-store').hidden = canStore;
  if (byId('pictures').open) {
    drawPictures();
  }
}

function drawPictures() {
  const counts = new Map(pictureNames().map((name) => [name, { all: 0, done: 0, doubts: 0 }]));
  for (const row of rows) {
    const count = counts.get(row.picture);
    count.all += 1;
    count.done += isDone(row) ? 1 : 0;
    count.doubts += isDoubtful(row) && !isDone(row) ? 1 : 0;
  }
  const lines = [...counts].map(([name, count]) =>
    make(
      'li',
      {},
      make(
        'button',
        {
          type: 'button',
          class: count.done === count.all ? 'is-done' : '',
          onclick: () => pickFilter(`=${name}`),
        },
        make('b', {}, name),
        ` ${count.done} / ${count.all} 行${count.doubts ? `，还有疑问 ${count.doubts} 行` : ''}`,
      ),
    ),
  );
  byId('picture-table').replaceChildren(make('ul', { class: 'pictures' }, ...lines));
}

// ---- Sources -----------------------------------------------------------------------------

const SOURCE_FIELDS = [
  ['title', '文章标题'],
  ['url', '网址'],
  ['published_on', '公布日期'],
];

function faultySources() {
  return sources.filter(
    (source) => sourceFaults({ ...source, ...typed.sources[source.key] }).length,
  );
}

function drawSources() {
  byId('source-forms').replaceChildren(
    ...sources.map((source, place) => sourceForm(source, `s${place}`)),
  );
  showSourceFaults();
}

function showSourceFaults() {
  const count = faultySources().length;
  byId('sources-words').textContent = count ? `出处：还有 ${count} 处没写全` : '出处：都写全了';
  byId('sources').classList.toggle('is-faulty', count > 0);
}

function sourceForm(source, id) {
  const value = { ...source, ...typed.sources[source.key] };
  const fault = make('p', { class: 'fault', id: `${id}-fault` });
  const check = () => {
    const now = { ...source, ...typed.sources[source.key] };
    const faults = sourceFaults(now);
    const isBegun = SOURCE_FIELDS.some(([name]) => now[name]);
    fault.textContent = faults.length && isBegun ? `还要写：${faults.join('、')}` : '';
    showSourceFaults();
  };
  const inputs = SOURCE_FIELDS.map(([name, words]) =>
    make(
      'p',
      {},
      make('label', { for: `${id}-${name}` }, words),
      make('input', {
        id: `${id}-${name}`,
        value: value[name],
        autocomplete: 'off',
        'aria-describedby': fault.id,
        placeholder: name === 'published_on' ? '如 2022-07-05' : null,
        inputmode: name === 'url' ? 'url' : null,
        oninput: (event) => {
          typeSource(source, name, oneLine(event.target.value));
          check();
        },
      }),
    ),
  );
  const names = source.pictures.slice(0, 3).join('、') + (source.pictures.length > 3 ? '……' : '');
  const form = make(
    'fieldset',
    {},
    make('legend', {}, `${source.pictures.length} 个文件的出处`),
    make('p', { class: 'soft' }, names),
    ...inputs,
    fault,
  );
  if (sources.length > 1) {
    form.append(
      make(
        'button',
        { type: 'button', class: 'plain', onclick: () => spreadSource(source) },
        '其他没写全的也用这个出处',
      ),
    );
  }
  check();
  return form;
}

function typeSource(source, name, text) {
  typed.sources[source.key] = { ...typed.sources[source.key], [name]: text };
  storeTyped();
}

function spreadSource(source) {
  const { title, url, published_on } = { ...source, ...typed.sources[source.key] };
  faultySources().forEach((other) => {
    typed.sources[other.key] = { title, url, published_on };
  });
  storeTyped();
  drawSources();
  say('其他没写全的也用上了这个出处');
}

// ---- Leftovers, refused files, warnings ------------------------------------------------------

const LEFTOVER_KINDS = {
  problem: '像是一行，没能放进名单',
  leftover: '剩下的文字',
  note: '说明',
  heading: '小标题',
  header: '表头',
};
const LEFTOVERS_AT_ONCE = 30;
let leftoversShown = 0;
const leftoverOrder = Object.keys(LEFTOVER_KINDS)
  .flatMap((kind) => leftovers.filter((leftover) => leftover.kind === kind))
  .concat(leftovers.filter((leftover) => !(leftover.kind in LEFTOVER_KINDS)));

function needsLook(leftover) {
  return ['problem', 'leftover'].includes(leftover.kind) && !isDone(leftover);
}

function showLeftoverCount() {
  const open = leftovers.filter(needsLook).length;
  byId('leftovers-words').textContent =
    `没有放进名单的文字：${leftovers.length} 条${open ? `，${open} 条要看` : ''}`;
  byId('leftovers').classList.toggle('is-faulty', open > 0);
}

function drawLeftoversAgain() {
  leftoversShown = 0;
  byId('leftover-list').replaceChildren();
  if (byId('leftovers').open) {
    drawMoreLeftovers();
  }
}

function drawMoreLeftovers() {
  const more = leftoverOrder.slice(leftoversShown, leftoversShown + LEFTOVERS_AT_ONCE);
  leftoversShown += more.length;
  byId('leftover-list').append(...more.map(leftoverEntry));
  const rest = leftoverOrder.length - leftoversShown;
  byId('more-leftovers').hidden = !rest;
  byId('more-leftovers').textContent =
    `再看 ${Math.min(rest, LEFTOVERS_AT_ONCE)} 条（还有 ${rest} 条）`;
}

// What a line's parts probably are; a person sees the picture beside them. Nothing is left out.
const GUESSES = [
  ['phone', /\d{3,4}[-—]?\d{7,8}|1\d{10}|^\d{7,8}$/],
  ['province', /^[^\d]{2,8}(?:省|自治区)$/],
  ['unit', /公安|(?:局|队|所|室|中心|警署)(?:（.*）)?$/],
  ['address', /[路街道巷号镇乡村组院侧楼]|对面|附近/],
  ['county', /^[^\d]{1,12}[县区旗]$/],
  ['city', /^[^\d]{1,12}(?:市|州|盟|地区)$/],
];

function guessedCells(text) {
  const cells = {};
  for (const part of text.split(/[，,\s]+/).filter(Boolean)) {
    const guess = GUESSES.find(
      ([column, sign]) => sign.test(part) && (column === 'phone' || !cells[column]),
    );
    const column = guess ? guess[0] : 'notes';
    cells[column] = cells[column] ? `${cells[column]}、${part}` : part;
  }
  return cells.unit ? cells : { unit: text };
}

function leftoverEntry(leftover) {
  const entry = make(
    'article',
    { class: 'leftover' },
    make(
      'p',
      { class: 'soft' },
      `${LEFTOVER_KINDS[leftover.kind] || leftover.kind}　${leftover.picture}`,
    ),
  );
  const image = imageOf(leftover);
  if (image) {
    image.alt = `图上的「${leftover.text}」`;
    entry.append(
      make('div', { class: 'cut-frame', tabindex: '0', role: 'group', 'aria-label': '图' }, image),
    );
  }
  entry.append(make('p', { class: 'leftover-text' }, leftover.text));
  if (leftover.advice) {
    entry.append(make('p', {}, leftover.advice));
  }
  entry.append(leftoverChoices(leftover));
  return entry;
}

function leftoverChoices(leftover) {
  const seen = make(
    'button',
    { type: 'button', 'aria-pressed': String(isDone(leftover)) },
    '看过了，不是采血点',
  );
  seen.addEventListener('click', () => {
    const isSeen = !isDone(leftover);
    decide(leftover, { gone: isSeen });
    seen.setAttribute('aria-pressed', String(isSeen));
    showLeftoverCount();
  });
  const makeRow = () => {
    decide(leftover, { gone: true });
    seen.setAttribute('aria-pressed', 'true');
    showLeftoverCount();
    startRow(leftover, guessedCells(leftover.text));
  };
  return make(
    'p',
    { class: 'choices' },
    make('button', { type: 'button', onclick: makeRow }, '做成一行'),
    seen,
  );
}

function drawRemarks() {
  const count = refused.length + warnings.length;
  byId('remarks').hidden = !count;
  byId('remarks-words').textContent =
    `没有读的文件 ${refused.length} 个，要留意的 ${warnings.length} 条`;
  const lines = [...refused, ...warnings].map(([name, sentence]) =>
    make('li', {}, make('b', {}, name), `　${sentence}`),
  );
  byId('remark-list').replaceChildren(make('ul', {}, ...lines));
}
