"""A cell of phone numbers as people write it → Phones, and what is dialled for each."""

from sites.phones.deriving import (
    tel_of,
)
from sites.phones.phone_cells import (
    in_order,
    read_phones,
)

__all__ = [
    "in_order",
    "read_phones",
    "tel_of",
]
