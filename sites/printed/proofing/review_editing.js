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
