"""A text → the sites whose unit, area, address, numbers or id hold its words, in memory.

Every word must occur, letter by letter, in one of a site's texts (`texts`); one- and
two-character words find every true hit. Only when that finds nothing are run-together words
taken apart (`splitting`), and the answer says so. What is merely similar is suggested, never
assumed (`suggesting`). What a text means as a place is not asked here: that is `sites.areas`.
"""

from sites.directory.search.searching import LONGEST_QUESTION, Search

__all__ = ["LONGEST_QUESTION", "Search"]
