"""Rows → sites without a point from the gazetteer, or problems. Nothing is dropped in silence.

`rows` judges one row by itself, `coordinates`, `sources` and `provenance` parts of it; `joining`
looks at rows together (two that are one site), `numbering` gives the ids; `keeping` carries
given coordinates into the next release.
"""

from sites.assembling.given_points import keep_points
from sites.assembling.joining import assemble
from sites.assembling.judging import Rules
from sites.assembling.numbering import numbered
from sites.text import is_web_address, tidy_date

__all__ = [
    "Rules",
    "assemble",
    "is_web_address",
    "keep_points",
    "numbered",
    "tidy_date",
]
