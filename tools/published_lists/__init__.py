"""Lists as they are published – pictures and documents of many kinds – with the truth beside.

    python -m tools.published_lists --list LIST.csv --kind merged --rows 150 --out FOLDER

For measuring and testing what `flask sites read` makes of them. The same rows, kind and seed
give the same bytes. `layout` puts rows into lines and columns, `tables` says how each kind of
table looks, `drawing` and `blocks` draw, `spoiling` does to a picture what cameras and messengers
do, `documents` writes the other forms.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tools.published_lists.documents import DOCUMENTS, render_document
from tools.published_lists.pictures import KINDS, render_pictures
from tools.published_lists.rows import ListRow, chooser, made_rows, read_rows, write_truth
from tools.published_lists.rows import choose_rows as choose_rows

__all__ = [
    "DOCUMENT_KINDS",
    "PICTURE_KINDS",
    "ListRow",
    "choose_rows",
    "made_rows",
    "read_rows",
    "render",
]

PICTURE_KINDS = tuple(KINDS)
DOCUMENT_KINDS = tuple(DOCUMENTS)


def render(rows: Sequence[ListRow], kind: str, folder: Path, seed: int) -> list[Path]:
    """The list as files in the folder (made where it is absent), in order, and truth.csv.

    Every row is printed once, in this order. KeyError for a kind that is not known.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "wrapped":
        rows = _with_second_phones(rows, seed)
    if kind in KINDS and not KINDS[kind].has_address:
        rows = [replace(row, address="") for row in rows]
    write = render_document if kind in DOCUMENTS else render_pictures
    paths, shown = write(rows, kind, folder, seed)
    write_truth(shown, folder)
    return paths


def _with_second_phones(rows: Sequence[ListRow], seed: int) -> list[ListRow]:
    """A third of the rows with a second number, its last digits shuffled from the first."""
    choose = chooser("phones", seed)
    out = []
    for row in rows:
        head, digits = row.phone[:-4], row.phone[-4:]
        other = "".join(choose.sample(digits, len(digits)))
        if digits.isdigit() and other != digits and choose.random() < 1 / 3:
            mark = choose.choice(("\n", "、"))
            out.append(replace(row, phone=f"{row.phone}{mark}{head}{other}"))
        else:
            out.append(row)
    return out
