"""An upright page → its printed texts, each with the place of every character."""

from collections.abc import Sequence

import cv2
import numpy as np

from sites.pictures.bounds import Pixels
from sites.pictures.detecting import Spot, find_spots
from sites.pictures.fitting import fitted
from sites.pictures.models import Reader, ReadLine
from sites.pictures.placing import lefts
from sites.pictures.tiling import text_map
from sites.scans import PrintedText, Rule


def recognise(image: Pixels, reader: Reader, rules: Sequence[Rule] = ()) -> list[PrintedText]:
    """Every text of the page, from top to bottom; each stands in the answer once.

    rules: the drawn lines of its tables; no text is read across one.
    """
    spots = fitted(find_spots(text_map(image, reader)), rules)
    spots.sort(key=lambda spot: (spot.box.top, spot.box.left))
    crops = [_crop(image, spot) for spot in spots]
    read = reader.read(crops)
    return [
        _printed(line, spot, crop)
        for line, spot, crop in zip(read, spots, crops, strict=True)
        if line.text
    ]


def _printed(line: ReadLine, spot: Spot, crop: Pixels) -> PrintedText:
    box = spot.box
    places = () if spot.corners else lefts(line.middles, crop)
    return PrintedText(line.text, box, line.score, tuple(box.left + place for place in places))


def _crop(image: Pixels, spot: Spot) -> Pixels:
    box = spot.box
    if not spot.corners:
        return image[box.top : box.bottom, box.left : box.right]
    corners = np.array(spot.corners, np.float32)
    width = max(1, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(1, round(float(np.linalg.norm(corners[3] - corners[0]))))
    level = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    turn = cv2.getPerspectiveTransform(corners, level)
    return cv2.warpPerspective(
        image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8)
