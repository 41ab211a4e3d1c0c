// ---- Pictures ----------------------------------------------------------------------------

function imageOf(row) {
  if (images.has(row.cutOut)) {
    return images.get(row.cutOut);
  }
  const block = byId(row.cutOut);
  if (!block) {
    return null;
  }
  const image = new Image();
  image.src = block.textContent;
  images.set(row.cutOut, image);
  if (images.size > IMAGES_KEPT) {
    images.delete(images.keys().next().value);
  }
  return image;
}

function showCut(row) {
  const image = imageOf(row);
  byId('cut-frame').hidden = !image;
  byId('no-cut').hidden = Boolean(image);
  fields.forEach((column) => {
    parts[column].canvas.hidden = true;
    parts[column].elsewhere.hidden = true;
  });
  if (!image) {
    cut.removeAttribute('src');
    return;
  }
  const draw = () => {
    if (current === row) {
      drawCut(image);
    }
  };
  if (image.complete) {
    draw();
  } else {
    image.addEventListener('load', draw, { once: true });
  }
}

// How much larger than it is a cut-out is shown; `room`: its width then stays below this.
function zoomFor(image, room = Infinity) {
  const scale = current.box ? image.naturalWidth / (current.box[2] - current.box[0]) : 1;
  const heights = Object.values(current.boxes)
    .filter(Boolean)
    .map((box) => (box[3] - box[1]) * scale);
  const line = heights.length ? Math.min(...heights) : image.naturalHeight;
  const grown = Math.min(LINE_PX / line, MOST_ZOOM, room / image.naturalWidth);
  return Math.max(grown, 1) * ZOOMS[zoomStep];
}

function drawCut(image) {
  const zoom = zoomFor(image, byId('fields').clientWidth);
  cut.src = image.src;
  cut.alt = `图上的${rowName(current)}`;
  cut.style.width = `${Math.round(image.naturalWidth * zoom)}px`;
  for (const column of fields) {
    drawCell(column, image, zoomFor(image));
  }
}

// The part of the cut-out that shows a cell; null when it is printed elsewhere (a merged cell).
function placeOfCell(column, image) {
  const [box, cell] = [current.box, current.boxes[column]];
  if (!box || !cell) {
    return null;
  }
  const scale = image.naturalWidth / (box[2] - box[0]);
  const inside = (at, start, size) => Math.min(Math.max((at - start) * scale, 0), size);
  const left = inside(cell[0] - AROUND, box[0], image.naturalWidth);
  const right = inside(cell[2] + AROUND, box[0], image.naturalWidth);
  const top = inside(cell[1] - AROUND, box[1], image.naturalHeight);
  const bottom = inside(cell[3] + AROUND, box[1], image.naturalHeight);
  const isSeen = right - left > AROUND && bottom - top > AROUND * 2 * scale;
  return isSeen ? { left, top, width: right - left, height: bottom - top } : null;
}

// A cell too wide for its field is shown in pieces, one below the other, as a text is wrapped.
function drawCell(column, image, rowZoom) {
  let zoom = rowZoom;
  const { canvas, field, elsewhere } = parts[column];
  const place = placeOfCell(column, image);
  canvas.hidden = !place;
  elsewhere.hidden = Boolean(place) || !current.boxes[column];
  if (!place) {
    return;
  }
  const room = field.clientWidth || place.width * zoom;
  const cuts = wrapped(image, place, room / zoom);
  const dots = window.devicePixelRatio || 1;
  const wide = Math.max(...cuts.map((piece) => piece.width));
  zoom = Math.min(zoom, room / wide);
  canvas.width = Math.round(wide * zoom * dots);
  canvas.height = Math.round(place.height * zoom * dots * cuts.length);
  canvas.style.width = `${canvas.width / dots}px`;
  canvas.style.height = `${canvas.height / dots}px`;
  const pen = canvas.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  const tall = place.height * zoom * dots;
  cuts.forEach((piece, line) => {
    pen.drawImage(
      image,
      piece.left,
      place.top,
      piece.width,
      place.height,
      0,
      line * tall,
      piece.width * zoom * dots,
      tall,
    );
  });
}

// Pieces no wider than `room`, parted where a column of pixels is plainest: between characters.
function wrapped(image, place, room) {
  const pieces = [];
  let { left } = place;
  const end = place.left + place.width;
  while (end - left > room * LITTLE_WIDER) {
    const at = plainestColumn(image, place, left + room * 0.7, left + room);
    pieces.push({ left, width: at - left });
    left = at;
  }
  pieces.push({ left, width: end - left });
  return pieces;
}

function plainestColumn(image, place, from, to) {
  const [width, height] = [
    Math.max(1, Math.floor(to - from)),
    Math.max(1, Math.round(place.height)),
  ];
  const canvas = make('canvas', { width, height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(image, from, place.top, width, height, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  let [best, least] = [width - 1, Infinity];
  for (let x = 0; x < width; x += 1) {
    let [low, high] = [255, 0];
    for (let y = AROUND; y < height - AROUND; y += 1) {
      const light = data[(y * width + x) * 4 + 1];
      low = Math.min(low, light);
      high = Math.max(high, light);
    }
    if (high - low <= least) {
      [best, least] = [x, high - low];
    }
  }
  return from + best;
}

// Bring the cell of a field into view where the cut-out is wider than the screen.
function showCell(column) {
  const image = imageOf(current);
  const place = image && image.complete && placeOfCell(column, image);
  if (place) {
    byId('cut-frame').scrollLeft = place.left * (cut.clientWidth / image.naturalWidth) - AROUND;
  }
}

function zoomOn() {
  zoomStep = (zoomStep + 1) % ZOOMS.length;
  store('*zoom', zoomStep);
  showCut(current);
  say(`图放大 ${ZOOMS[zoomStep]} 倍`);
}
