"""What happens to a picture on its way: watermark, turning, camera, screen, JPEG."""

import io
import math
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from tools.published_lists.fonts import font

Pixels = NDArray[np.uint8]
_WATERMARKS = ("内部资料 请勿外传", "某某发布", "@平安某地", "公众号 某某发布", "仅供查询")


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """The picture after it was kept as JPEG of that quality."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def smaller(image: Image.Image, share: float) -> Image.Image:
    """The picture at `share` of its size, as a messenger shrinks it."""
    size = (round(image.width * share), round(image.height * share))
    return image.resize(size, Image.Resampling.LANCZOS)


def watermarked(image: Image.Image, choose: Random) -> Image.Image:
    """A slanted text all over, grey or red, and a seal near the end."""
    words = choose.choice(_WATERMARKS)
    colour = choose.choice(((120, 120, 120), (200, 60, 60), (90, 120, 190)))
    layer = Image.new("RGBA", image.size, (255, 255, 255, 0))
    _slanted(layer, words, (*colour, choose.randint(50, 80)), choose)
    side = min(260, image.width // 3, image.height // 2)
    seal = _seal(side)
    spot = (image.width - side - 40, max(0, image.height - side - choose.randint(20, 200)))
    layer.alpha_composite(seal, spot)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def turned(image: Image.Image, degrees: float) -> Image.Image:
    """Turned to the left by `degrees`, nothing cut off."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def noisy(image: Image.Image, deviation: float, seed: int) -> Image.Image:
    """Grey noise with that standard deviation, of 255."""
    pixels = np.asarray(image, dtype=np.float32)
    noise = np.random.default_rng(seed).normal(0, deviation, pixels.shape[:2])
    return _image(pixels + noise[:, :, None].astype(np.float32))


def blurred(image: Image.Image, radius_px: float) -> Image.Image:
    """Out of focus."""
    return image.filter(ImageFilter.GaussianBlur(radius_px))


def photographed(image: Image.Image, choose: Random, seed: int) -> Image.Image:
    """A paper on a desk before a phone's camera: perspective, barrel, shadow, noise."""
    pixels = _on_desk(np.asarray(image), choose)
    pixels = _barrel(pixels, choose.uniform(0.006, 0.018))
    lit = _shadow(pixels, choose)
    return noisy(blurred(_image(lit), 0.6), choose.uniform(3, 6), seed)


