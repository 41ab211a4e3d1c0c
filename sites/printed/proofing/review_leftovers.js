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
