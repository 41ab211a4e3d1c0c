"""What an office file of before 2007 holds (the home of olefile, with `calamined`).

Such a file is a small file system; what stands at its root tells what it is. A spreadsheet that is
set into a text stands deeper, so it does not count.
"""

import io
from typing import Literal

import olefile

CompoundKind = Literal["locked", "spreadsheet", "document", "other"]

_SIGNS: tuple[tuple[str, CompoundKind], ...] = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "document"),
    ("Workbook", "spreadsheet"),
    ("Book", "spreadsheet"),
    ("MatOST", "document"),  # Microsoft Works
    ("MM", "document"),
)


def compound_kind(content: bytes) -> CompoundKind:
    """What the file holds; "other" also for a damaged one."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            roots = {name for name, *deeper in file.listdir() if not deeper}
    except Exception:  # olefile raises whatever a damaged file makes of it
        return "other"
    lowered = {name.lower() for name in roots}
    return next((kind for sign, kind in _SIGNS if sign.lower() in lowered), "other")
