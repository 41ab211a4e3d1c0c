"""The gazetteer: areas of China by code and name, their points, borders and telephone codes."""

from sites.areas.gazetteer import (
    LONGEST_TEXT,
    Area,
    Gazetteer,
    Level,
    Names,
    Spelling,
    Understanding,
    gazetteer,
)

__all__ = [
    "LONGEST_TEXT",
    "Area",
    "Gazetteer",
    "Level",
    "Names",
    "Spelling",
    "Understanding",
    "gazetteer",
]
