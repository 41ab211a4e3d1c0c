// The service worker: what a phone keeps for a time without network (docs/pages.md). No answer to
// a question is kept, and what is posted, such as a position, does not pass here. For Chromium 66
// and iOS 12. sites/web/packs.py writes self.keeping before it: the hash of the code, the files
// of every page.
'use strict';
const { code, files } = self.keeping;
const NAME = 'kept-' + code;
const RELEASE = 'Sites-Release'; // on every answer that comes from a release
const KEPT_AT = 'Kept-At'; // ms since 1970, by this phone's clock
const NEWEST = '/offline/newest'; // the release that the last answer told
const CHOSEN = '/offline/chosen'; // the addresses of the counties kept, the latest first
const FRAME = /^(?:\/[a-z-]{2,10})?\/offline$/;
const PACK = /\/offline\/(?:guide|\d{6})$/;
const COUNTY = /\/offline\/\d{6}$/;
const HOUR_MS = 3600000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 7 * DAY_MS;
const WAIT_MS = 8000; // as static/site.js waits for a position
const MOST_BYTES = 100000;
const MOST_COUNTIES = 3;

const opened = () => caches.open(NAME);
const paths = async (cache, shape) =>
  (await cache.keys()).map((each) => new URL(each.url).pathname).filter((each) => shape.test(each));
const releaseOf = (answer) => answer.headers.get(RELEASE) || '';
const frameOf = (address) => address.replace(/\/(?:guide|\d{6})$/, '');
const ageOf = (answer) => Date.now() - Number(answer.headers.get(KEPT_AT));
// A clock that was set back tells no age; an hour is what a phone's clock may be mended by.
const isYoung = (answer, most) => ageOf(answer) > -HOUR_MS && ageOf(answer) < most;

async function textOf(cache, address) {
  const found = await cache.match(address);
  return found ? found.text() : '';
}

function put(cache, address, text, headers) {
  headers = new Headers(headers);
  // Of the answer as it travelled, not of this text.
  for (const name of ['Content-Encoding', 'Content-Length', 'ETag', 'Vary']) {
    headers.delete(name);
  }
  headers.set(KEPT_AT, Date.now());
  return cache.put(address, new Response(text, { headers: headers }));
}

async function chosen(cache) {
  return JSON.parse((await textOf(cache, CHOSEN)) || '[]');
}

// What other counties need goes, with frame and guide of a language that is read no more.
async function choose(cache, addresses, frame) {
  const frames = [frame, ...addresses.map(frameOf)];
  await put(cache, CHOSEN, JSON.stringify(addresses));
  for (const path of [...(await paths(cache, FRAME)), ...(await paths(cache, PACK))]) {
    const isWanted = COUNTY.test(path) ? addresses.includes(path) : frames.includes(frameOf(path));
    if (!isWanted) {
      await cache.delete(path);
    }
  }
}

// ---- what an answer tells of the release -------------------------------------------------

const publishedAt = (release) => Number(release.split('-')[0]);

// Whether this is the release of today. What was kept of another one is dropped at once. For an
// hour an older one is that of a server that has not looked yet: nothing of it is kept.
async function learn(release) {
  const cache = await opened();
  const known = await cache.match(NEWEST);
  const newest = known ? await known.text() : '';
  const isRecent = Boolean(known) && isYoung(known, HOUR_MS);
  if (release !== newest && isRecent && publishedAt(release) < publishedAt(newest)) {
    return false;
  }
  if (release !== newest || !isYoung(known, HOUR_MS / 6)) {
    await put(cache, NEWEST, release);
  }
  if (release !== newest) {
    for (const path of await paths(cache, PACK)) {
      await cache.delete(path);
    }
  }
  return true;
}

// ---- keeping -----------------------------------------------------------------------------

// False where the server knows no such area any more.
async function refresh(cache, address) {
  const known = await cache.match(address);
  const newest = await textOf(cache, NEWEST);
  if (known && newest && releaseOf(known) === newest && isYoung(known, DAY_MS)) {
    return true;
  }
  const answer = await fetch(address, { cache: 'no-cache', credentials: 'same-origin' });
  const text = await answer.text();
  const isOurs = answer.ok && !answer.redirected && releaseOf(answer);
  // A frame of newer code names other files: the newer worker will fetch it.
  const isOfThisCode = !FRAME.test(address) || files.every((file) => text.includes(file));
  if (isOurs && isOfThisCode && (await learn(releaseOf(answer)))) {
    await put(cache, address, text, answer.headers);
  }
  return answer.status !== 404;
}

// What other code kept goes; which counties were chosen stays.
async function inherit(cache) {
  for (const name of (await caches.keys()).filter((each) => each !== NAME)) {
    const addresses = await chosen(await caches.open(name));
    if (addresses.length && !(await chosen(cache)).length) {
      await choose(cache, addresses);
    }
    await caches.delete(name);
  }
}

async function bytesOf(cache) {
  let bytes = 0;
  for (const request of await cache.keys()) {
    bytes += (await (await cache.match(request)).blob()).size;
  }
  return bytes;
}

