"""Memory that was freed, given back to the system, so that it grows with no number of pictures."""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Ask the C library to hand freed memory to the system; nothing where it cannot.

    The models take tensors of another size for each batch of lines. glibc keeps what is freed in
    an arena for each thread, in pieces that the next picture's sizes do not fit into: 30 pictures
    of ten rows came to 795 MB, of which 246 were in use.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """malloc_trim of glibc; None for other C libraries (macOS, musl)."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return found
