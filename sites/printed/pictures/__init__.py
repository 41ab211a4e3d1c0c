"""Picture files and scanned PDF pages → upright pages with their texts and rules (`pages`)."""

from sites.printed.pictures.limits import (
    Pixels,
)
from sites.printed.pictures.models import (
    Reader,
)
from sites.printed.pictures.page_reading import (
    ReadPage,
    cut_out,
    decode_upright,
    encode_upright,
    read_page,
    read_scan,
)
from sites.printed.pictures.paging import (
    pages_without_text,
)
from sites.printed.pictures.series import (
    long_pages,
    series_of,
)

__all__ = [
    "Pixels",
    "ReadPage",
    "Reader",
    "cut_out",
    "decode_upright",
    "encode_upright",
    "long_pages",
    "pages_without_text",
    "read_page",
    "read_scan",
    "series_of",
]
