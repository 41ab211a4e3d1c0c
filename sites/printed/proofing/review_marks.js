// Which characters of a text are doubtful. Pure: nothing here touches the page.

// One flag for each character of `text`: true where `other` has something else.
function differences(text, other) {
  const a = [...text];
  const b = [...other];
  const same = commonLengths(a, b);
  const flags = a.map(() => true);
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      flags[i] = false;
      i += 1;
      j += 1;
    } else if (same[i + 1][j] >= same[i][j + 1]) {
      i += 1;
    } else {
      // `other` has a character more here: its neighbours are where to look.
      if (i > 0) {
        flags[i - 1] = true;
      }
      j += 1;
    }
  }
  return flags;
}

// lengths[i][j]: how many characters a[i…] and b[j…] share in order.
function commonLengths(a, b) {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i][j] =
        a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

// The texts that a reason quotes: 「…」 “…”.
function quoted(reason) {
  return Array.from(reason.matchAll(/「([^」]+)」|“([^”]+)”/g), (match) => match[1] || match[2]);
}

// One flag for each character of the cell `text`, from its doubts: [column, reason, proposal].
// A proposal says best which characters are meant; else what the reason quotes.
function doubtfulFlags(text, doubts) {
  const flags = [...text].map(() => false);
  const add = (found) =>
    found.forEach((flag, place) => {
      flags[place] = flags[place] || flag;
    });
  for (const [, reason, proposal] of doubts) {
    if (proposal) {
      add(differences(text, proposal));
    } else {
      for (const words of quoted(reason)) {
        add(quotedFlags(text, words));
      }
    }
  }
  return flags;
}

// A quoted part of the cell is marked itself; a similar text marks where the cell differs.
function quotedFlags(text, words) {
  const characters = [...text];
  const start = text.indexOf(words);
  if (words === text) {
    return characters.map(() => false);
  }
  if (start >= 0) {
    const first = [...text.slice(0, start)].length;
    const last = first + [...words].length;
    return characters.map((_, place) => place >= first && place < last);
  }
  const shared = commonLengths(characters, [...words])[0][0];
  const isSimilar = shared * 2 >= Math.max(characters.length, [...words].length);
  return isSimilar ? differences(text, words) : characters.map(() => false);
}
