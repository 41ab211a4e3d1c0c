"""A picture file is opened by what it holds; what cannot be opened is refused in words."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageOps

from sites.errors import BadFileError
from sites.printed.pictures import limits as bounds
from sites.printed.pictures.opening import open_picture, pages_without_text, picture_pages

ORIENTATION = 0x0112
FORMATS = {
    "PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif", "BMP": "bmp", "TIFF": "tif",
    "HEIF": "heic", "AVIF": "avif",
}  # fmt: skip


def drawn(mode: str = "RGB") -> Image.Image:
    """120 × 60, a dark box in the upper left quarter."""
    picture = Image.new("RGB", (120, 60), "white")
    ImageDraw.Draw(picture).rectangle((8, 8, 48, 24), fill=(20, 30, 40))
    return picture.convert(mode)


def noisy() -> Image.Image:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    return Image.fromarray(noise)


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_opened_whatever_its_name_says(tmp_path: Path, form: str) -> None:
    path = tmp_path / "名单.txt"
    drawn().save(path, form)
    pixels = open_picture(path)
    assert pixels.shape == (60, 120, 3)
    assert pixels.dtype == np.uint8
    assert pixels[50, 100].min() > 240
    assert pixels[16, 28].max() < 60


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16", "I", "F", "YCbCr"])
def test_every_colour_mode_becomes_plain_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "picture.tif"
    if mode == "I;16":
        Image.fromarray(np.asarray(drawn("L"), np.uint16) * 257).save(path)
    else:
        drawn("L" if mode in {"I", "F"} else "RGB").convert(mode).save(path, "TIFF")
    pixels = open_picture(path)
    assert pixels.shape == (60, 120, 3)
    assert pixels[50, 100].min() > 240
    assert pixels[16, 28].max() < 70


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_s_turn_is_undone(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "photo.png"
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    drawn().save(path, exif=exif)
    with Image.open(path) as picture:
        upright = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))
    assert np.array_equal(open_picture(path), upright)


def test_transparent_paper_is_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    picture.save(tmp_path / "clear.png")
    assert open_picture(tmp_path / "clear.png").min() == 255


def lettered(ink: tuple[int, int, int], mode: str) -> Image.Image:
    """120 × 60, strokes on a transparent ground; in the upper left a dark cell, filled."""
    picture = Image.new("RGBA", (120, 60), (255 - ink[0], 9, 9, 0))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 30, 15), fill=(30, 60, 120, 255))
    for x in range(40, 116, 6):
        pen.line((x, 20, x, 50), fill=(*ink, 255), width=2)
    if mode == "P":
        return picture.quantize(16, method=Image.Quantize.FASTOCTREE)
    return picture.convert(mode)


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("GIF", "RGBA"), ("WEBP", "RGBA")],
)
@pytest.mark.parametrize(
    ("ink", "paper"),
    [((255, 255, 255), 0), ((255, 240, 120), 0), ((20, 20, 20), 255), ((200, 0, 0), 255)],
    ids=["white", "yellow", "black", "red"],
)
def test_print_on_a_transparent_ground_stands_out(
    tmp_path: Path, ink: tuple[int, int, int], paper: int, form: str, mode: str
) -> None:
    lettered(ink, mode).save(tmp_path / "list.png", form)
    pixels = open_picture(tmp_path / "list.png").astype(int)
    assert abs(pixels[55, 60] - paper).max() < 8
    assert abs(pixels[35, 40] - paper).max() > 90


def test_a_white_card_with_clear_corners_keeps_its_paper(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (120, 60), (0, 0, 0, 0))
    picture.paste(drawn().convert("RGBA").crop((0, 0, 110, 50)), (5, 5))
    picture.save(tmp_path / "card.png")
    pixels = open_picture(tmp_path / "card.png")
    assert np.median(pixels) == 255
    assert pixels[20, 30].max() < 60


def test_of_a_moving_picture_the_first_frame_is_taken(tmp_path: Path) -> None:
    other = Image.new("RGB", (120, 60), "black")
    drawn().save(tmp_path / "moving.gif", save_all=True, append_images=[other])
    assert open_picture(tmp_path / "moving.gif")[50, 100].min() > 240


def test_a_picture_of_60_000_rows_is_opened_whole(tmp_path: Path) -> None:
    Image.new("L", (1080, 60_000), 255).save(tmp_path / "long.png")
    assert open_picture(tmp_path / "long.png").shape == (60_000, 1080, 3)


def bomb(width: int, height: int) -> bytes:
    """A PNG of some 100 bytes that says it is this large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        code = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", code)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        pytest.param(b"", "是空的", id="empty"),
        pytest.param(b"<html><body>404</body></html>", "不是能读的图片", id="a web page"),
        pytest.param(b"PK\x03\x04" + b"\0" * 200, "不是能读的图片", id="a zip archive"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "图片", id="only the first bytes of a PNG"),
        pytest.param(bomb(60_000, 60_000), "太大了", id="3,600 megapixels in 100 bytes"),
        pytest.param(bomb(200_000, 100), "太大了", id="one side of 200,000"),
        pytest.param(bomb(1_080, 60_000), "不完整", id="a long list without its pixels"),
        pytest.param(bomb(5, 5), "看不出字", id="five pixels"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    tmp_path: Path, content: bytes, advice: str
) -> None:
    path = tmp_path / "名单.png"
    path.write_bytes(content)
    with pytest.raises(BadFileError, match=advice):
        open_picture(path)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, form: str, kept: float) -> None:
    path = tmp_path / f"half.{FORMATS[form]}"
    noisy().save(path, form)
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content))])
    with pytest.raises(BadFileError, match="再读一次"):
        open_picture(path)


