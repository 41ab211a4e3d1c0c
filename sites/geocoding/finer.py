"""Inside the area where a place lies: the building, the estate, the road or the village named."""

from dataclasses import replace

from sites.areas import gazetteer
from sites.geo import great_circle_km
from sites.records import PRECISIONS, Fix, Precision
from sites.understanding.texts import simplified

# An address confirms the bureau or station that its unit is when its road runs this near.
_SAME_PLACE_KM = 1.5
# A building farther than this from the named township's own point is another one.
_OTHER_TOWN_KM = 10.0
_COUNTY: Precision = "county"


def finer_fix(
    coarse: Fix, unit: str, address: str, address_rest: str
) -> tuple[Fix | None, tuple[str, ...]]:
    """The fix of a building or a street inside the area of `coarse`, and notes for the operator;
    None where none is known.

    unit, address: as they came; address_rest: the address without the names of areas. A building
    that the address names comes first. The unit's own building counts where its address names no
    street, or one close by; otherwise the street does.
    """
    places = gazetteer()
    named = _near(coarse, places.building(coarse.adcode, address) if address else None)
    if named is not None and not named.is_coarse:
        return named, ()
    street, notes = _street(coarse.adcode, address_rest) if address_rest else (None, ())
    own = _near(coarse, places.building(coarse.adcode, unit) if unit else None)
    if own is not None and (
        street is None or great_circle_km(own.point, street.point) <= _SAME_PLACE_KM
    ):
        confirmed = own if street is not None or not address_rest else _unconfirmed(own)
        if _rank(confirmed) <= _rank(coarse):
            return confirmed, ()
    return street, notes


def _street(adcode: str, text: str) -> tuple[Fix | None, tuple[str, ...]]:
    """As the gazetteer's, in simplified characters where those lead to something finer: 號."""
    fix, notes = gazetteer().street(adcode, text)
    if (simple := simplified(text)) == text:
        return fix, notes
    other, others_notes = gazetteer().street(adcode, simple)
    is_finer = other is not None and (fix is None or _rank(other) < _rank(fix))
    return (other, others_notes) if is_finer or fix is None else (fix, notes)


def _unconfirmed(own: Fix) -> Fix:
    """The unit's building where its address says something that we do not know. A station is at
    its address; people of a bureau may sit elsewhere, so it claims no more than the county. The
    deployment's own table names the unit whole and says where it is."""
    if own.precision != "building" or own.method == "table":
        return own
    precision: Precision = "street" if own.matched.endswith("派出所") else _COUNTY
    return replace(own, precision=precision)


def _near(coarse: Fix, own: Fix | None) -> Fix | None:
    """A building far from the point of the named township is another one."""
    if own is None or coarse.precision != "township":
        return own
    return own if great_circle_km(own.point, coarse.point) <= _OTHER_TOWN_KM else None


def _rank(fix: Fix) -> int:
    return PRECISIONS.index(fix.precision)
