"""Which texts of a page are no print of its table: watermarks, stamps.

Print is of one darkness all over a page and level; a watermark is far paler, or slanted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sites.printed.pictures.limits import Pixels
from sites.records.scans import Box, PrintedText

_PALE = 0.4  # of the usual contrast of the page's level texts
_FEWEST = 10  # texts: what is usual among fewer is not known
_INK_SHARE = 4  # per cent of a text's darkest and lightest pixels that are left out
_TALL = 1.3  # times the usual height: a level line is hardly ever so high
_SHORT = 6  # characters
_SLANTED = 1.8  # times the usual height, both ways: a level text is wide, a column high


def with_marks(image: Pixels, texts: Sequence[PrintedText]) -> tuple[PrintedText, ...]:
    """The texts, watermarks and stamps marked as such. image: the upright page, RGB."""
    level = [text for text in texts if text.lefts]
    if len(level) < _FEWEST:
        return tuple(texts)
    usual_height = float(np.median([text.box.height for text in level]))
    contrasts = {text: _contrast(image, text.box) for text in level}
    usual = float(np.median(list(contrasts.values())))
    slanted = [text for text in texts if _is_slanted(text, usual_height)]
    pairs = Counter(pair for text in slanted for pair in _pairs(text))
    return tuple(
        replace(text, is_mark=True)
        if contrasts.get(text, usual) < _PALE * usual
        or (text in slanted and _is_no_row(text, pairs))
        else _levelled(text, usual_height)
        for text in texts
    )


def _levelled(text: PrintedText, usual_height: float) -> PrintedText:
    """Print that was found a little aslant, for a watermark crosses it, in a box of its line."""
    box = text.box
    if text.lefts or box.width < 2 * box.height or box.height < _TALL * usual_height:
        return text
    top = round(box.middle_y - usual_height / 2)
    return replace(text, box=Box(box.left, top, box.right, round(top + usual_height)))


def _is_no_row(text: PrintedText, pairs: Counter[str]) -> bool:
    """A watermark says the same again and again, a stamp is short. Print that was found aslant,
    for a watermark crosses it, is neither."""
    return len(text.text) < _SHORT or any(pairs[pair] > 1 for pair in _pairs(text))


def _pairs(text: PrintedText) -> set[str]:
    return {text.text[at : at + 2] for at in range(len(text.text) - 1)}


def _is_slanted(text: PrintedText, usual_height: float) -> bool:
    least = min(text.box.width, text.box.height)
    return not text.lefts and least > _SLANTED * usual_height


def _contrast(image: Pixels, box: Box) -> float:
    """Grey levels between ink and paper."""
    crop = image[box.top : box.bottom, box.left : box.right]
    if not crop.size:
        return 0.0
    dark, light = np.percentile(crop.min(axis=2), (_INK_SHARE, 100 - _INK_SHARE))
    return float(light - dark)
