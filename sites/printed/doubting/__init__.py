"""What may be wrong in the rows of a printed list, each doubt with its reason in words.

A reader of pictures is sure of its mistakes, so every cell is held against what is known: the
names of divisions (`divisions`, `places_agree`), numbers (`telephones`), the running count
(`serials`), the same spot read twice (`second_reading`). `checks` puts it together.
"""

from sites.printed.doubting.checks import find_doubts

__all__ = ["find_doubts"]
