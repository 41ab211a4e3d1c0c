"""An address → a fix: point, precision, method. Home of geopy.

`offline` works with the gazetteer alone. `providers` asks services of the network through geopy's
interface, `chain` brings memory, services and gazetteer together; both are read in only when a
deployment has a key.
"""

from sites.geocoding.given import given_fix
from sites.geocoding.listening import Listener
from sites.geocoding.offline import Located, locate, locate_site
from sites.geocoding.places import resolve_area
from sites.geocoding.witnesses import PlaceText

__all__ = [
    "Listener",
    "Located",
    "PlaceText",
    "given_fix",
    "locate",
    "locate_site",
    "resolve_area",
]
