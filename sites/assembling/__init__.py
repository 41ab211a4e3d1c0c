"""Rows → sites without a point from the gazetteer, or problems. Nothing is dropped in silence.

`rows` judges one row by itself, `coordinates` and `sources` parts of it; `joining` looks at rows
together (two that are one site; the ids); `keeping` carries given coordinates into the next
release.
"""

from sites.assembling.joining import Assembly, assemble
from sites.assembling.keeping import keep_points
from sites.assembling.rows import Rules
from sites.assembling.sources import is_web_address, tidy_date

__all__ = ["Assembly", "Rules", "assemble", "is_web_address", "keep_points", "tidy_date"]
