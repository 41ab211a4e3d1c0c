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
