"""QR codes of addresses (ISO/IEC 18004): black on white, whatever stands around them.

Error correction M: a sixth of the code may be lost to a fold or a thumb. Four white modules around
it, as the standard asks.
"""

import io

import segno
from PIL import Image

_QUIET = 4


def qr_svg(address: str) -> str:
    """The code as an <svg> element without a size of its own; a style sheet gives it one."""
    return _code(address).svg_inline(border=_QUIET, omitsize=True, svgclass="qr", lineclass=None)


def qr_picture(address: str, most_px: int) -> Image.Image:
    """The code as a grey picture of at most this many pixels a side, each module as many whole
    pixels as fit (at least one)."""
    code = _code(address)
    rows = list(code.matrix_iter(border=_QUIET))
    picture = Image.new("L", (len(rows), len(rows)))
    picture.putdata([0 if module else 255 for row in rows for module in row])
    side = max(1, most_px // len(rows)) * len(rows)
    return picture.resize((side, side), Image.Resampling.NEAREST)


def qr_lines(text: str) -> list[str]:
    """The code in half blocks for a terminal, two rows of modules a line: as it should be where
    letters are light on dark, else inverted, which most telephones read too."""
    out = io.StringIO()
    _code(text).terminal(out, border=_QUIET, compact=True)
    return out.getvalue().splitlines()


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m", boost_error=False)
