"""An upright page → its printed texts, each with the place of every character."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from sites.printed.pictures.character_edges import lefts
from sites.printed.pictures.clearing import cleared
from sites.printed.pictures.detecting import TextOutline, find_outlines
from sites.printed.pictures.fitting import fitted
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.models import Reader, ReadLine
from sites.printed.pictures.standing import laid_down
from sites.printed.pictures.tiling import text_map
from sites.records.scans import Box, PrintedText, Rule

_SPARE = 0.2  # of a crop's height: so much margin may be taken off above and below its text
_MARGIN = 0.05  # of a crop's height: so much of it stays
_FAINT = 0.3  # of the darkest row's darkness: below it there is no stroke in a row
# Of 199 texts with pale strokes on photographs and watermarked lists, clearing changed what was
# read in 8, whose least sure character had scored 0.24 to 0.78; none that was read more surely.
_SURE = 0.97
_NARROWER = 0.8  # of a crop's width: saves a quarter of the second reading's time, and no text


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text's place and its pixels as one level line. is_level: it stood so on the page."""

    box: Box
    crop: Pixels
    is_level: bool


def recognise(image: Pixels, reader: Reader, rules: Sequence[Rule] = ()) -> list[PrintedText]:
    """Every text of the page, from top to bottom; each stands in the answer once.

    rules: the drawn lines of its tables; no text is read across one.
    """
    cuts = _cuts(image, find_outlines(text_map(image, reader)), rules)
    read = _read(cuts, reader)
    again = reader.read_again([_tight(cut.crop) for cut in cuts])  # with any watermark: apart
    return [
        _printed(line, cut, second)
        for cut, line, second in zip(cuts, read, again, strict=True)
        if line.text or second
    ]


def _read(cuts: Sequence[_Cut], reader: Reader) -> list[ReadLine]:
    """Each text as it stands; without what looks like a watermark where that reads more surely."""
    read = reader.read([cut.crop for cut in cuts])
    unsure = [at for at, cut in enumerate(cuts) if cut.is_level and read[at].score < _SURE]
    plain = {at: cleared(cuts[at].crop) for at in unsure}
    changed = [at for at, crop in plain.items() if crop is not cuts[at].crop]
    for at, line in zip(changed, reader.read([plain[at] for at in changed]), strict=True):
        if line.score > read[at].score:
            read[at] = line
    return read


def _cuts(image: Pixels, outlines: Sequence[TextOutline], rules: Sequence[Rule]) -> list[_Cut]:
    places = fitted(outlines, rules)
    cuts = [
        *(_Cut(box, _part(image, box), is_level=True) for box in places.lines),
        *(_Cut(box, laid_down(_part(image, box)), is_level=False) for box in places.columns),
        *(
            _Cut(outline.box, _levelled(image, outline), is_level=False)
            for outline in places.slanted
        ),
    ]
    return sorted(cuts, key=lambda cut: (cut.box.top, cut.box.left))


def _printed(line: ReadLine, cut: _Cut, second: str) -> PrintedText:
    places = lefts(line.middles, cut.crop) if cut.is_level else ()
    on_page = tuple(cut.box.left + place for place in places)
    return PrintedText(line.text, cut.box, line.score, on_page, second)


def _tight(crop: Pixels) -> Pixels:
    """Without most of the margin, in which the second model loses characters of few strokes."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.int16)
    darkness = np.abs(grey - int(np.median(grey))).max(axis=1)
    rows = np.flatnonzero(darkness > _FAINT * darkness.max())
    height = len(crop)
    stays, most = round(_MARGIN * height), int(_SPARE * height)
    above = min(max(int(rows[0]) - stays, 0), most) if len(rows) else 0
    below = min(max(height - int(rows[-1]) - 1 - stays, 0), most) if len(rows) else 0
    tight = crop[above : height - below]
    size = (max(1, round(tight.shape[1] * _NARROWER)), len(tight))
    return cv2.resize(tight, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _part(image: Pixels, box: Box) -> Pixels:
    return image[box.top : box.bottom, box.left : box.right]


def _levelled(image: Pixels, outline: TextOutline) -> Pixels:
    """The slanted text, turned level."""
    corners = np.array(outline.corners, np.float32)
    width = max(1, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(1, round(float(np.linalg.norm(corners[3] - corners[0]))))
    level = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    turn = cv2.getPerspectiveTransform(corners, level)
    turned = cv2.warpPerspective(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return turned.astype(np.uint8, copy=False)
