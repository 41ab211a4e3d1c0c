"""Pictures come out upright, level and square, however they were taken; clean ones untouched."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from sites.printed.pictures.lettering import lettering_of
from sites.printed.pictures.limits import Pixels
from sites.printed.pictures.models import Reader
from sites.printed.pictures.slopes import Slopes, level_slopes, upright_slopes
from sites.printed.pictures.squaring import squared, without_grid
from sites.printed.pictures.straightening import straighten
from sites.printed.pictures.warping import Projection, Warp
from tests.drawn_tables import LEFTS, MARGIN, Style, as_jpeg, drawn_table, photographed
from tools.published_lists.fonts import has_fonts

pytestmark = pytest.mark.skipif(not has_fonts(), reason="Debian's fonts-noto-cjk is absent")

LINED, UNLINED = Style(rows=20), Style(rows=20, line=None)


def grey_of(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def turned(picture: Image.Image, clockwise_deg: float) -> Pixels:
    return np.asarray(
        picture.rotate(
            -clockwise_deg, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
        )
    )


def tilt_deg(pixels: Pixels) -> float:
    """Of the level lines as they come out; measured apart from how they were corrected."""
    found = level_slopes(grey_of(pixels), is_wide=True)
    return float(np.degrees(np.average(found.slope, weights=1 / np.square(found.error))))


@pytest.mark.parametrize("quality", [None, 60], ids=["PNG", "JPEG 60"])
@pytest.mark.parametrize("style", [LINED, UNLINED, Style(rows=110)], ids=["lines", "none", "long"])
def test_a_clean_straight_picture_passes_untouched(style: Style, quality: int | None) -> None:
    picture, _ = drawn_table(style)
    pixels = np.asarray(as_jpeg(picture, quality) if quality else picture)
    straight = straighten(pixels)
    assert straight.image is pixels
    assert straight.warnings == ()


@pytest.mark.parametrize("angle_deg", [0.3, -0.7, 1.2, -2.0, 3.0, -5.0])
@pytest.mark.parametrize(
    ("style", "within_deg"),
    [pytest.param(LINED, 0.05, id="lines"), pytest.param(UNLINED, 0.1, id="no lines")],
)
def test_a_tilted_picture_is_levelled(style: Style, within_deg: float, angle_deg: float) -> None:
    picture, _ = drawn_table(style)
    assert abs(tilt_deg(straighten(turned(picture, angle_deg)).image)) < within_deg


def corners_on_page(warp: Warp, onto: npt.NDArray[np.float64], style: Style) -> Pixels:
    """Where the table's four corners come to lie on the squared page, clockwise, in pixels."""
    y, x = np.mgrid[0 : warp.height : 2, 0 : warp.width : 2].astype(np.float64)
    across, down = Projection(np.linalg.inv(onto).astype(np.float64)).back(*warp.back(x, y))
    bottom = MARGIN + style.rows * (style.size + 18)
    right = MARGIN + LEFTS[-1]
    wanted = [(MARGIN, MARGIN), (right, MARGIN), (right, bottom), (MARGIN, bottom)]
    nearest = [
        np.unravel_index(np.argmin(np.hypot(across - left, down - top)), across.shape)
        for left, top in wanted
    ]
    return np.array([(2 * column, 2 * row) for row, column in nearest])


@pytest.mark.parametrize(
    "corners",
    [
        pytest.param([(0.03, 0.02), (0.97, 0.0), (1.0, 1.0), (0.0, 0.97)], id="from below"),
        pytest.param([(0.0, 0.03), (1.02, -0.03), (0.98, 1.02), (0.02, 0.95)], id="from the side"),
        pytest.param([(0.05, 0.0), (1.03, 0.05), (0.97, 1.05), (-0.02, 1.0)], id="turned as well"),
    ],
)
def test_a_photographed_table_becomes_a_rectangle(corners: list[tuple[float, float]]) -> None:
    picture, _ = drawn_table(LINED)
    photo, onto = photographed(picture, corners, shadow=0.4)
    top_left, top_right, low_right, low_left = corners_on_page(
        squared(grey_of(photo)), onto, LINED
    ).astype(int)
    aslant = [
        *(top_left[1] - top_right[1], low_left[1] - low_right[1]),
        *(top_left[0] - low_left[0], top_right[0] - low_right[0]),
    ]
    assert max(map(abs, aslant)) <= 4


def test_a_bent_sheet_is_flattened() -> None:
    picture, _ = drawn_table(LINED)
    photo, _ = photographed(picture, [(0, 0), (1, 0), (1, 1), (0, 1)], bend=14)
    before = np.abs(level_slopes(grey_of(photo)).slope)
    after = np.abs(level_slopes(grey_of(straighten(photo).image)).slope)
    assert np.degrees(np.percentile(before, 80)) > 0.8
    assert np.degrees(np.percentile(after, 80)) < 0.25


