"""How the words of a place became its fix: every step, and the names that were passed over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from sites.areas import Spelling, gazetteer
from sites.areas.codes import is_township
from sites.areas.naming import quoted_names
from sites.geocoding.listening import Listener
from sites.geocoding.offline import Located, locate
from sites.geocoding.witnesses import PlaceText, hear
from sites.text import squeeze, tidy
from sites.understanding import LONGEST_TEXT, Understanding, understand

_KIND_WORDS = {"current": "全名", "short": "简称", "alias": "别称", "old": "旧名"}
_LIKE_A_STREET = re.compile(
    r"[东西南北中大前后一二三四五六七八九十]{0,2}(?:路|街|道|巷|弄|桥|站|楼)"
)
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three witnesses: 地区列, 单位, 地址. text: tidied. understood: within `scope`."""

    title: str
    text: str
    scope: str | None
    understood: Understanding


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A name that stands in the text and was not used. areas: whose name it is. why: a sentence."""

    word: str
    kind: str
    areas: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """place: the words as they came. parts: those that say something, in the order heard."""

    place: PlaceText
    parts: tuple[Part, ...]
    passed_over: tuple[PassedOver, ...]
    located: Located


def explain(place: PlaceText) -> Explanation:
    """What was matched, what was left, what was passed over and why; the fix as `locate` has it."""
    located = locate(place)
    parts = tuple(_parts(place))
    codes = tuple(area.adcode for area in located.areas)
    passed = [*_undecided(located), *(each for part in parts for each in _passed_over(part, codes))]
    return Explanation(place, parts, tuple(_once(passed))[:_MOST_NAMES], located)


def _undecided(located: Located) -> Iterator[PassedOver]:
    """The areas that were understood, where the fix is that of an area above them all."""
    if located.fix is None or len(located.areas) < 2:
        return
    for area in located.areas:
        why = f"有几个地方，只算到{quoted_names(gazetteer(), (located.fix.adcode,))}"
        yield PassedOver(area.name, _KIND_WORDS["current"], (area.adcode,), why)


def _parts(place: PlaceText) -> Iterator[Part]:
    columns = " ".join(filter(None, (place.province, place.city, place.county)))
    scope = None
    for title, text in (("地区列", columns), ("单位", place.unit), ("地址", place.address)):
        words = tidy(text)
        if not words:
            continue
        understood = understand(gazetteer(), words, scope)
        if not understood.areas and scope is not None:
            anywhere = understand(gazetteer(), words)
            if anywhere.areas:
                scope, understood = None, anywhere
        yield Part(title, words, scope, understood)
        known = hear(_up_to(place, title), Listener()).areas
        scope = known[0] if len(known) == 1 else None


def _up_to(place: PlaceText, title: str) -> PlaceText:
    """The place with the witnesses that were heard before the next one."""
    unit = place.unit if title != "地区列" else ""
    return PlaceText(place.province, place.city, place.county, unit)


def _passed_over(part: Part, codes: tuple[str, ...]) -> Iterator[PassedOver]:
    """The names of areas in the text that were not used; none of a text too long to be read."""
    if len(part.text) > LONGEST_TEXT:
        return
    text = squeeze(part.text)
    used = tuple(squeeze(word) for word in part.understood.matched)
    found: dict[str, list[Spelling]] = {}
    for spelling in _spellings():
        is_town = is_township(spelling.adcode)
        is_name = len(spelling.text) > 1 and not (is_town and spelling.kind != "current")
        if is_name and spelling.text in text and spelling.text not in used:
            found.setdefault(spelling.text, []).append(spelling)
    for word, spellings in found.items():
        areas = _meant(spellings)
        if why := _why(word, areas, text, (used, codes)):
            kind = min((each.kind for each in spellings), key=list(_KIND_WORDS).index)
            named = _meant(each for each in spellings if each.kind == kind)
            yield PassedOver(word, _KIND_WORDS[kind], named, why)


@cache
def _spellings() -> tuple[Spelling, ...]:
    """Made once: three texts are looked through for each place, and it takes most of a second."""
    return tuple(gazetteer().spellings())


def _meant(spellings: Iterable[Spelling]) -> tuple[str, ...]:
    """The areas of today on the ground of a name: 渝北区 became two."""
    codes = (each.successors or (each.adcode,) for each in spellings)
    return tuple(dict.fromkeys(chain.from_iterable(codes)))


def _why(
    word: str, areas: Iterable[str], text: str, known: tuple[tuple[str, ...], tuple[str, ...]]
) -> str:
    """Why the name was not used; empty when it only repeats what was."""
    used, codes = known
    if any(area in gazetteer().lineage(code) for area in areas for code in codes):
        return ""
    longer = next((each for each in used if word in each), None)
    if longer:
        return f"在更长的「{longer}」里面"
    if word == "公安":
        return "是单位名里的词"
    after = text.partition(word)[2]
    if _LIKE_A_STREET.match(after):
        return f"后面是「{after[:3]}」，像路名、楼名"
    if codes:
        return f"不在{quoted_names(gazetteer(), codes[:2])}里面"
    return "不能单独算一个地方"


def _once(passed: Iterable[PassedOver]) -> Iterator[PassedOver]:
    seen: set[str] = set()
    for each in passed:
        if each.word not in seen:
            seen.add(each.word)
            yield each