def test_a_file_of_a_gigabyte_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # takes no room on the disk
    with pytest.raises(BadFileError, match=f"{bounds.MAX_FILE_BYTES // 1_000_000} MB"):
        open_picture(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match=r"absent\.png"):
        open_picture(tmp_path / "absent.png")


def scan(path: Path, *, pages: int = 2, dpi: int = 150) -> Path:
    sheets = [Image.new("L", (600, 800), 255 - 50 * number) for number in range(pages)]
    sheets[0].save(path, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi)
    return path


def test_scanned_pages_come_one_by_one_at_their_own_size(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf")
    pages = list(picture_pages(path))
    assert [number for number, _ in pages] == [1, 2]
    for number, pixels in pages:
        assert pixels.dtype == np.uint8
        assert np.abs(np.subtract(pixels.shape, (800, 600, 3))).max() <= 1
        assert abs(int(np.median(pixels)) - (255 - 50 * (number - 1))) <= 2


def test_only_the_wanted_pages_are_drawn(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", pages=3)
    assert [number for number, _ in picture_pages(path, {2})] == [2]


def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_000, 14_000)
    document.save(tmp_path / "poster.pdf")
    ((_, pixels),) = picture_pages(tmp_path / "poster.pdf")
    assert pixels.shape[0] * pixels.shape[1] <= 40_100_000


def text_pdf(words: str) -> bytes:
    """A one-page PDF with these words as text, written by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\n" % (table)
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(scan, (1, 2), id="a scan"),
        pytest.param(
            lambda path: path.write_bytes(text_pdf("Demonstration list 0311-0123456")),
            (),
            id="text that can be copied",
        ),
        pytest.param(lambda path: path.write_bytes(text_pdf("- 1 -")), (1,), id="a page number"),
        pytest.param(
            lambda path: path.write_bytes(text_pdf("Demonstration list 0311").replace(
                b"BT /F1", b"BT 3 Tr /F1").replace(b"Length 5", b"Length 6")),
            (1,),
            id="invisible text behind a scan",
        ),
    ],
)  # fmt: skip
def test_pages_without_text_are_told_from_others(
    tmp_path: Path, make: Callable[[Path], object], expected: tuple[int, ...]
) -> None:
    path = tmp_path / "list.pdf"
    make(path)
    pages, count = pages_without_text(path)
    assert pages == expected
    assert count == max(1, len(expected))


def with_password(path: Path) -> None:
    """A PDF that says it is encrypted for somebody else."""
    locked = text_pdf("secret").replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
        b" /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4"
        b" /O <" + b"5a" * 32 + b"> /U <" + b"a5" * 32 + b"> >>",
    )
    path.write_bytes(locked)


@pytest.mark.parametrize("read", [lambda path: list(picture_pages(path)), pages_without_text])
@pytest.mark.parametrize(
    ("make", "advice"),
    [
        pytest.param(with_password, "密码", id="a password"),
        pytest.param(lambda path: path.write_bytes(b"%PDF-1.7\n"), "完整", id="only a header"),
        pytest.param(
            lambda path: path.write_bytes(scan(path).read_bytes()[:300]), "完整", id="cut off"
        ),
        pytest.param(lambda path: path.write_bytes(b"not a document"), "完整", id="lying"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_words(
    tmp_path: Path,
    read: Callable[[Path], object],
    make: Callable[[Path], object],
    advice: str,
) -> None:
    path = tmp_path / "list.pdf"
    make(path)
    with pytest.raises(BadFileError, match=advice):
        read(path)
