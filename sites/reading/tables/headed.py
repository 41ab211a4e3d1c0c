"""What the headings above a row say of its place.

They are read one after the other, as a person reads them: a name inside the area above, or beside
it, goes on from there; a name that lies elsewhere replaces what was headed before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sites.areas import gazetteer
from sites.areas.codes import Codes, is_province
from sites.reading.tables.headings import areas_anywhere, areas_named, wider_level
from sites.reading.tables.titles import AREAS
from sites.understanding import understand


@dataclass(frozen=True, slots=True)
class Named:
    """A name that holds. text: for the cell. codes: the areas of today that it means; several
    where it leaves that open, none where no area has the name."""

    text: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class Headings:
    """What the headings so far say of the rows below.

    in_force: column (province, city, county) → the name that holds.
    """

    in_force: Mapping[str, Named] = field(default_factory=dict)

    def head(self, name: str) -> None:
        """Read one more heading; name: as heading_of gave it."""
        wider = wider_level(name)
        is_wide = wider in ("country", "province")
        codes = () if is_wide else self._meant(name, is_own=wider is None)
        if wider == "country":
            self.in_force = {}
        elif codes:
            self.in_force = self._with(name, codes)
        elif wider:
            self.in_force = self._down_to(wider)
        else:
            kept = {role: named for role, named in self.in_force.items() if role == "province"}
            self.in_force = {**kept, "city": Named(name, ())}

    def put(self, cells: dict[str, str]) -> None:
        """Fill the area columns of a row. One that lies elsewhere by its own ends what was headed:
        the rows below it may be of its place."""
        own = " ".join(cells[role] for role in AREAS if cells.get(role))
        here = self._here()
        if own and here and _lies_elsewhere(own, here):
            self.in_force = {}
        for role, named in self.in_force.items():
            cells.setdefault(role, named.text)

    def _here(self) -> str | None:
        """The finest area that holds for sure; None when none does."""
        known = [named.codes[0] for named in self.in_force.values() if len(named.codes) == 1]
        return known[-1] if known else None

    def _meant(self, name: str, *, is_own: bool) -> Codes:
        """The areas that a heading means: first what lies beside the area above it (天津, 河北),
        then what lies in it (天津, 河西), then farther up, then anywhere.

        is_own: False for a name that many towns have for a part, which is no area elsewhere.
        """
        here, anywhere = self._here(), areas_anywhere(name) if is_own else ()
        if here is None:
            return anywhere
        if is_province(here) and len(anywhere) == 1 and is_province(anywhere[0]):
            return anywhere
        path = gazetteer().lineage(here)
        found = [areas_named(name, scope) for scope in (*path[-2:], *path[-3::-1])]
        sure = next((codes for codes in found if len(codes) == 1), ())
        return sure or next(filter(None, found if is_own else ()), anywhere)

    def _with(self, name: str, codes: Codes) -> dict[str, Named]:
        """What holds after a heading: the areas above that hold all that it may mean, and it."""
        kept = {
            role: named
            for role, named in self.in_force.items()
            if len(named.codes) == 1 and _is_above(named.codes[0], codes)
        }
        path = gazetteer().path(codes[0])
        whole: dict[str, Named] = {**kept, path[-1].level: Named(name, codes)}
        spoken = " ".join(named.text for named in whole.values())
        if len(codes) > 1 or _is_clear(spoken, name, codes):
            return _ordered(whole)
        names: dict[str, Named] = {area.level: Named(area.name, (area.adcode,)) for area in path}
        return _ordered({**names, **kept})

    def _down_to(self, level: str) -> dict[str, Named]:
        """What holds of the areas down to a level; by today's names where nothing wider than the
        level was spoken of."""
        roles = AREAS[: AREAS.index(level) + 1]
        kept = {role: named for role, named in self.in_force.items() if role in roles}
        path = gazetteer().path(self._here() or "") if not kept else ()
        return kept or {
            area.level: Named(area.name, (area.adcode,)) for area in path if area.level in roles
        }


def is_elsewhere(own: str, above: str) -> bool:
    """Whether an area column's words name a place that the words above do not hold."""
    codes = areas_named(above)
    return bool(own) and len(codes) == 1 and _lies_elsewhere(own, codes[0])


def _lies_elsewhere(own: str, area: str) -> bool:
    if areas_named(own, area):
        return False
    codes = areas_named(own)
    return bool(codes) and not set(codes) & set(gazetteer().lineage(area))


def _is_above(above: str, codes: Codes) -> bool:
    return all(above in gazetteer().lineage(code)[:-1] for code in codes)


def _is_clear(spoken: str, name: str, codes: Codes) -> bool:
    """Whether the words in force mean the area without more, each in a column of its own."""
    matched = understand(gazetteer(), name).matched
    return areas_named(spoken) == codes and len(matched) < 2


def _ordered(named: Mapping[str, Named]) -> dict[str, Named]:
    return {role: named[role] for role in AREAS if role in named}
