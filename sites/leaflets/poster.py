"""The picture to forward: 1080 pixels wide, made to be read at a third of that on a telephone."""

from functools import lru_cache

from sites.leaflets import typesetting
from sites.leaflets.canvas import (
    BRICK,
    CALL,
    DEMO,
    INK,
    SOFT,
    WASH,
    WHITE,
    Canvas,
    height_of,
)
from sites.leaflets.leaflet import Call, Entry, Leaflet
from sites.leaflets.qr_code import qr_picture

WIDTH = 1080
_MOST_BYTES = 80_000
_MARGIN = 60
_TEXT, _SMALL = 54, 45  # 18 and 15 px on a telephone of 360
_NUMBER_SIZES = range(124, 55, -4)
_QR_PX = 340
_MOST_CALLS, _MOST_ENTRIES = 2, 3


@lru_cache(maxsize=64)  # some 60 KB each; a leaflet of another release or day is another one
def poster(leaflet: Leaflet) -> bytes:
    """The leaflet as PNG with a palette, 1080 pixels wide and as high as its words need, of at most
    80 kB: of an area as many entries as that allows, three at most."""
    entries = leaflet.entries[:_MOST_ENTRIES]
    content = _drawn(leaflet, entries)
    while len(content) > _MOST_BYTES and len(entries) > 1:
        entries = entries[:-1]
        content = _drawn(leaflet, entries)
    return content


def _drawn(leaflet: Leaflet, entries: tuple[Entry, ...]) -> bytes:
    canvas = Canvas(WIDTH, _MARGIN)
    _brand(canvas, leaflet)
    if leaflet.demo:
        _demo(canvas, leaflet.demo)
    title = typesetting.readable(leaflet.title, leaflet.brand)
    canvas.text(typesetting.lines(title, 70, canvas.inner, 3), 70, bold=True)
    if leaflet.is_area:
        _area(canvas, leaflet, entries)
    else:
        _site(canvas, leaflet, entries[0])
    _code(canvas, leaflet)
    _warning(canvas, leaflet.warning)
    _origin(canvas, leaflet)
    return canvas.png(most_bytes=_MOST_BYTES)


def _brand(canvas: Canvas, leaflet: Leaflet) -> None:
    canvas.rectangle(BRICK, (0, 0, WIDTH, 132))
    canvas.y = 22
    canvas.text([leaflet.brand], 64, WHITE, bold=True)
    canvas.y = 132 + 34


def _demo(canvas: Canvas, words: str) -> None:
    mark, _, rest = words.partition("：")
    canvas.rectangle(DEMO, (0, canvas.y, WIDTH, canvas.y + 300))
    canvas.y += 20
    canvas.text([mark], 130, INK, bold=True, left="centred")
    canvas.text([rest], _TEXT, INK, left="centred")
    canvas.y += 300 - 20 - height_of(1, 130) - height_of(1, _TEXT) + 30


def _site(canvas: Canvas, leaflet: Leaflet, entry: Entry) -> None:
    canvas.y += 6
    place = typesetting.lines(typesetting.readable(entry.place), _TEXT, canvas.inner, 3)
    canvas.text(place, _TEXT, SOFT)
    canvas.y += 34
    for number, call in enumerate(entry.calls[:_MOST_CALLS]):
        _call(canvas, call, is_first=number == 0)
    if not entry.calls:
        _note(canvas, entry.silence)
    if leaflet.lead:
        canvas.text(typesetting.lines(leaflet.lead, _TEXT, canvas.inner, 2), _TEXT)


def _call(canvas: Canvas, call: Call, *, is_first: bool) -> None:
    """The first number as large as one line allows on the green that means "call"; others below
    it on paper."""
    inner = canvas.inner - 60
    number = _spaced(call.number)
    label = typesetting.lines(typesetting.readable(call.label), _SMALL, inner, 1)
    if not is_first:
        size = typesetting.fitting(number, inner, range(84, 47, -4))
        canvas.text(label, _SMALL, SOFT)
        canvas.text(typesetting.lines(number, size, canvas.inner, 2), size, CALL, bold=True)
        canvas.y += 16
        return
    size = typesetting.fitting(number, inner, _NUMBER_SIZES)
    lines = typesetting.lines(number, size, inner, 2)
    height = 44 + height_of(1, _SMALL) + height_of(len(lines), size)
    top = canvas.y
    canvas.rectangle(CALL, (_MARGIN, top, WIDTH - _MARGIN, top + height), radius=36)
    canvas.y += 22
    canvas.text(label, _SMALL, WHITE, left="centred")
    canvas.text(lines, size, WHITE, bold=True, left="centred")
    canvas.y = top + height + 26


