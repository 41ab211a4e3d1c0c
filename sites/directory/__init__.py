"""The live release in memory: everything an answer comes from.

`live` holds it and swaps it whole; `search` finds words, `nearest` distances; `matching` leads a
question to sites, `ordering` puts them in the order of an answer.
"""

from sites.directory.live import (
    Directory,
    FormerSite,
    LiveDirectory,
    build_directory,
)

__all__ = [
    "Directory",
    "FormerSite",
    "LiveDirectory",
    "build_directory",
]
