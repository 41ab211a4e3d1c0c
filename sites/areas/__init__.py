"""The gazetteer: areas of China by code and name, their points, borders and telephone codes."""

from sites.areas.gazetteer import (
    Area,
    Gazetteer,
    Level,
    Names,
    Spelling,
    Understanding,
    gazetteer,
)

__all__ = ["Area", "Gazetteer", "Level", "Names", "Spelling", "Understanding", "gazetteer"]