def curled(image: Image.Image, choose: Random) -> Image.Image:
    """A sheet that does not lie flat: its lines sink or rise towards the middle by 15 to 40
    pixels, or on one side by 8 to 20 while they rise on the other."""
    pixels = np.asarray(image, dtype=np.uint8)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    across = (x - width / 2) / (width / 2)
    sign = choose.choice((-1, 1))
    if choose.random() < 0.6:
        down = sign * choose.uniform(15, 40) * (1 - across**2)
    else:
        down = sign * choose.uniform(8, 20) * np.sin(math.pi * across)
    room = 60
    roomy = cv2.copyMakeBorder(pixels, room, room, 0, 0, cv2.BORDER_REPLICATE)
    down = np.pad(down, ((room, room), (0, 0)), mode="edge").astype(np.float32)
    y, x = np.mgrid[0 : height + 2 * room, 0:width].astype(np.float32)
    bent = cv2.remap(roomy, x, y - down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return _image(np.asarray(bent, dtype=np.uint8))


def on_screen(image: Image.Image, choose: Random, seed: int) -> Image.Image:
    """A screen before a phone's camera: its grid against the camera's, a tint, a slight turn."""
    scale = choose.uniform(1.25, 1.5)
    size = (round(image.width * scale), round(image.height * scale))
    pixels = np.asarray(turned(image.resize(size, Image.Resampling.BICUBIC), 0.0))
    pixels = _perspective(pixels, choose, 0.012, (25, 25, 28))
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    out = pixels.astype(np.float32)
    for channel in range(3):
        slant = choose.uniform(-0.12, 0.12)
        fine = np.sin(2 * math.pi * (x + slant * y) / choose.uniform(2.7, 3.4))
        broad = np.sin(2 * math.pi * (y - slant * x) / choose.uniform(40, 90))
        out[:, :, channel] *= 0.93 + 0.05 * fine + 0.035 * broad
    tint = np.array([0.95, 0.99, 1.04], dtype=np.float32)
    return noisy(blurred(_image(out * tint), 0.7), 3, seed)


def _slanted(
    layer: Image.Image, words: str, ink: tuple[int, int, int, int], choose: Random
) -> None:
    face = font("sans", choose.randint(44, 64), is_bold=True)
    length = round(face.getlength(words))
    stamp = Image.new("RGBA", (length + 20, 100), (255, 255, 255, 0))
    ImageDraw.Draw(stamp).text((10, 50), words, ink, face, "lm")
    stamp = stamp.rotate(choose.choice((25, 30, 35)), expand=True)
    step_x, step_y = stamp.width + 60, stamp.height + 40
    for number, top in enumerate(range(-40, layer.height, step_y)):
        for left in range(-(number % 2) * step_x // 2, layer.width, step_x):
            piece = stamp.crop((max(0, -left), max(0, -top), stamp.width, stamp.height))
            spot = (max(0, left), max(0, top))
            room = (layer.width - spot[0], layer.height - spot[1])
            piece = piece.crop((0, 0, min(piece.width, room[0]), min(piece.height, room[1])))
            layer.alpha_composite(piece, spot)


def _seal(side: int) -> Image.Image:
    red = (210, 30, 30, 150)
    seal = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    pen = ImageDraw.Draw(seal)
    pen.ellipse((4, 4, side - 4, side - 4), outline=red, width=max(3, side // 40))
    middle, outer = side / 2, side / 6
    points = [
        (
            middle + math.sin(turn * math.pi / 5) * (outer if turn % 2 == 0 else outer * 0.4),
            middle - math.cos(turn * math.pi / 5) * (outer if turn % 2 == 0 else outer * 0.4),
        )
        for turn in range(10)
    ]
    pen.polygon(points, fill=red)
    face = font("serif", max(12, side // 9), is_bold=True)
    pen.text((middle, side * 0.78), "演示专用章", red, face, "mm")
    return seal


def _on_desk(pixels: Pixels, choose: Random) -> Pixels:
    desk = choose.choice(((92, 70, 52), (60, 62, 66), (150, 132, 108)))
    edge = round(0.06 * pixels.shape[1])
    framed = cv2.copyMakeBorder(pixels, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=desk)
    larger = cv2.resize(framed, None, fx=1.35, fy=1.35, interpolation=cv2.INTER_CUBIC)
    return _perspective(np.asarray(larger, dtype=np.uint8), choose, 0.035, desk)


def _perspective(
    pixels: Pixels, choose: Random, share: float, colour: tuple[int, int, int]
) -> Pixels:
    """Each corner moved inwards by up to `share` of the width and height."""
    height, width = pixels.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    inwards = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)], dtype=np.float32)
    moves = np.array(
        [(choose.uniform(0, share) * width, choose.uniform(0, share) * height) for _ in corners],
        dtype=np.float32,
    )
    matrix = cv2.getPerspectiveTransform(corners, corners + inwards * moves)
    warped = cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT, borderValue=colour,
    )  # fmt: skip
    return np.asarray(warped, dtype=np.uint8)


def _barrel(pixels: Pixels, strength: float) -> Pixels:
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    half_x, half_y = width / 2, height / 2
    u, v = (x - half_x) / half_x, (y - half_y) / half_y
    factor = (1 + strength * (u * u + v * v)) / (1 + strength)
    bent = cv2.remap(
        pixels,
        (u * factor * half_x + half_x).astype(np.float32),
        (v * factor * half_y + half_y).astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(bent, dtype=np.uint8)


def _shadow(pixels: Pixels, choose: Random) -> NDArray[np.float32]:
    """Light that falls off to one side, and a hand's soft shadow with an edge."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    angle = choose.uniform(0, 2 * math.pi)
    slope = (x - 0.5) * math.cos(angle) + (y - 0.5) * math.sin(angle)
    light = 0.86 + 0.22 * slope
    away = x * math.cos(angle + 1) + y * math.sin(angle + 1) - choose.uniform(0.1, 0.5)
    light *= 1 - 0.28 / (1 + np.exp(-away * 25))
    colour = np.array([1.0, 0.98, 0.93], dtype=np.float32)
    lit = pixels.astype(np.float32) * light[:, :, None] * colour
    return np.asarray(lit, dtype=np.float32)


def _image(pixels: NDArray[np.float32] | Pixels) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
