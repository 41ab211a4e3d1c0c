// Progress kept in this browser and in a file, and the list saved as CSV.

const PREFIX = 'caixuedian/';
let canStore = true;

function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch (refusal) {
    canStore = false;
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    canStore = true;
  } catch (refusal) { // private mode, a full store, a browser that refuses it to files
    canStore = false;
  }
}

// One entry for each picture, so that a step writes little and two windows do not lose a row.
function storeDecision(row) {
  const kept = stored(row.picture) || {};
  if (decisions.has(row.key)) { kept[row.key] = decisions.get(row.key); } else { delete kept[row.key]; }
  store(row.picture, kept);
}

function storeTyped() {
  store('*reviewer', typed.reviewer);
  for (const [key, source] of Object.entries(typed.sources)) { store(`*source/${key}`, source); }
}

// Take up what this browser kept of this list.
function restore() {
  typed.reviewer = stored('*reviewer') || '';
  for (const source of sources) {
    const kept = stored(`*source/${source.key}`);
    if (kept) { typed.sources[source.key] = kept; }
  }
  const pictures = new Set([...rows, ...leftovers].map((row) => row.picture));
  for (const picture of pictures) { mergeDecisions(stored(picture) || {}); }
}

// Of two decisions about a row the later one counts. Gives how many were taken and how many
// are about rows that this list does not have.
function mergeDecisions(kept) {
  const counts = { taken: 0, unknown: 0 };
  const byTime = Object.entries(kept).sort((one, other) => (one[1].at || 0) - (other[1].at || 0));
  for (const [key, decision] of byTime) {
    if (!findRow(key, decision)) { counts.unknown += 1; continue; }
    if ((decision.at || 0) > ((decisions.get(key) || {}).at || 0)) {
      decisions.set(key, decision);
      counts.taken += 1;
    }
  }
  return counts;
}

function findRow(key, decision) {
  const known = rowByKey.get(key) || leftoverByKey.get(key);
  if (known || !decision.made) { return known; }
  const row = madeRow(key, decision.made);
  if (row) { insert(row, rowByKey.get(decision.made.beside) || row); }
  return row;
}

// ---- The progress file -------------------------------------------------------------------

const PROGRESS_KIND = 'caixuedian-progress';

function progressText() {
  const kept = Object.fromEntries(decisions);
  return JSON.stringify({ kind: PROGRESS_KIND, saved_on: today(), sources: typed.sources, decisions: kept });
}

// Merge a progress file. Gives the counts of mergeDecisions; null when it is no such file.
function openProgress(text) {
  let kept;
  try { kept = JSON.parse(text); } catch (failure) { return null; }
  if (!kept || kept.kind !== PROGRESS_KIND || typeof kept.decisions !== 'object') { return null; }
  const counts = mergeDecisions(kept.decisions);
  for (const source of sources) {
    if (kept.sources && kept.sources[source.key] && !typed.sources[source.key]) {
      typed.sources[source.key] = kept.sources[source.key];
    }
  }
  storeTyped();
  for (const row of [...rows, ...leftovers]) {
    if (kept.decisions[row.key]) { storeDecision(row); }
  }
  return counts;
}

// ---- The list as CSV ---------------------------------------------------------------------

// isCheckedOnly: leave out what nobody has confirmed.
function listCsv(isCheckedOnly) {
  const kept = rows.filter((row) => !isGone(row) && (isChecked(row) || !isCheckedOnly));
  const lines = kept.map((row) => csvLine(rules.columns.map((column) => listCell(row, column))));
  return `\ufeff${csvLine(rules.columns)}${lines.join('')}`;
}

function csvLine(cells) { return `${cells.map(csvCell).join(',')}\r\n`; }

function csvCell(text) {
  const isFormula = rules.formula_starts.some((start) => text.startsWith(start));
  const safe = isFormula ? rules.formula_guard + text : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const SOURCE_CELLS = { source_title: 'title', source_url: 'url', published_on: 'published_on' };

function listCell(row, column) {
  const decision = decisionOf(row);
  if (column in SOURCE_CELLS) { return oneLine(sourceOf(row)[SOURCE_CELLS[column]]); }
  switch (column) {
    case 'status': return statusOf(row);
    case 'picture': return row.picture;
    case 'picture_row': return String(row.picture_row);
    case 'picture_box': return row.box ? row.box.join(', ') : '';
    case 'doubts': return decision.by ? '' : row.doubts_text;
    case 'checked_by': return decision.by || '';
    case 'checked_on': return decision.by ? decision.on : textOf(row, column);
    default: return oneLine(textOf(row, column));
  }
}

function statusOf(row) {
  const isDemo = textOf(row, 'unit').includes(rules.demo_word)
    && textOf(row, 'address').includes(rules.demo_street);
  return isDemo ? 'demo' : 'published';
}

// ---- Files -------------------------------------------------------------------------------

function fileStem() {
  const name = decodeURIComponent(location.pathname.split('/').pop() || '');
  return name.replace(/\.html?$/i, '') || '名单';
}

function download(name, text, kind) {
  const url = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = make('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
