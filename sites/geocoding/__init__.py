"""An address → a fix: point, precision, method. Home of geopy.

`offline` works with the gazetteer alone. A provider of the network is one more module here with
a geopy Geocoder in it; a module that tries one after the other belongs here too.
"""

from sites.geocoding.given import given_fix
from sites.geocoding.hearing import PlaceText
from sites.geocoding.offline import Located, OfflineGeocoder, locate, locate_site
from sites.geocoding.places import Resolved, resolve_area

__all__ = [
    "Located",
    "OfflineGeocoder",
    "PlaceText",
    "Resolved",
    "given_fix",
    "locate",
    "locate_site",
    "resolve_area",
]
