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
