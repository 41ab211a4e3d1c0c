"""Where the rows of any list lie: a table with five more columns (`tables`), doubts (`review`)."""

from sites.locating.any_tables import (
    Tally,
    located_csv,
    row_count,
)

__all__ = [
    "Tally",
    "located_csv",
    "row_count",
]
