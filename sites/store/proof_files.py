"""Proving a downloaded release (/sites.ndjson) with nothing but a public key: needs no store.

Its first line says what the release is (as /api/v1/release does), each that follows is the line of
a site as it was hashed (leaves.py), in order.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sites.errors import BadFileError
from sites.store import keys
from sites.store.leaves import root_of_leaves
from sites.store.statements import Statement

# A site with all that a list may say has some 2 KB; a line of a release that is no release is
# not read to its end.
_LINE_BYTES = 1_000_000
_NO_RELEASE = "这不是 /sites.ndjson 下载的名单：请重新下载，整个文件原样保存。"
_CUT = "名单不完整：应有 {said} 个采血点，文件里有 {found} 个。请重新下载。"
_ALTERED = "名单被改动过或损坏了：采血点和根校验值对不上。不要用它，请重新下载。"
_UNSIGNED = "第 {number} 版没有签名，不能证明是谁公布的。"
_ANOTHERS = "第 {number} 版的签名对不上：不是这把公钥签的，或者版号、时间、数目被改动过。不要用它。"


@dataclass(frozen=True, slots=True)
class _Said:
    """What the first line says. signature: hexadecimal; None where it says that there is none."""

    statement: Statement
    signature: str | None


def verified(path: Path, public_key: str) -> Statement:
    """The statement of a downloaded release that is whole and was signed by the key.

    public_key: hexadecimal. Raises BadFileError, which says what is not true of the file.
    """
    with path.open("rb") as file:
        said = _first_line(file)
        leaves = list(_lines(file))
    statement = said.statement
    if len(leaves) != statement.sites:
        raise BadFileError(_CUT.format(said=statement.sites, found=len(leaves)))
    if root_of_leaves(leaves) != statement.root:
        raise BadFileError(_ALTERED)
    if said.signature is None:
        raise BadFileError(_UNSIGNED.format(number=statement.number))
    if not keys.is_signed(statement.text, said.signature, public_key):
        raise BadFileError(_ANOTHERS.format(number=statement.number))
    return statement


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Whole lines, without their line feed; one that breaks off is left out."""
    while line := file.readline(_LINE_BYTES):
        if line.endswith(b"\n"):
            yield line[:-1]


def _first_line(file: BinaryIO) -> _Said:
    try:
        record = json.loads(file.readline(_LINE_BYTES))
        statement = Statement(
            number=_whole(record["number"]),
            created_at=_text(record["created_at"]),
            sites=_whole(record["sites"]["total"]),
            sha256=_text(record["sha256"]),
            root=_text(record["root"]),
        )
        signature = record["signature"]
        return _Said(statement, None if signature is None else _text(signature))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise BadFileError(_NO_RELEASE) from error


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("A whole number is something else.")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise TypeError("A text is something else.")
    return value
