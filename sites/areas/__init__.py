"""The gazetteer: areas of China by code and name, their points, borders and telephone codes."""

from sites.areas.area import Area, Level, Names, Spelling
from sites.areas.gazetteer import Gazetteer, gazetteer

__all__ = ["Area", "Gazetteer", "Level", "Names", "Spelling", "gazetteer"]
