"""Passwords: argon2id with the parameters that OWASP names (19 MiB, two passes, one lane)."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sites.saying import Sentence, mark

LEAST, MOST = 12, 128
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_TOO_SHORT = mark("密码至少要 %(n)s 个字：可以用几个不相干的词连起来。")
_TOO_LONG = mark("密码最多 %(n)s 个字。")
_TOO_PLAIN = mark("这个密码太容易猜：不要用重复的字，也不要含有账号的名字。")
_LEAST_KINDS = 5  # different characters


def hashed(password: str) -> str:
    """The password as it is kept."""
    return _HASHER.hash(_one_form(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether the kept hash is of this password. None (nobody is called so) takes the same work
    and is False."""
    try:
        _HASHER.verify(kept or _of_nobody(), _one_form(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def objection(password: str, name: str) -> Sentence | None:
    """Why the account of this name may not have this password; None when it may."""
    text = _one_form(password)
    if len(text) < LEAST:
        return Sentence(_TOO_SHORT, n=LEAST)
    if len(text) > MOST:
        return Sentence(_TOO_LONG, n=MOST)
    if len(set(text)) < _LEAST_KINDS or name in text.casefold():
        return Sentence(_TOO_PLAIN)
    return None


def _one_form(password: str) -> str:
    # The same letters, whichever way a keyboard composes them (NIST SP 800-63B); and never more
    # than is worth hashing.
    return unicodedata.normalize("NFKC", password[: 4 * MOST])


@cache
def _of_nobody() -> str:
    return _HASHER.hash("nobody")
