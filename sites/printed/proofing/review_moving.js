// Moving from row to row, deciding, saving.

function say(words) {
  byId('say').textContent = words;
}

function goTo(row, focus = card) {
  editing = null;
  showFinish(false);
  showRow(row);
  showInList();
  const next = order[order.indexOf(row) + 1];
  if (next) {
    imageOf(next);
  }
  focus.focus({ preventScroll: focus === card });
  if (focus === card && card.getBoundingClientRect().top < 0) {
    card.scrollIntoView();
  }
}

function listChanged() {
  showCounts();
  drawList();
}

function move(step, focus = card) {
  const place = order.indexOf(current) + step;
  if (place < 0 || place >= order.length) {
    say(step < 0 ? '这是第一行' : '后面没有了');
    return;
  }
  goTo(order[place], focus);
}

// One row up; from the end to the row that was looked at last.
function goBack() {
  if (!card.hidden) {
    move(-1);
  } else if (current) {
    goTo(current);
  }
}

// The next row nobody has decided about, from here to the end and then from the start.
function goOn() {
  const place = order.indexOf(current);
  const next = [...order.slice(place + 1), ...order.slice(0, place)].find((row) => !isDone(row));
  if (next) {
    goTo(next);
  } else {
    finish();
  }
}

function good() {
  if (!reviewer()) {
    askReviewer();
    return;
  }
  if (!oneLine(textOf(current, 'unit'))) {
    say('没有单位名称：请补上；不是采血点就按 D');
    return;
  }
  decide(current, { by: reviewer(), on: today(), gone: false });
  say(`${rowName(current)} 核对好了`);
  listChanged();
  goOn();
}

function gone() {
  if (isGone(current)) {
    decide(current, { gone: false });
    showState();
    listChanged();
    return;
  }
  decide(current, { gone: true, by: '', on: '' });
  say(`${rowName(current)} 去掉了，按 U 撤回`);
  listChanged();
  goOn();
}

function takeBack() {
  const row = undo();
  if (!row) {
    say('没有可以撤回的了');
    return;
  }
  if (!rowByKey.has(row.key)) {
    afterTakeBack(row);
    return;
  }
  if (!order.includes(row)) {
    byId('filter').value = 'printed';
    orderRows();
  }
  showCounts();
  goTo(row);
  say(`${rowName(row)} 撤回了上一步`);
}

// What was taken back is a leftover's decision, or an added row that is gone again.
function afterTakeBack(row) {
  orderRows();
  showCounts();
  showLeftoverCount();
  drawLeftoversAgain();
  const beside = rowByKey.get(row.made && row.made.beside);
  const next = beside || (order.includes(current) ? current : order[0]);
  if (next) {
    goTo(next);
  } else {
    finish();
  }
  say('撤回了上一步');
}

function startRow(beside, cells) {
  const row = addRow(beside, cells);
  const place = Math.max(order.indexOf(beside), order.indexOf(current));
  order.splice(place + 1, 0, row); // the person goes on from where they were
  showCounts();
  goTo(row, parts.unit.area);
  card.scrollIntoView({ block: 'start' });
  say('加了一行，请看着图写');
}

function addHere() {
  const areas = AREAS.map((column) => [column, textOf(current, column)]);
  startRow(current, Object.fromEntries(areas));
}

function showFinish(isFinished) {
  card.hidden = isFinished;
  byId('finish').hidden = !isFinished;
  document.body.classList.toggle('is-finished', isFinished);
}

function finish() {
  const open = openCount();
  const removed = rows.filter(isGone).length;
  byId('finish-title').textContent = open
    ? '这一批核对完了'
    : rows.length
      ? '全部核对完了'
      : '没有读出一行';
  const faults = faultySources().length;
  const looks = leftovers.filter(needsLook).length;
  const words = [
    `核对过 ${rows.filter(isChecked).length} 行，去掉 ${removed} 行${open ? `，别处还有 ${open} 行没核对` : ''}。`,
    faults ? `还有 ${faults} 处出处没写全，请往下翻到“出处”写好。` : '',
    looks ? `还有 ${looks} 条没放进名单的文字，请往下翻，看一遍。` : '',
    faults || looks ? '然后保存 CSV。' : '',
  ];
  byId('finish-rest').hidden = !open;
  byId('finish-save').classList.toggle('strong', !open);
  byId('finish-words').replaceChildren(...words.filter(Boolean).map((text) => make('p', {}, text)));
  showFinish(true);
  if (faults) {
    byId('sources').open = true;
  }
  byId('finish-title').focus();
}

function toFields() {
  const doubtful = fields.find((column) => doubtsOf(current, column).length);
  const { area } = parts[doubtful || fields[0]];
  area.focus();
  const flags = doubtful ? doubtfulFlags(area.value, doubtsOf(current, doubtful)) : [];
  const [first, last] = [flags.indexOf(true), flags.lastIndexOf(true)];
  if (first >= 0) {
    area.setSelectionRange(first, last + 1);
  }
}

function pickFilter(value) {
  byId('filter').value = value;
  orderRows();
  if (order.length) {
    goTo(order.find((row) => !isDone(row)) || order[0]);
  } else {
    say('这里没有行');
  }
}

// ---- Saving ------------------------------------------------------------------------------

function saveList(isCheckedOnly) {
  const name = `${fileStem()}-已核对.csv`;
  download(name, listCsv(isCheckedOnly), 'text/csv');
  const faults = faultySources().length;
  say(
    faults
      ? `已存下，但还有 ${faults} 处出处没写全，这些行导入时不会收。`
      : `存好了，在“下载”文件夹里：${name}`,
  );
  if (faults) {
    byId('sources').open = true;
  }
}

function saveProgress() {
  download(`${fileStem()}-进度.json`, progressText(), 'application/json');
  isSaved = true;
  say('进度存好了，在“下载”文件夹里');
}

async function openFile(input) {
  const [file] = input.files;
  if (!file) {
    return;
  }
  const counts = openProgress(await file.text());
  input.value = '';
  if (!counts) {
    say('这不是本页存下的进度文件，没有打开');
    return;
  }
  refresh();
  const unknown = counts.unknown ? `，${counts.unknown} 条和这份名单对不上，没有用` : '';
  say(`打开了进度：${counts.taken} 条${unknown}`);
}
