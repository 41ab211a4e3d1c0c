"""Rows → sites without a point from the gazetteer, or problems. Nothing is dropped in silence.

`judging` judges one row by itself, `coordinates`, `sources` and `provenance` parts of it; `joining`
looks at rows together (two that are one site), `numbering` gives the ids; `given_points` carries
given coordinates into the next release.
"""

from sites.assembling.given_points import keep_points
from sites.assembling.joining import assemble
from sites.assembling.judging import Rules
from sites.assembling.numbering import numbered

__all__ = [
    "Rules",
    "assemble",
    "keep_points",
    "numbered",
]
