"""The two models that ship inside rapidocr's wheel (PP-OCRv6 small, Apache-2.0), run offline.

Only the model files are taken from it: its own pipeline shrinks long pictures, turns lines and
reads each crop once, where we need tiles, the place of every character and a second reading.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from sites.errors import BadFileError
from sites.pictures.bounds import Pixels

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]

_DETECTING = "PP-OCRv6_det_small.onnx"
_RECOGNISING = "PP-OCRv6_rec_small.onnx"
_MULTIPLE = 32  # the detector halves the picture five times
LINE_HEIGHT = 48  # pixels: the height at which the recogniser was trained to see a line
_SHORTEST = 64  # pixels: below this width the recogniser sees too little around a character
_WIDEST = 3_200  # pixels: a longer line at that height is squeezed, as in training
_BATCH_WIDTH = 6_400  # pixels of all lines of one run together: bounds the memory of the answer
_BLANK = 0  # the class that says "no new character here"
_NO_EXTRA = "这台电脑还没有装识别文字的部件：请先运行 make ocr，再读图片。"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What was read in one crop.

    middles: of each character of `text`, as a share of the crop's width. scores: likewise one
    for each character, 0 to 1.
    """

    text: str
    scores: tuple[float, ...]
    middles: tuple[float, ...]

    @property
    def score(self) -> float:
        """The mean over the characters; 0 where nothing was read."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


class Reader:
    """Finds and reads Chinese print. The models are loaded at their first use (0.6 s), once.

    threads: how many processor cores to use; None = all.
    Raises BadFileError at the first use where the extra `ocr` is not installed.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or os.cpu_count() or 1

    @cached_property
    def _detector(self) -> "InferenceSession":
        return _session(_DETECTING, self._threads)

    @cached_property
    def _recogniser(self) -> "InferenceSession":
        return _session(_RECOGNISING, self._threads)

    @cached_property
    def _characters(self) -> list[str]:
        stored = self._recogniser.get_modelmeta().custom_metadata_map["character"]
        return ["", *stored.splitlines(), " "]

    def text_map(self, image: Pixels) -> Floats:
        """How surely each pixel lies in the core of a line of text, 0 to 1; same size."""
        height, width = image.shape[:2]
        padded = cv2.copyMakeBorder(
            image, 0, -height % _MULTIPLE, 0, -width % _MULTIPLE, cv2.BORDER_REPLICATE
        )
        answer: Floats = self._detector.run(None, {"x": _normal(padded)[None]})[0]
        return answer[0, 0, :height, :width]

    def read(self, crops: Sequence[Pixels]) -> list[ReadLine]:
        """The text of each crop (one upright line each), in the order given."""
        widths = [_line_width(crop) for crop in crops]
        order = sorted(range(len(crops)), key=widths.__getitem__)
        read: dict[int, ReadLine] = {}
        for batch in _batches([(index, widths[index]) for index in order]):
            read |= zip(batch, self._read_batch([crops[index] for index in batch]), strict=True)
        return [read[index] for index in range(len(crops))]

    def _read_batch(self, crops: list[Pixels]) -> list[ReadLine]:
        widths = [_line_width(crop) for crop in crops]
        width = max(_SHORTEST, *widths)
        lines = np.zeros((len(crops), 3, LINE_HEIGHT, width), np.float32)
        for line, crop, wide in zip(lines, crops, widths, strict=True):
            line[:, :, :wide] = _normal(cv2.resize(crop, (wide, LINE_HEIGHT)))
        answer = self._recogniser.run(None, {"x": lines})[0]
        return [
            self._decoded(steps, width / wide) for steps, wide in zip(answer, widths, strict=True)
        ]

    def _decoded(self, steps: Floats, stretch: float) -> ReadLine:
        """The likeliest class of each step; runs of one class are one character."""
        best = steps.argmax(axis=1)
        begins = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
        runs = [(start, end) for start, end in pairwise(begins) if best[start] != _BLANK]
        share = stretch / len(best)
        return ReadLine(
            "".join(self._characters[best[start]] for start, _ in runs),
            tuple(float(steps[start:end, best[start]].max()) for start, end in runs),
            tuple(min((start + end) / 2 * share, 1.0) for start, end in runs),
        )


def _session(name: str, threads: int) -> "InferenceSession":
    package = find_spec("rapidocr")
    try:
        import onnxruntime  # noqa: PLC0415 (slow to load, and only with the extra)
    except ImportError as error:
        raise BadFileError(_NO_EXTRA) from error
    if package is None or package.origin is None:
        raise BadFileError(_NO_EXTRA)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # else the largest tile's memory is never given back
    path = Path(package.origin).parent / "models" / name
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _normal(image: npt.NDArray[Any]) -> Floats:
    """RGB 0 … 255 → BGR planes from -1 to 1, as the models were trained."""
    planes = np.ascontiguousarray(image[:, :, ::-1].transpose(2, 0, 1), np.float32)
    planes /= 127.5
    planes -= 1
    return planes


def _line_width(crop: Pixels) -> int:
    height, width = crop.shape[:2]
    return min(max(int(width * LINE_HEIGHT / height + 0.5), 8), _WIDEST)


def _batches(widths: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Neighbours in width together: little padding, bounded memory."""
    batch: list[int] = []
    for index, width in widths:
        if batch and width * (len(batch) + 1) > _BATCH_WIDTH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
