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
