"""What `flask sites explain` says: each step from the words to the fix, in Chinese."""

from collections.abc import Iterable, Iterator

from sites.areas import gazetteer
from sites.areas.codes import county_of, is_township
from sites.areas.naming import full_name, quoted_names
from sites.geocoding.explaining import Explanation, Part, PassedOver
from sites.geocoding.settling import SettledFix
from sites.records import Fix
from sites.understanding import LONGEST_TEXT
from sites.voice.fixes import fix_words
from sites.voice.winners import Given, chain_lines

_NOT_GIVEN = Given()
_SHOWN = 40  # characters of a text that is too long to be read
_OFFLINE_ONLY = "没有设置密钥，只用离线地名（docs/providers.md）。"


def explanation_lines(
    told: Explanation, placed: SettledFix | None, given: Given = _NOT_GIVEN
) -> Iterator[str]:
    """The steps. placed: what the chain made of it; None when no provider is set up. given: the
    list's own point."""
    if not told.parts:
        yield "什么也没有写。"
    for part in told.parts:
        yield from _part_lines(part)
    yield from _passed_over_lines(told.passed_over)
    yield "离线定位"
    yield from _indented([*_fix_lines(told.located.fix), *told.located.notes])
    yield "在线服务"
    yield from _indented(_online_lines(placed))
    yield "结论"
    fix = given.fix or (told.located.fix if placed is None else placed.fix)
    yield from _indented([*chain_lines(fix, placed, given), *_fix_lines(fix)])


def _part_lines(part: Part) -> Iterator[str]:
    understood = part.understood
    where = f"（先在{quoted_names(gazetteer(), (part.scope,))}里面找）" if part.scope else ""
    text = part.text if len(part.text) <= LONGEST_TEXT else f"{part.text[:_SHOWN]}……"
    yield f"{part.title}「{text}」{where}"
    matched = "、".join(f"「{word}」" for word in understood.matched)
    yield f"  认出：{matched or '没有'}"
    areas = "、".join(f"{_name(area.adcode)}（{area.adcode}）" for area in understood.areas)
    yield f"  地方：{areas or '没有'}"
    yield f"  剩下：{f'「{understood.rest}」' if understood.rest else '没有'}"
    yield from _indented(f"说明：{note}" for note in understood.notes)


def _passed_over_lines(passed: Iterable[PassedOver]) -> Iterator[str]:
    lines = [f"「{each.word}」（{_names(each.areas)}的{each.kind}）：{each.why}" for each in passed]
    yield "没有采用的地名" + ("" if lines else "：没有")
    yield from _indented(lines)


def _names(adcodes: tuple[str, ...]) -> str:
    names = "、".join(_name(adcode) for adcode in adcodes[:3])
    return f"{names}等 {len(adcodes)} 处" if len(adcodes) > 3 else names


def _name(adcode: str) -> str:
    return full_name(gazetteer().path(adcode))


def _fix_lines(fix: Fix | None) -> Iterator[str]:
    if fix is None:
        yield "没有位置。"
        return
    point = f"{fix.point.lat:.6f}, {fix.point.lon:.6f}（WGS-84）"
    yield f"{_name(fix.adcode)}（{fix.adcode}）  {point}"
    if is_township(fix.adcode) and fix.precision == "county":
        county = quoted_names(gazetteer(), (county_of(fix.adcode),))
        yield f"这个乡镇、街道没有自己的位置，用{county}的。"
    precision, method = fix_words(fix)
    yield f"精度：{precision}；来源：{method}"
    if fix.matched:
        yield f"依据：{fix.matched}"


def _online_lines(placed: SettledFix | None) -> Iterator[str]:
    if placed is None:
        yield _OFFLINE_ONLY
        return
    if placed.why_not:
        yield placed.why_not
        return
    yield f"问的是「{placed.query}」"
    yield from (each.words for each in placed.hearsay)
    if placed.disagreement:
        yield placed.disagreement


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
