"""What a transparent picture was meant to be seen on: white paper, or a dark page."""

import cv2
import numpy as np
from PIL import Image

_BAND = 4_096  # rows looked at together
_OPAQUE = 128  # of 255
_LIGHT = 128  # grey level; lighter print is lost on white


def paper_of(picture: Image.Image) -> str:
    """ "white" or "black": what the print that stands right on the transparent part is read on.

    Told by the opaque pixels at its edge, so that filled cells and pictures do not count.
    """
    width, height = picture.size
    edge_pixels, lightness = 0, 0.0
    for top in range(0, height, _BAND):
        band = picture.crop((0, top, width, min(top + _BAND, height))).convert("RGBA")
        opaque = (np.asarray(band.getchannel("A")) >= _OPAQUE).astype(np.uint8)
        is_edge = (opaque > 0) & (cv2.erode(opaque, np.ones((3, 3), np.uint8)) == 0)
        edge_pixels += int(is_edge.sum())
        lightness += float(np.asarray(band.convert("RGB").convert("L"))[is_edge].sum())
    return "black" if lightness > _LIGHT * edge_pixels else "white"
