"""Where a string occurs in many short texts: exact for any length, one character included."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Between the fields of a document; nothing that is looked for holds it (`tidy` drops controls).
SEPARATOR = "\0"
# Characters compared by one look into the sorted keys: four 16-bit units make a 64-bit key.
_KEY_UNITS = 4
_LONGEST_UNITS = 256


class SubstringIndex:
    """All places in all documents, sorted by the four UTF-16 units that start there.

    A string of up to four units is one range of the sorted keys; of a longer one the rest is
    compared at the places of its first four. UTF-16 finds no false hits: no unit of one
    character can be taken for another's. About 16 bytes a character; immutable.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        text = "".join(f"{each}{SEPARATOR}" for each in documents)
        units = np.frombuffer(text.encode("utf-16-le"), dtype="<u2")
        lengths = [len(each) + 1 for each in documents]
        if len(units) != len(text):  # some characters take two units
            lengths = [len(each.encode("utf-16-le")) // 2 + 1 for each in documents]
        self._units = np.concatenate((units, np.zeros(_LONGEST_UNITS, dtype=np.uint16)))
        keys = np.zeros(len(units), dtype=np.uint64)
        for ahead in range(_KEY_UNITS):
            keys <<= np.uint64(16)
            keys |= self._units[ahead : ahead + len(units)]
        order = np.argsort(keys)
        self._keys = keys[order]
        self._places = order.astype(np.int32)
        smallest = np.min_scalar_type(len(documents))
        self._documents = np.repeat(np.arange(len(documents), dtype=smallest), lengths)[order]

    def holders(self, needle: str) -> NDArray[np.unsignedinteger]:
        """Numbers of the documents that hold the needle, once for each place, in no order.

        The needle is not empty. One that begins with SEPARATOR is looked for at the beginning of
        a text that is not the first of its document.
        """
        units = needle.encode("utf-16-be", "surrogatepass")
        if len(units) > 2 * _LONGEST_UNITS:
            return self._documents[:0]
        start = int.from_bytes(units[: 2 * _KEY_UNITS].ljust(2 * _KEY_UNITS, b"\0"), "big")
        end = int.from_bytes(units[: 2 * _KEY_UNITS].ljust(2 * _KEY_UNITS, b"\xff"), "big")
        first = self._keys.searchsorted(np.uint64(start))
        last = self._keys.searchsorted(np.uint64(end), side="right")
        documents = self._documents[first:last]
        if len(units) <= 2 * _KEY_UNITS or first == last:
            return documents
        places = self._places[first:last]
        for ahead, unit in enumerate(np.frombuffer(units, dtype=">u2").tolist()):
            if ahead >= _KEY_UNITS:
                kept = self._units[places + ahead] == unit
                places, documents = places[kept], documents[kept]
        return documents
