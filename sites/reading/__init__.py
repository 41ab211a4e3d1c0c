"""A list as it came, in any form → Rows and Problems.

Two rooms: `formats` makes Sheets of a file, `tables` makes Rows of a Sheet. `lists` calls both;
`sheets` and `garbling` are what both stand on.
"""

from sites.reading.lists import (
    is_picture,
    read_list,
    read_sheets,
    scanned_pages,
)

__all__ = [
    "is_picture",
    "read_list",
    "read_sheets",
    "scanned_pages",
]
