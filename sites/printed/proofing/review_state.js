// What was read, and what a person has decided about it. Nothing here touches the page.
//
// A decision: {cells: {column: text}, by: initials, on: "2026-11-24", gone: true, at: ms,
// made: {…} for a row that the person added}. A row's key is made of its text, so a list that is
// read again keeps what was decided about the rows that stayed the same.

function readBlock(name) {
  return JSON.parse(document.getElementById(`read-${name}`).textContent);
}

const rules = readBlock('rules');
const sources = readBlock('sources');
const leftovers = readBlock('leftovers');
const refused = readBlock('refused');
const warnings = readBlock('warnings');
const fields = Object.keys(rules.words);
const rows = readBlock('rows');
rows.forEach((row, place) => {
  row.cutOut = `r${place}`;
});
leftovers.forEach((leftover, place) => {
  leftover.cutOut = `l${place}`;
});

const decisions = new Map();
const rowByKey = new Map(rows.map((row) => [row.key, row]));
const leftoverByKey = new Map(leftovers.map((leftover) => [leftover.key, leftover]));
const typed = { reviewer: '', sources: {} };
const undoSteps = [];
const UNDO_STEPS = 500;

function decisionOf(row) {
  return decisions.get(row.key) || {};
}
function isChecked(row) {
  return Boolean(decisionOf(row).by);
}
function isGone(row) {
  return Boolean(decisionOf(row).gone);
}
function isDone(row) {
  return isChecked(row) || isGone(row);
}
function isDoubtful(row) {
  return row.doubts.length > 0;
}

function textOf(row, column) {
  const { cells } = decisionOf(row);
  return (cells && column in cells ? cells[column] : row.cells[column]) || '';
}

function doubtsOf(row, column) {
  return row.doubts.filter((doubt) => doubt[0] === column);
}

function oneLine(text) {
  return text.split(/\s+/).filter(Boolean).join(' ');
}

// Today where the person is, not in Greenwich.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Put a decision in place of the row's last one. change: the parts that become different.
function decide(row, change, isStep = true) {
  const before = decisions.get(row.key);
  if (isStep) {
    remember([[row, before]]);
  }
  put([[row, { ...before, ...change, at: Date.now() }]]);
}

// step: the rows that change together, each with its decision before.
function remember(step) {
  undoSteps.push(step);
  if (undoSteps.length > UNDO_STEPS) {
    undoSteps.shift();
  }
}

function put(pairs) {
  for (const [row, decision] of pairs) {
    if (decision) {
      decisions.set(row.key, decision);
    } else {
      decisions.delete(row.key);
    }
  }
  storeDecisions(pairs.map(([row]) => row));
}

// Take the last step back; the first row it was about, or undefined.
function undo() {
  const step = undoSteps.pop();
  if (!step) {
    return undefined;
  }
  const [[row, before]] = step;
  if (row.made && !before) {
    takeOut(row);
  }
  put(step);
  return row;
}

// Write the text into the same column of the rows below on this picture, down to the first that
// has one already. They are one step; none of them counts as checked by it. Gives how many.
function fillDown(row, column) {
  const text = textOf(row, column);
  const below = rows.slice(rows.indexOf(row) + 1).filter((other) => other.picture === row.picture);
  const end = below.findIndex((other) => textOf(other, column) || isChecked(other));
  const empty = end < 0 ? below : below.slice(0, end);
  if (!empty.length) {
    return 0;
  }
  remember(empty.map((other) => [other, decisions.get(other.key)]));
  const at = Date.now();
  put(
    empty.map((other) => {
      const before = decisionOf(other);
      return [other, { ...before, cells: { ...before.cells, [column]: text }, at }];
    }),
  );
  return empty.length;
}

// The same column of the row printed above on this picture; empty without one.
function textAbove(row, column) {
  const above = rows[rows.indexOf(row) - 1];
  return above && above.picture === row.picture ? textOf(above, column) : '';
}

// A row that the person adds beside another row or a leftover, with its picture and source.
function addRow(beside, cells) {
  const made = { beside: beside.made ? beside.made.beside : beside.key, cells, at: Date.now() };
  const row = madeRow(`m${made.at.toString(36)}`, made);
  insert(row, beside);
  decide(row, { made });
  return row;
}

// Undefined when what it stood beside is not in this list.
function madeRow(key, made) {
  const beside = rowByKey.get(made.beside) || leftoverByKey.get(made.beside);
  if (!beside) {
    return undefined;
  }
  const { picture, source, box, cutOut } = beside;
  const read = { cells: made.cells, doubts: [], doubts_text: '', boxes: {}, picture_row: '' };
  return { key, made, picture, source, box, cutOut, ...read };
}

function insert(row, beside) {
  const place = rowByKey.has(beside.key)
    ? rows.indexOf(beside)
    : rows.map((other) => other.picture).lastIndexOf(row.picture);
  rows.splice(place < 0 ? rows.length : place + 1, 0, row);
  rowByKey.set(row.key, row);
}

function takeOut(row) {
  const place = rows.indexOf(row);
  if (place >= 0) {
    rows.splice(place, 1);
  }
  rowByKey.delete(row.key);
}

// Whose word counts: initials, asked once.
function reviewer() {
  return typed.reviewer || '';
}

// They are published, so a name or a number is refused, as `flask sites load` refuses it.
const INITIALS =
  /^(?!.*\d{5})(?:志愿者)?(?:[\u3400-\u9fff]?[A-Za-z0-9 ._-]*|[A-Za-z0-9 ._-]*[\u3400-\u9fff]?)$/;

function isInitials(text) {
  return text.length > 0 && text.length <= 12 && INITIALS.test(text);
}

function sourceOf(row) {
  const source = sources[row.source];
  return { ...source, ...typed.sources[source.key] };
}

// What is missing or unusable in a source, in words; empty when `flask sites load` takes it.
function sourceFaults(source) {
  const faults = [];
  if (!source.title) {
    faults.push('标题');
  }
  if (!isWebAddress(source.url)) {
    faults.push('网址（以 http:// 或 https:// 开头）');
  }
  if (!isDate(source.published_on)) {
    faults.push('日期（如 2022-07-05、2022-07 或 2022）');
  }
  return faults;
}

function isWebAddress(text) {
  return /^https?:\/\/[^\s/]+/.test(text);
}

function isDate(text) {
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!found || Number(found[1]) < 1980) {
    return false;
  }
  const [year, month, day] = [Number(found[1]), Number(found[2] || 1), Number(found[3] || 1)];
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day;
}
