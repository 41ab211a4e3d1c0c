"""Pieces of a sentence → the groups of them that each name one place together."""

from dataclasses import dataclass

from sites.areas import Area, Gazetteer
from sites.questions.noise import everyday
from sites.questions.spacing import Piece
from sites.understanding import Understanding, understand


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that name one place together."""

    start: int
    end: int
    text: str
    place: Understanding


def grouped(gazetteer: Gazetteer, parts: list[Piece]) -> list[Group]:
    """The pieces, each joined to the one before it when both name one place together."""
    groups: list[Group] = []
    for part in parts:
        place = understand(gazetteer, part.text)
        joined = _joined(gazetteer, groups[-1], part, place) if groups else None
        if joined is not None:
            groups[-1] = joined
        elif _counts(place, part.text) or (len(parts) == 1 and names_an_area(place)):
            groups.append(Group(part.start, part.end, part.text, place))
    return groups


def _joined(gazetteer: Gazetteer, group: Group, part: Piece, place: Understanding) -> Group | None:
    text = f"{group.text} {part.text}"
    both = understand(gazetteer, text)
    if not _counts(place, part.text):
        is_finer = len(both.areas) == 1 == len(group.place.areas)
        return Group(group.start, part.end, text, both if is_finer else group.place)
    if not both.areas or both.is_divided:
        return None
    if not holds_one_of(gazetteer, both.areas, place.areas):
        return None
    return Group(group.start, part.end, text, both)


def holds_one_of(gazetteer: Gazetteer, areas: tuple[Area, ...], others: tuple[Area, ...]) -> bool:
    """Whether the areas lie in one of the others, or hold one of them where those are several."""
    codes = {other.adcode for other in others}
    return all(
        any(above.adcode in codes for above in gazetteer.path(area.adcode)) for area in areas
    )


def _counts(place: Understanding, text: str) -> bool:
    """Whether a piece names a place of its own: not a street, not an everyday word, no town
    that only bears its name among thousands."""
    return text not in everyday() and not place.is_contradictory and names_an_area(place)


def names_an_area(place: Understanding) -> bool:
    """Whether it is more than a town, of which thousands share their names."""
    return any(area.level != "township" for area in place.areas)


def without_holders(gazetteer: Gazetteer, groups: list[Group]) -> list[Group]:
    """Without a group whose place only holds, or is, that of another."""
    kept: list[Group] = []
    for group in sorted(groups, key=lambda each: -depth(each.place)):
        inside = {
            above.adcode
            for other in kept
            for area in other.place.areas
            for above in gazetteer.path(area.adcode)
        }
        if not all(area.adcode in inside for area in group.place.areas):
            kept.append(group)
    return sorted(kept, key=lambda each: each.start)


def depth(place: Understanding) -> int:
    """0 for provinces to 3 where a township is among the areas."""
    return max(("province", "city", "county", "township").index(a.level) for a in place.areas)
