"""The small picture that a system browser hands on with a link (og:image): the brand and the
place, readable when a chat shows it as large as a thumb."""

from functools import lru_cache

from sites.leaflets import typesetting
from sites.leaflets.canvas import BRICK, DEMO, WASH, WHITE, Canvas
from sites.leaflets.leaflet import Leaflet

SIDE = 300
_MOST_BYTES = 20_000
_MARGIN = 14
_BAND = 68


@lru_cache(maxsize=64)  # some 5 KB each
def thumbnail(leaflet: Leaflet) -> bytes:
    """The leaflet's brand and place as PNG with a palette, 300 by 300 pixels."""
    canvas = Canvas(SIDE, _MARGIN, SIDE)
    canvas.rectangle(BRICK, (0, 0, SIDE, _BAND))
    canvas.y = 8
    size = typesetting.fitting(leaflet.brand, canvas.inner, range(38, 20, -2))
    canvas.text([leaflet.brand], size, WHITE, bold=True, left="centred")
    place = typesetting.readable(leaflet.short, leaflet.brand)
    size = typesetting.fitting(place, canvas.inner, range(96, 51, -4))
    lines = typesetting.lines(place, size, canvas.inner, 2)
    canvas.y = _BAND + (SIDE - 2 * _BAND - round(size * 1.36) * len(lines)) // 2
    canvas.text(lines, size, bold=True, left="centred")
    canvas.rectangle(DEMO if leaflet.demo else WASH, (0, SIDE - _BAND, SIDE, SIDE))
    canvas.y = SIDE - _BAND + 10
    mark = leaflet.demo.partition("：")[0] or leaflet.offer
    size = typesetting.fitting(mark, canvas.inner, range(36, 18, -2))
    canvas.text([mark], size, bold=bool(leaflet.demo), left="centred")
    canvas.y = SIDE
    return canvas.png(most_bytes=_MOST_BYTES)
