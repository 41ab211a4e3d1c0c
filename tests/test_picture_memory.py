"""Reading many pictures holds no more memory than reading a few."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sites.printed.pictures import Reader, read_page
from sites.printed.pictures.series import LongPage
from sites.records.scans import Picture
from tools.published_lists.fonts import font

_HOME = Path(__file__).parents[1]
_STATUS = Path("/proc/self/status")
_PICTURES = 7
# Measured: 35 MB from the first to the last with what is freed given back, 215 MB without.
_MOST_GROWTH_MB = 100


def main() -> None:
    """Read small pictures of many sizes; print the megabytes held after each."""
    reader = Reader()
    for number in range(_PICTURES):
        image = _picture(420 + number * 137 % 900, 60 + number * 83 % 260)
        whole = (Picture("1.png", 0, len(image)),)
        read_page(LongPage(image, whole), reader)
        held = re.search(r"VmRSS:\s+(\d+)", _STATUS.read_text())
        assert held is not None
        sys.stdout.write(f"{int(held[1]) // 1024}\n")


def _picture(width: int, height: int) -> np.ndarray:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for y in range(10, height - 30, 34):
        line = "某县公安局演示路1号" * 4
        draw.text((10, y), line[: width // 24], font=font("sans", 22), fill="black")
    return np.asarray(image)


@pytest.mark.skipif(not _STATUS.exists(), reason="Only Linux tells what a process holds.")
def test_memory_does_not_grow_with_the_number_of_pictures() -> None:
    child = [sys.executable, "-m", "tests.test_picture_memory"]
    read = subprocess.run(child, cwd=_HOME, check=True, capture_output=True, text=True)
    held_mb = [int(line) for line in read.stdout.split()]
    assert len(held_mb) == _PICTURES
    assert held_mb[-1] - held_mb[0] < _MOST_GROWTH_MB


if __name__ == "__main__":
    main()
