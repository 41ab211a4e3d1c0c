"""Recovery codes: ten on paper, each opens the door once where the telephone is lost.

80 random bits each, so that a plain hash is enough: nobody tries them all.
"""

import re
import secrets
from hashlib import sha256

COUNT = 10
# Without letters that are taken for digits, or for each other.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_codes() -> tuple[str, ...]:
    """Ten codes as they are shown once: ABCD-EFGH-JKLM-NPQR."""
    return tuple(
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
        for _ in range(COUNT)
    )


def hashed_code(code: str) -> str:
    """As it is kept, however it was typed: small letters, blanks and hyphens make no difference."""
    return sha256(re.sub(r"[\s-]", "", code).upper().encode()).hexdigest()
