"""An upright page → its printed texts, each with the place of every character."""

from itertools import pairwise

from sites.pictures.bounds import Pixels
from sites.pictures.detecting import text_boxes
from sites.pictures.models import Reader, ReadLine
from sites.pictures.tiling import tiles
from sites.scans import Box, PrintedText


def recognise(image: Pixels, reader: Reader) -> list[PrintedText]:
    """Every text of the page, from top to bottom; each stands in the answer once."""
    boxes = [
        Box(box.left, box.top + top, box.right, box.bottom + top)
        for top, bottom in tiles(image)
        for box in text_boxes(reader.text_map(image[top:bottom]))
    ]
    boxes.sort(key=lambda box: (box.top, box.left))
    read = reader.read([image[box.top : box.bottom, box.left : box.right] for box in boxes])
    return [_printed(line, box) for line, box in zip(read, boxes, strict=True) if line.text]


def _printed(line: ReadLine, box: Box) -> PrintedText:
    return PrintedText(line.text, box, line.score, _lefts(line, box))


def _lefts(line: ReadLine, box: Box) -> tuple[int, ...]:
    """Half a character before each middle: a character is as wide as the nearest step."""
    middles = [box.left + share * box.width for share in line.middles]
    if len(middles) < 2:
        return (box.left,) if middles else ()
    steps = [right - left for left, right in pairwise(middles)]
    before = [steps[0], *steps]
    after = [*steps, steps[-1]]
    return tuple(
        max(box.left, round(middle - min(left, right) / 2))
        for middle, left, right in zip(middles, before, after, strict=True)
    )
