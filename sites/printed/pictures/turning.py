"""Whether a picture lies on its side or stands on its head."""

from collections.abc import Callable, Sequence

import numpy as np

from sites.printed.pictures.lettering import Lettering
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.warping import Warp
from sites.records.scans import Box

_SAMPLES = 8
_SHORTEST, _LONGEST = 4, 12  # characters of a sample line
_CLEAR = 0.3  # of `runs_down`: beyond it the direction of the lines is not in doubt
_SURE = 0.9  # upright print reads at 0.96 to 1.00, print on its head at 0.3 to 0.7
_LEAST_SAMPLES = 3
_MARGIN = 0.15  # of a line's height, around it


def quarter_turns(
    image: Pixels,
    warp: Warp,
    lettering: Lettering,
    score: Callable[[Sequence[Pixels]], float] | None,
) -> int:
    """How often to turn the picture by 90° anticlockwise until its print stands upright.

    lettering: of the page that `warp` makes of the image. score: how surely crops of one line
    each are read, 0 to 1; None = upside down cannot be told, and a picture on its side is turned
    clockwise (as phones lie most).
    """
    lies = lettering.runs_down > 0
    if score is None:
        return 3 if lies and lettering.runs_down > _CLEAR else 0
    lines = _samples(lettering)
    if len(lines) < _LEAST_SAMPLES:
        return 0
    crops = [_cut(image, warp, box) for box in lines]
    best, most = 0, 0.0
    for turns in (3, 1) if lies else (0, 2):
        sure = score([np.ascontiguousarray(np.rot90(crop, turns)) for crop in crops])
        if sure > most:
            best, most = turns, sure
        if sure > _SURE:
            break
    return best


def _samples(lettering: Lettering) -> list[Box]:
    """Lines of usual height and middling length, from all over the picture."""
    height = lettering.height_px or 0.0
    fit = [
        box
        for box in lettering.lines
        if 0.7 * height < min(box.width, box.height) < 1.5 * height
        and _SHORTEST <= max(box.width, box.height) / min(box.width, box.height) <= _LONGEST
    ]
    return fit[:: -(-len(fit) // _SAMPLES) or 1]


def _cut(image: Pixels, warp: Warp, box: Box) -> Pixels:
    margin = max(2, round(_MARGIN * min(box.width, box.height)))
    left, top = box.left - margin, box.top - margin
    return warp.part(image, Box(left, top, box.right + margin, box.bottom + margin))
