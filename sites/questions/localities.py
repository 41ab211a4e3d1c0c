"""A village that a question names without its county, a street without its district: where such
ones lie, to choose from. None is assumed, for nobody has all villages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sites.areas import Area, Gazetteer
from sites.areas.codes import county_of, is_township
from sites.areas.naming import full_name
from sites.questions.noise import bare
from sites.questions.origins import as_written, named_inside
from sites.questions.question import Question
from sites.understanding.texts import simplified

# What may be asked for besides, so long as nothing else is found: 李家庄, but no 解放路.
_WHOLE = re.compile("[㐀-鿿]{3,10}(?<![路街道巷弄里号院楼厦桥站])")
_VILLAGE = re.compile(
    "([㐀-鿿]{2,10}?)(?:村民委员会|村委会|自然村|村|社区居委会|社区|居委会|嘎查|屯)"
)


@dataclass(frozen=True, slots=True)
class Locality:
    """name: as it was typed. path: of the county in which one of that name lies, or of the township
    where that is known; province first."""

    name: str
    path: tuple[Area, ...]

    @property
    def county(self) -> tuple[Area, ...]:
        """The path down to its county (or to a city without counties)."""
        return tuple(area for area in self.path if area.level != "township")

    @property
    def township(self) -> tuple[Area, ...]:
        """The township, where it is known."""
        return tuple(area for area in self.path if area.level == "township")

    @property
    def text(self) -> str:
        """What to ask for instead."""
        return full_name(self.path) + self.name


def localities(gazetteer: Gazetteer, question: Question, *, found: bool) -> tuple[Locality, ...]:
    """All that the question may mean, in the order of their codes; none where it names a county, or
    several areas. found: so were sites with the words themselves, and only what is called a village
    counts."""
    areas = question.place.areas
    if len(areas) > 1 or (areas and areas[0].level not in ("province", "city")):
        return ()
    within = areas[0] if areas else None
    texts = tuple(map(bare, question.left))
    villages = _villages(gazetteer, texts, within, whole=not found)
    spots = _streets(gazetteer, " ".join(texts), within) if within and texts else ()
    return tuple(dict.fromkeys((*villages, *(() if villages else spots))))


def _villages(
    gazetteer: Gazetteer, texts: tuple[str, ...], within: Area | None, *, whole: bool
) -> tuple[Locality, ...]:
    for text in texts:
        called = _VILLAGE.fullmatch(text)
        if called or (whole and _WHOLE.fullmatch(text)):
            name = called[1] if called else text
            codes = _codes(gazetteer, gazetteer.villages(name, within.adcode if within else ""))
            if codes:
                return tuple(Locality(text, gazetteer.path(code)) for code in codes)
    return ()


def _codes(gazetteer: Gazetteer, found: Iterator[str]) -> list[str]:
    """Of counties and townships of today; no county of which a township is among them, where it may
    be the same village."""
    today = (code if gazetteer.get(code) else county_of(code) for code in found)
    codes = {code for code in today if gazetteer.get(code)}
    finer = {county_of(code) for code in codes if is_township(code)}
    return sorted(codes - finer)


def _streets(gazetteer: Gazetteer, text: str, within: Area) -> Iterator[Locality]:
    """In the counties right below a city."""
    text = simplified(text)
    for area in gazetteer.parts(within.adcode):
        fix = named_inside(gazetteer, area.adcode, text) if area.level == "county" else None
        if fix is not None:
            yield Locality(as_written(text, fix.matched), gazetteer.path(area.adcode))
