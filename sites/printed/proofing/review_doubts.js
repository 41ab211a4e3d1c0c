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
