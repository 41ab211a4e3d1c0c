"""From a site back to the print: the spot on the picture, and who compared the row with it."""

import re
from collections.abc import Iterable, Iterator

from sites.assembling.desk import Desk
from sites.records import Problem, Row, Spot
from sites.records.scans import Box

# Joined rows export several spots in one cell each of the three columns.
SPOT_SEPARATOR = ";"
_LONGEST_NAME = 120
_LONGEST_INITIALS = 12
_ROW = re.compile(r"[1-9]\d{0,5}")
_BOX = re.compile(r"(\d{1,6})[, ]+(\d{1,6})[, ]+(\d{1,6})[, ]+(\d{1,6})")
# A whole path would tell the public how the reviewer's machine calls its user.
_WHOLE_PATH = re.compile(r"(?:[A-Za-z]:|file:|~)?/")
# Latin letters and digits, at most one Chinese character: a surname says little, a name all.
_INITIALS = re.compile(
    r"(?!.*\d{5})(?:志愿者)?(?:[\u3400-\u9fff]?[A-Za-z0-9 ._-]*|[A-Za-z0-9 ._-]*[\u3400-\u9fff]?)"
)


def is_initials(text: str) -> bool:
    """Whether a text may stand before the public as who checked a row: no name, no number."""
    return 0 < len(text) <= _LONGEST_INITIALS and _INITIALS.fullmatch(text) is not None


def read_spots(desk: Desk) -> tuple[Spot, ...]:
    """Where the row is printed; none when the list does not say. Parts that cannot be read are
    noted and left out."""
    text = desk.cell("picture")
    if not text:
        return ()
    names = text.split(SPOT_SEPARATOR)
    rows, boxes = _parts(desk, "picture_row", len(names)), _parts(desk, "picture_box", len(names))
    if rows is None or boxes is None:  # not several spots: a name that holds the separator
        names, rows, boxes = [text], [desk.cell("picture_row")], [desk.cell("picture_box")]
    spots = (
        Spot(_name(name), _row(desk, row), _box(desk, box))
        for name, row, box in zip(names, rows, boxes, strict=True)
    )
    return tuple(dict.fromkeys(spot for spot in spots if _is_named(desk, spot)))


def _parts(desk: Desk, column: str, count: int) -> list[str] | None:
    parts = desk.cell(column).split(SPOT_SEPARATOR)
    return parts if len(parts) == count else None


def _name(text: str) -> str:
    text = text.replace("\\", "/")
    if _WHOLE_PATH.match(text):
        text = text.rpartition("/")[2]
    return re.sub(rf"[{SPOT_SEPARATOR}\s]+", " ", text).strip()


def _is_named(desk: Desk, spot: Spot) -> bool:
    if 0 < len(spot.picture) <= _LONGEST_NAME:
        return True
    desk.note("picture", f"图片名是空的，或者超过 {_LONGEST_NAME} 个字，没有采用；请改正。")
    return False


def _row(desk: Desk, text: str) -> int | None:
    text = text.strip()
    if text and not _ROW.fullmatch(text):
        desk.note("picture_row", "图片里的行号要写成数字，如 12；没有采用。")
        return None
    return int(text) if text else None


def _box(desk: Desk, text: str) -> Box | None:
    text = text.strip()
    if not text:
        return None
    found = _BOX.fullmatch(text)
    if found:
        box = Box(*map(int, found.groups()))
        if box.width > 0 and box.height > 0:
            return box
    desk.note("picture_box", "图片位置要写成左、上、右、下四个数，如 40,120,980,160；没有采用。")
    return None


def read_checked_by(desk: Desk) -> str:
    """Initials of whoever checked the row, or empty: they go before the public, a name must not."""
    text = desk.cell("checked_by")
    if not text or is_initials(text):
        return text
    desk.note(
        "checked_by",
        f"核对人会公布，只写 {_LONGEST_INITIALS} 个字以内的缩写（如 ZXM），不写姓名；没有采用。",
    )
    return ""


def unchecked(rows: Iterable[Row]) -> Iterator[Problem]:
    """One problem for each file with rows in doubt that nobody checked, at the first of them."""
    files: dict[str, list[Row]] = {}
    for row in rows:
        if row.cells.get("doubts") and not row.cells.get("checked_by"):
            files.setdefault(row.file, []).append(row)
    for file, doubtful in files.items():
        advice = (
            f"从这一行起，这份名单有 {len(doubtful)} 行有疑问，还没有人核对：请对照原图看这些行，"
            "看过就在“核对人”列写上缩写（如 ZXM），在“核对日期”列写上日期。"
        )
        first = doubtful[0]
        yield Problem(file, first.line, "doubts", first.cells["doubts"], advice, taken=True)
