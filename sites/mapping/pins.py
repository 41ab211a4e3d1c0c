"""The pins as one small file, and beside it who they are.

Pins: `{"groups": [[kind, province, count], …], "lats": "…", "lons": "…"}`. Pins of one group stand
together, inside it from south-west to north-east in strips of half a degree, so that neighbours
differ little. lats and lons: differences in 1/10,000 degree, from pin to pin, as characters
(encoding.py). kind: 1 = demonstration, 2 = the point stands for a whole area, 3 = both, 0 =
neither. province: the first two digits of the site's area.

Units: `{"51": [[id, unit], …]}`, those of a province in the order of its pins. They come after the
pins, for the provinces in view: ids and names are four fifths of the weight, and a mark can be
seen and tapped without them.
"""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import groupby

from sites.areas.codes import prefix, province_of
from sites.mapping.encoding import STEPS_PER_DEGREE, characters, differences
from sites.records import Site

DEMO, COARSE = 1, 2
_STRIP_STEPS = STEPS_PER_DEGREE // 2

_Pin = tuple[int, str, int, int, Site]  # kind, province, lat and lon in steps
_as_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def kind_of(site: Site) -> int:
    """What its mark says: DEMO, COARSE, both or neither. The site has a point."""
    is_coarse = site.fix is not None and site.fix.is_coarse
    return (DEMO if site.is_demo else 0) + (COARSE if is_coarse else 0)


def pins(sites: Iterable[Site]) -> bytes:
    """The file of pins, for every site that has a point. Sites without one are left out.

    The same sites in any order give the same bytes.
    """
    found = _pins(sites)
    groups = groupby(found, key=lambda pin: pin[:2])
    return _as_json(
        {
            "groups": [[*group, len(list(members))] for group, members in groups],
            "lats": "".join(map(characters, differences([pin[2] for pin in found]))),
            "lons": "".join(map(characters, differences([pin[3] for pin in found]))),
        }
    ).encode()


def units(sites: Iterable[Site]) -> Mapping[str, str]:
    """Province → the JSON list of [id, unit] of its pins, in their order; of the same sites."""
    by_province: dict[str, list[tuple[str, str]]] = {}
    for _, province, _, _, site in _pins(sites):
        by_province.setdefault(province, []).append((site.id, site.unit))
    return {province: _as_json(named) for province, named in sorted(by_province.items())}


def _pins(sites: Iterable[Site]) -> list[_Pin]:
    return sorted(
        (
            (
                kind_of(site),
                prefix(province_of(site.adcode)),
                _steps(fix.point.lat),
                _steps(fix.point.lon),
                site,
            )
            for site in sites
            if (fix := site.fix) is not None
        ),
        key=_order,
    )


def _steps(degrees: float) -> int:
    return round(degrees * STEPS_PER_DEGREE)


def _order(pin: _Pin) -> tuple[int, str, int, int, int, str]:
    kind, province, lat, lon, site = pin
    return kind, province, lat // _STRIP_STEPS, lon, lat, site.id
