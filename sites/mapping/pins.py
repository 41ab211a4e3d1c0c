"""The pins as one small JSON file: 5,260 of them in 45 to 49 KB compressed.

`{"groups": [[kind, id_size, count], …], "lats": "…", "lons": "…", "ids": "…"}`. Pins of one group
stand together, inside it from south-west to north-east in strips of one degree, so that
neighbours differ little. lats and lons: differences in 1/10,000 degree, from pin to pin, as
characters (encoding.py). ids: one after another without a separator; id_size characters each.
kind: 1 = demonstration, 2 = the point stands for a whole area, 3 = both, 0 = neither.
"""

import json
from collections.abc import Iterable
from itertools import groupby

from sites.mapping.encoding import STEPS_PER_DEGREE, characters, differences
from sites.records import Site

DEMO, COARSE = 1, 2

_Pin = tuple[int, int, int, int, str]  # kind, id_size, lat and lon in steps, id


def pins(sites: Iterable[Site]) -> bytes:
    """The file, for every site that has a point. Sites without one are left out.

    The same sites in any order give the same bytes.
    """
    found = sorted(_pins(sites), key=_order)
    groups = groupby(found, key=lambda pin: pin[:2])
    return json.dumps(
        {
            "groups": [[*group, len(list(members))] for group, members in groups],
            "lats": "".join(map(characters, differences([pin[2] for pin in found]))),
            "lons": "".join(map(characters, differences([pin[3] for pin in found]))),
            "ids": "".join(pin[4] for pin in found),
        },
        separators=(",", ":"),
    ).encode()


def _pins(sites: Iterable[Site]) -> Iterable[_Pin]:
    for site in sites:
        if site.fix is not None:
            kind = (DEMO if site.is_demo else 0) + (COARSE if site.fix.is_coarse else 0)
            point = site.fix.point
            lat, lon = round(point.lat * STEPS_PER_DEGREE), round(point.lon * STEPS_PER_DEGREE)
            yield kind, len(site.id), lat, lon, site.id


def _order(pin: _Pin) -> tuple[int, int, int, int, str]:
    kind, id_size, lat, lon, site_id = pin
    return kind, id_size, lat // STEPS_PER_DEGREE, lon, site_id
