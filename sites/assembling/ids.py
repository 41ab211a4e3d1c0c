"""The id of a site: short, made to be read aloud, and the same in every release."""

import re
from hashlib import sha256

from sites.text import squeeze

# Crockford's base 32: no i, l, o, u, which a person takes for other letters.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = 8  # 40 bits: among 5,200 sites two are alike once in 80,000 lists
_GIVEN = re.compile(r"[a-z0-9][a-z0-9-]{1,30}[a-z0-9]")


def made_id(adcode: str, unit: str, address: str = "") -> str:
    """The id of a site that brings none, from its area and its unit.

    address: only given to tell two sites of one unit in one area apart.
    """
    words = "\n".join((adcode, squeeze(unit), squeeze(address)))
    number = int.from_bytes(sha256(words.encode()).digest()[:5], "big")
    return "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_LETTERS)))


def is_usable_id(text: str) -> bool:
    """Whether a list's own id can stand in an address: 3 to 32 of a-z, 0-9 and inner hyphens."""
    return _GIVEN.fullmatch(text) is not None