@pytest.mark.parametrize("bend", [30, 45])
def test_a_strongly_bent_sheet_of_few_rows_is_flattened(bend: int) -> None:
    picture, _ = drawn_table(Style(rows=14))
    photo, _ = photographed(picture, [(0, 0), (1, 0), (1, 1), (0, 1)], bend=bend)
    after = np.abs(level_slopes(grey_of(straighten(photo).image)).slope)
    assert np.degrees(np.percentile(after, 80)) < 0.25


def slopes_of(rows: list[tuple[float, float, float, float]]) -> Slopes:
    return Slopes(*np.array(rows, np.float64).T)


def test_the_grid_of_a_photographed_screen_is_no_slope_of_the_page() -> None:
    # x, y, slope, error as measured on a list photographed from a screen
    page = [(180.0, 180.0, -0.0007, 0.0003), (417.0, 389.0, -0.0016, 0.0006)]
    page += [(654.0, 389.0, -0.0022, 0.0027), (1128.0, 598.0, -0.0007, 0.0003)]
    grid = [(417.0, 180.0, 0.0484, 0.0007), (654.0, 598.0, 0.0484, 0.0026)]
    grid += [(891.0, 180.0, 0.0483, 0.0001), (891.0, 807.0, 0.0483, 0.0002)]
    assert without_grid(slopes_of([*page, *grid])).slope.tolist() == [each[2] for each in page]


def test_a_perspective_is_not_taken_for_a_grid() -> None:
    leaning = [(x, y, x / 10_000, 0.0003) for x in (-400.0, 0.0, 20.0, 400.0) for y in (0.0, 300.0)]
    assert len(without_grid(slopes_of(leaning))) == len(leaning)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("style", [LINED, UNLINED], ids=["lines", "no lines"])
def test_a_picture_on_its_side_or_head_is_turned(reader: Reader, style: Style, turns: int) -> None:
    picture, _ = drawn_table(style)
    pixels = np.asarray(picture)
    lying = np.ascontiguousarray(np.rot90(pixels, turns))
    straight = straighten(lying, reader.sureness)
    assert straight.quarter_turns == -turns % 4
    assert np.array_equal(straight.image, pixels)


def test_without_a_reader_a_picture_on_its_side_still_gets_level_lines() -> None:
    picture, _ = drawn_table(LINED)
    straight = straighten(np.ascontiguousarray(np.rot90(np.asarray(picture), 1)))
    assert straight.quarter_turns in {1, 3}
    assert lettering_of(grey_of(straight.image)).runs_down < -0.9


@pytest.mark.parametrize("size", [12, 16, 24, 34])
def test_the_height_of_print_is_measured(size: int) -> None:
    picture, _ = drawn_table(Style(size=size))
    measured = lettering_of(grey_of(np.asarray(picture))).height_px
    assert measured == pytest.approx(0.9 * size, rel=0.15)


def test_huge_print_is_made_smaller() -> None:
    picture, _ = drawn_table(LINED)
    large = np.asarray(picture.resize((picture.width * 4, picture.height * 4)))
    straight = straighten(large)
    assert straight.scale < 0.7
    assert straight.image.shape[1] == pytest.approx(large.shape[1] * straight.scale, abs=1)


@pytest.mark.parametrize(
    ("pixels", "advice"),
    [
        pytest.param(np.full((600, 500, 3), 255, np.uint8), "几乎没有", id="an empty page"),
        pytest.param(
            np.asarray(drawn_table(Style())[0].resize((300, 146))), "字", id="a thumbnail"
        ),
    ] if has_fonts() else [],
)  # fmt: skip
def test_a_person_is_told_what_is_wrong_with_a_picture(pixels: Pixels, advice: str) -> None:
    (warning,) = straighten(pixels).warnings
    assert advice in warning


def test_a_warp_is_exact_between_the_points_where_it_is_reckoned() -> None:
    matrix = np.array([[1.0, 0.01, 5], [-0.02, 1.01, 8], [1e-5, 2e-5, 1]])
    warp = Warp(400, 300, (Projection(matrix),))
    y, x = np.mgrid[0:320, 0:420].astype(np.float32)
    back_x, back_y = warp.back(*np.meshgrid(np.arange(400.0), np.arange(300.0)))
    inside = (back_x > 2) & (back_x < 416) & (back_y > 2) & (back_y < 316)
    for plane, expected in ((x, back_x), (y, back_y)):
        assert np.abs(np.asarray(warp.applied(plane)) - expected)[inside].max() < 0.05


def test_slopes_are_told_with_their_error() -> None:
    picture, _ = drawn_table(LINED)
    for measure, sign in ((level_slopes, 1), (upright_slopes, -1)):
        found = measure(grey_of(turned(picture, 1.5)))
        off = np.abs(found.slope - sign * np.tan(np.radians(1.5)))
        assert np.mean(off < 3 * found.error + np.radians(0.03)) > 0.8
