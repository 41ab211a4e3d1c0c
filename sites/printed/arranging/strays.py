"""Texts that lie over others: watermarks, seals, the same spot found twice."""

from collections.abc import Sequence
from statistics import median

from sites.printed.arranging.page_texts import Piece

# All chosen by eye, not measured.
_TALL = 1.7  # of the usual height of a line
_OVER = 0.15  # of the area of one of two texts is enough to lie over it
_SAME_SPOT = 0.6  # of the area of one of two texts: both were found at one spot
_LIKE = (0.6, 1.6)  # times as high as the other: texts of one size
_UPRIGHT = 0.6  # times as wide as high: a text of several characters is not read across


def without_strays(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """(texts of the list, texts that lie over them).

    A much higher text that lies over others is a watermark or a seal; a title is as high, but
    lies over none. Of two texts at one spot the less sure one is left over.
    """
    if not pieces:
        return [], []
    usual = median(piece.height for piece in pieces for _ in piece.text.text[:30])
    strays = [piece for piece, near in _with_near(pieces) if _is_stray(piece, near, usual)]
    ids = {id(piece) for piece in strays}
    return [piece for piece in pieces if id(piece) not in ids], strays


def _with_near(pieces: Sequence[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """Each text with those that share some height with it."""
    in_order = sorted(pieces, key=lambda piece: piece.top)
    found: list[tuple[Piece, list[Piece]]] = [(piece, []) for piece in in_order]
    reaching: list[tuple[Piece, list[Piece]]] = []  # those above that still go on here
    for piece, near in found:
        reaching = [(other, its) for other, its in reaching if other.bottom > piece.top]
        for other, its in reaching:
            near.append(other)
            its.append(piece)
        reaching.append((piece, near))
    return found


def _is_stray(piece: Piece, near: Sequence[Piece], usual: float) -> bool:
    is_tall = piece.height >= _TALL * usual
    for other in near:
        shared = _shared(piece, other)
        smaller = min(piece.width * piece.height, other.width * other.height) or 1.0
        if shared < _OVER * smaller:
            continue
        if is_tall and other.height < _TALL * usual and _is_read_across(piece):
            return True
        is_like = _LIKE[0] < piece.height / max(1.0, other.height) < _LIKE[1]
        if is_like and shared >= _SAME_SPOT * smaller and _is_less_sure(piece, other):
            return True
    return False


def _is_read_across(piece: Piece) -> bool:
    """Not one character above the other."""
    return piece.width > _UPRIGHT * piece.height or len(piece.text.text) == 1


def _is_less_sure(piece: Piece, other: Piece) -> bool:
    def sureness(each: Piece) -> tuple[float, float, float]:
        return len(each.text.text), each.text.score, -each.left

    return sureness(piece) < sureness(other)


def _shared(one: Piece, other: Piece) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, width) * max(0.0, height)