async function keep(frame, county) {
  if (self.registration.installing || self.registration.waiting) {
    return; // a newer worker is coming: this one's store goes
  }
  const cache = await opened();
  await inherit(cache);
  for (const file of files) {
    if (!(await cache.match(file))) {
      await cache.add(file);
    }
  }
  let addresses = await chosen(cache);
  if (county) {
    const address = frame + '/' + county;
    addresses = [address, ...addresses.filter((each) => each !== address)];
  }
  addresses = addresses.slice(0, MOST_COUNTIES);
  await choose(cache, addresses, frame);
  const frames = new Set([frame, ...addresses.map(frameOf)]);
  for (const each of frames) {
    await refresh(cache, each);
    await refresh(cache, each + '/guide');
  }
  const kept = [];
  for (const each of addresses) {
    if (await refresh(cache, each)) {
      kept.push(each);
    }
  }
  await choose(cache, kept, frame);
  while (kept.length && (await bytesOf(cache)) > MOST_BYTES) {
    kept.pop();
    await choose(cache, kept, frame);
  }
}

// ---- showing -----------------------------------------------------------------------------

// The packs that may be shown, each with the sentence about its age.
async function packs(cache) {
  const newest = await textOf(cache, NEWEST);
  const found = [];
  for (const path of await paths(cache, PACK)) {
    const kept = await cache.match(path);
    if (releaseOf(kept) !== newest || !isYoung(kept, LONGEST_MS)) {
      await cache.delete(path);
      continue;
    }
    const pack = await kept.json();
    pack.frame = frameOf(path);
    pack.words = pack.words[Math.max(0, Math.floor(ageOf(kept) / DAY_MS))];
    found.push(pack);
  }
  return found;
}

// The page, its first sentence shown: these words, or its own.
function withWords(frame, text, words) {
  const whole = text.replace(
    /(<p class="offline"[^>]*?) hidden>([^<]*)/,
    (_all, start, own) => start + '>' + (words || own),
  );
  return new Response(whole, { headers: frame.headers });
}

async function keptPage(cache, path) {
  const pack = (await packs(cache)).find((each) => each.pages[path]);
  const frame = pack && (await cache.match(pack.frame));
  if (!frame || releaseOf(frame) !== (await textOf(cache, NEWEST))) {
    return undefined;
  }
  const [title, body] = pack.pages[path];
  const whole = body.replace(/<!--([a-z0-9-]+)-->/g, (_mark, id) => pack.cards[id] || '');
  const text = (await frame.text())
    .replace(/<title>[^<]*/, () => '<title>' + title)
    .replace(/<!--kept-->[\s\S]*<!--\/kept-->/, () => whole);
  return withWords(frame, text, pack.words);
}

// What to do, and what else there is.
async function pageWithoutCopy(cache, path) {
  const frames = await paths(cache, FRAME);
  const fitting = frames.filter((each) => path.startsWith(each.replace(/offline$/, '')));
  const own = fitting.sort((one, other) => other.length - one.length)[0] || frames[0];
  const frame = own && (await cache.match(own));
  if (!frame) {
    return undefined;
  }
  const links = (await packs(cache)).filter((each) => each.frame === own).map((each) => each.link);
  let text = await frame.text();
  if (links.length) {
    text = text
      .replace('<section hidden data-kept>', '<section>')
      .replace(
        '<ul class="choices"></ul>',
        () => '<ul class="choices">' + links.join('') + '</ul>',
      );
  }
  return withWords(frame, text, '');
}

// Undefined where there is none, and where the phone's storage is broken.
const attempt = (make, path) =>
  opened()
    .then((cache) => make(cache, path))
    .catch(() => undefined);

// The network first, always. What was kept only when it fails, says nothing for too long, or says
// that nobody serves the site (a proxy's 502 or 504; 503 without a release).
const isDown = (answer) => answer.status >= 502 && answer.status <= 504 && !releaseOf(answer);

async function page(event, path) {
  const fresh = Promise.resolve(event.preloadResponse).then(
    (early) => early || fetch(event.request),
  );
  const heard = fresh.then((answer) => releaseOf(answer) && learn(releaseOf(answer)));
  event.waitUntil(heard.catch(() => undefined));
  let timer;
  const instead = new Promise((resolve) => {
    const show = () => attempt(keptPage, path).then((copy) => copy && resolve(copy));
    timer = setTimeout(show, WAIT_MS);
  });
  try {
    const answer = await Promise.race([fresh, instead]);
    return (isDown(answer) && (await attempt(keptPage, path))) || answer;
  } catch (_unreached) {
    const copy = (await attempt(keptPage, path)) || (await attempt(pageWithoutCopy, path));
    return copy || Response.error();
  } finally {
    clearTimeout(timer);
  }
}

const file = (request) =>
  attempt((cache) => cache.match(request, { ignoreVary: true })).then(
    (copy) => copy || fetch(request),
  );

// ---- what the browser tells --------------------------------------------------------------

self.addEventListener('install', (event) => {
  const filled = opened().then((cache) => cache.addAll(files));
  event.waitUntil(filled.then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const { navigationPreload } = self.registration;
  event.waitUntil(
    opened()
      .then(inherit)
      .then(() => navigationPreload && navigationPreload.enable()),
  );
});

self.addEventListener('fetch', (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) {
    return;
  }
  if (files.includes(url.pathname + url.search)) {
    event.respondWith(file(request));
  } else if (request.mode === 'navigate') {
    event.respondWith(page(event, url.pathname));
  }
});

// One after the other: two pages may be open.
let turn = Promise.resolve();
self.addEventListener('message', (event) => {
  const { frame, county, release } = event.data || {};
  if (!FRAME.test(frame)) {
    return;
  }
  const heard = () => /^\d+-\d+-\w+$/.test(release) && learn(release);
  const kept = () => keep(frame, /^\d{6}$/.test(county) ? county : '');
  turn = turn
    .then(heard)
    .then(kept)
    .catch(() => undefined);
  event.waitUntil(turn);
});
