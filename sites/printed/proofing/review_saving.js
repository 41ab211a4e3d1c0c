// Progress kept in this browser and in a file, and the list saved as CSV.

const PREFIX = 'caixuedian/';
let canStore = true; // whether this browser keeps what it is told
let isSaved = true; // whether a progress file holds the last decision

function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch (_refusal) {
    canStore = false;
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    canStore = true;
  } catch (_refusal) {
    // private mode, a full store, a browser that refuses it to files
    canStore = false;
  }
}

// One entry for each picture, so that a step writes little and two windows do not lose a row.
function storeDecisions(changed) {
  for (const picture of new Set(changed.map((row) => row.picture))) {
    const kept = stored(picture) || {};
    for (const row of changed.filter((other) => other.picture === picture)) {
      if (decisions.has(row.key)) {
        kept[row.key] = decisions.get(row.key);
      } else {
        delete kept[row.key];
      }
    }
    store(picture, kept);
  }
  isSaved = false;
}

function storeTyped() {
  store('*reviewer', typed.reviewer);
  for (const [key, source] of Object.entries(typed.sources)) {
    store(`*source/${key}`, source);
  }
}

// Take up what this browser kept of this list.
function restore() {
  typed.reviewer = stored('*reviewer') || '';
  for (const source of sources) {
    const kept = stored(`*source/${source.key}`);
    if (kept) {
      typed.sources[source.key] = kept;
    }
  }
  const pictures = new Set([...rows, ...leftovers].map((row) => row.picture));
  for (const picture of pictures) {
    mergeDecisions(stored(picture) || {});
  }
}

// Of two decisions about a row the later one counts. Gives how many were taken and how many
// are about rows that this list does not have.
function mergeDecisions(kept) {
  const counts = { taken: 0, unknown: 0 };
  const clean = Object.entries(kept).map(([key, decision]) => [key, cleaned(decision)]);
  clean.sort((one, other) => one[1].at - other[1].at);
  for (const [key, decision] of clean) {
    if (!findRow(key, decision)) {
      counts.unknown += 1;
      continue;
    }
    if (decision.at > (decisions.get(key) || { at: 0 }).at) {
      decisions.set(key, decision);
      counts.taken += 1;
    }
  }
  return counts;
}

// A decision from outside with nothing in it but what a decision holds.
function cleaned(decision) {
  const { cells, by, on, gone, at, made } = Object(decision);
  const clean = { at: Number(at) || 0, gone: gone === true };
  if (typeof by === 'string' && isInitials(by) && isDate(String(on))) {
    Object.assign(clean, { by, on });
  }
  if (cells) {
    clean.cells = texts(cells);
  }
  if (made) {
    clean.made = {
      beside: String(made.beside),
      cells: texts(Object(made.cells)),
      at: Number(made.at) || 0,
    };
  }
  return clean;
}

function texts(cells) {
  const kept = fields.filter((column) => typeof cells[column] === 'string');
  return Object.fromEntries(kept.map((column) => [column, cells[column]]));
}

function findRow(key, decision) {
  const known = rowByKey.get(key) || leftoverByKey.get(key);
  if (known || !decision.made || !/^m[0-9a-z]+$/.test(key)) {
    return known;
  }
  const row = madeRow(key, decision.made);
  if (row) {
    insert(row, rowByKey.get(decision.made.beside) || row);
  }
  return row;
}

// ---- The progress file -------------------------------------------------------------------

const PROGRESS_KIND = 'caixuedian-progress';

function progressText() {
  const kept = Object.fromEntries(decisions);
  return JSON.stringify({
    kind: PROGRESS_KIND,
    saved_on: today(),
    sources: typed.sources,
    decisions: kept,
  });
}

// Merge a progress file. Gives the counts of mergeDecisions; null when it is no such file.
function openProgress(text) {
  let kept;
  try {
    kept = JSON.parse(text);
  } catch (_failure) {
    return null;
  }
  if (!kept || kept.kind !== PROGRESS_KIND || !kept.decisions) {
    return null;
  }
  const counts = mergeDecisions(kept.decisions);
  for (const source of sources) {
    const found = Object(Object(kept.sources)[source.key]);
    const written = Object.values(SOURCE_CELLS).filter((name) => typeof found[name] === 'string');
    if (!typed.sources[source.key] && written.length) {
      typed.sources[source.key] = Object.fromEntries(written.map((name) => [name, found[name]]));
    }
  }
  storeTyped();
  storeDecisions([...rows, ...leftovers].filter((row) => kept.decisions[row.key]));
  return counts;
}

// ---- The list as CSV ---------------------------------------------------------------------

// isCheckedOnly: leave out what nobody has confirmed.
function listCsv(isCheckedOnly) {
  const kept = rows.filter((row) => !isGone(row) && (isChecked(row) || !isCheckedOnly));
  const lines = kept.map((row) => csvLine(rules.columns.map((column) => listCell(row, column))));
  return `\ufeff${csvLine(rules.columns)}${lines.join('')}`;
}

function csvLine(cells) {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text) {
  const isFormula = rules.formula_starts.some((start) => text.startsWith(start));
  const safe = isFormula ? rules.formula_guard + text : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const SOURCE_CELLS = { source_title: 'title', source_url: 'url', published_on: 'published_on' };

function listCell(row, column) {
  const decision = decisionOf(row);
  if (column in SOURCE_CELLS) {
    return oneLine(sourceOf(row)[SOURCE_CELLS[column]]);
  }
  switch (column) {
    case 'status':
      return statusOf(row);
    case 'picture':
      return row.picture;
    case 'picture_row':
      return String(row.picture_row);
    case 'picture_box':
      return row.box ? row.box.join(', ') : '';
    case 'doubts':
      return decision.by ? '' : row.doubts_text;
    case 'checked_by':
      return decision.by || '';
    case 'checked_on':
      return decision.by ? decision.on : textOf(row, column);
    default:
      return oneLine(textOf(row, column));
  }
}

function statusOf(row) {
  const isDemo =
    textOf(row, 'unit').includes(rules.demo_word) &&
    textOf(row, 'address').includes(rules.demo_street);
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