def _spaced(number: str) -> str:
    """The groups of a number set well apart: the font's blank is narrow."""
    return typesetting.readable(number).replace(" ", "  ")


def _note(canvas: Canvas, words: str) -> None:
    lines = typesetting.lines(words, _TEXT, canvas.inner - 80, 4)
    height = 60 + height_of(len(lines), _TEXT)
    canvas.rectangle(WASH, (_MARGIN, canvas.y, WIDTH - _MARGIN, canvas.y + height), radius=24)
    top = canvas.y
    canvas.y += 30
    canvas.text(lines, _TEXT, left=_MARGIN + 40)
    canvas.y = top + height + 26


def _area(canvas: Canvas, leaflet: Leaflet, entries: tuple[Entry, ...]) -> None:
    canvas.y += 6
    canvas.text(typesetting.lines(leaflet.lead, _TEXT, canvas.inner, 3), _TEXT, SOFT)
    canvas.y += 20
    for entry in entries:
        _entry(canvas, entry, leaflet)
    canvas.rule()
    canvas.y += 20
    if leaflet.more:
        canvas.text(typesetting.lines(leaflet.more, _TEXT, canvas.inner, 2), _TEXT)


def _entry(canvas: Canvas, entry: Entry, leaflet: Leaflet) -> None:
    canvas.rule()
    canvas.y += 18
    unit = typesetting.readable(entry.unit, leaflet.brand)
    canvas.text(typesetting.lines(unit, _TEXT, canvas.inner, 2), _TEXT, bold=True)
    if entry.distance:
        canvas.text([entry.distance], _SMALL, SOFT)
    if entry.calls:
        number = _spaced(entry.calls[0].number)
        size = typesetting.fitting(number, canvas.inner, range(100, 55, -4))
        canvas.text(typesetting.lines(number, size, canvas.inner, 2), size, CALL, bold=True)
    else:
        canvas.text(typesetting.lines(entry.silence, _SMALL, canvas.inner, 2), _SMALL, SOFT)
    canvas.y += 14


def _code(canvas: Canvas, leaflet: Leaflet) -> None:
    canvas.y += 30
    code = qr_picture(leaflet.url, _QR_PX)
    top = canvas.y
    canvas.image.paste(code, (_MARGIN, top))
    left = _MARGIN + code.width + 40
    first, rest = leaflet.scan
    widest = WIDTH - _MARGIN - left
    lines = [typesetting.lines(words, _TEXT, widest, 3) for words in (first, rest)]
    canvas.y += max(0, (code.height - height_of(sum(map(len, lines)), _TEXT)) // 2)
    canvas.text(lines[0], _TEXT, bold=True, left=left)
    canvas.text(lines[1], _TEXT, SOFT, left=left)
    canvas.y = top + code.height + 36


def _warning(canvas: Canvas, warning: tuple[str, str]) -> None:
    height = 48 + height_of(2, _TEXT)
    top = canvas.y
    canvas.rectangle(WASH, (_MARGIN, top, WIDTH - _MARGIN, top + height), radius=12)
    canvas.rectangle(BRICK, (_MARGIN, top, _MARGIN + 18, top + height))
    canvas.y += 24
    canvas.text([warning[0]], _TEXT, BRICK, bold=True, left=_MARGIN + 54)
    canvas.text([warning[1]], _TEXT, INK, left=_MARGIN + 54)
    canvas.y = top + height + 26


def _origin(canvas: Canvas, leaflet: Leaflet) -> None:
    for words, most in ((leaflet.sources, 2), (leaflet.dated, 2)):
        lines = typesetting.lines(typesetting.readable(words), _SMALL, canvas.inner, most)
        canvas.text(lines, _SMALL, SOFT)
    canvas.y += 36
