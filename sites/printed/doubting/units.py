"""Unit names that are not built as the list's others are (公安局刑侦太队, 救助管理)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sites.areas import gazetteer
from sites.printed.doubting.divisions import townships_near
from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion
from sites.records.scans import Doubt
from sites.understanding import understand
from sites.understanding.lookalikes import are_alike, is_lookalike, likest_to

_PROPOSED, _ODD, _EMPTY, _BARE = 88, 60, 65, 38
# What stands for the names of divisions in a pattern: the last one with its kind, or without.
_FULL, _SHORT = "〈", "〔"
_USUAL = 3  # a pattern or a pair of characters that so many units have is no misreading
_SURE = 8  # a pattern that so many have may be proposed
_RARER = 10  # a pattern that is so many times rarer may be a misreading of the other
_NEARLY = 0.85
_FEW = 12  # fewer different rows tell nothing of what is usual
_MOST_PATTERNS = 60
# Words that every list of such units may hold, however few its rows are.
_WORDS = re.compile(
    "(?:人民)?政府|公安(?:分?局|厅|处|机关|部)|分局|总局|支队|大队|中队|总队|派出所|警务(?:站|室)"
    "|刑(?:事|侦|警)|侦查|技术|科学|犯罪|打击|拐卖|妇女|儿童|救助|管理|服务|中心|保护|未成年人|流浪|乞讨"
    "|人员|社会|福利院?|民政局|物证|鉴定|法医|检验|实验室|办公室|开发区|经济|高新|新区|森林|铁路|值班室"
    "|交警|治安|综合|安置|少年|城[市镇乡]|工作站|分站|站|采血点|演示|[〈〔]"
)
_STATION = re.compile(
    "(?:局|[〈〔])((?:(?!局)[㐀-鿿]){2,8}?)(?:中心)?(?:派出所|警务站|警务室|公安分局|边防)"
)
_UNKNOWN = re.compile(r"[^\s]+")
_GAIN = 2  # so many characters more must be parts of known words with the other character


@dataclass(frozen=True)
class _Usual:
    """What the list's units have in common: their patterns, and pairs of neighbours in them."""

    patterns: Counter[str]
    pairs: Counter[str]

    @cached_property
    def most(self) -> float:
        """How many units must have a pattern that is no misreading of another."""
        return max(_USUAL, sum(self.patterns.values()) / (2 * _RARER))

    @cached_property
    def questioned(self) -> float:
        """A pattern that fewer have is held against the more usual ones."""
        return self.patterns.total() / _RARER

    @cached_property
    def beginnings(self) -> Counter[str]:
        """How many units go on behind each beginning of a pattern."""
        longer: Counter[str] = Counter()
        for pattern, count in self.patterns.items():
            longer.update({pattern[:end]: count for end in range(1, len(pattern))})
        return longer

    @cached_property
    def have_names(self) -> bool:
        """Whether nearly all units bear the name of a division."""
        named = sum(n for each, n in self.patterns.items() if _FULL in each or _SHORT in each)
        return named > _NEARLY * self.patterns.total() > 0

    @cached_property
    def sure(self) -> list[str]:
        common = self.patterns.most_common(_MOST_PATTERNS)
        return [pattern for pattern, count in common if count >= _SURE]


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about units of several places, without a name, and built as few or none are."""
    yield from _of_several_rows(listing)
    yield from _unusual(listing)


def _of_several_rows(listing: Listing) -> Iterator[Suspicion]:
    """Rows that were read as one bring units of several places into one cell."""
    doubt = Doubt("unit", "像有几个地方的单位，可能是几行并成了一行")
    for place, row in enumerate(listing.rows):
        if understand(gazetteer(), row.cell("unit")).is_contradictory:
            yield Suspicion(place, _PROPOSED, doubt)


def _unusual(listing: Listing) -> Iterator[Suspicion]:
    """Of a typed list only those that lack one character of a usual pattern."""
    patterns = [_pattern(row) for row in listing.rows]
    usual = _usual(listing, patterns)
    for place, (row, pattern) in enumerate(zip(listing.rows, patterns, strict=True)):
        if not row.cell("unit"):
            if listing.is_usual("unit"):
                yield Suspicion(place, _EMPTY, Doubt("unit", "没有单位，请对照图片"))
            continue
        if usual.have_names and not row.unit and row.is_recognised:
            if _names_a_zone(row):
                continue
            yield Suspicion(place, _ODD, Doubt("unit", "没有认出地名，别的单位都有"))
        if row.is_recognised and (word := _misread_word(pattern)):
            yield Suspicion(place, _PROPOSED, _with_word(row, *word))
        elif usual.patterns and usual.patterns[pattern] < usual.questioned:
            yield from _odd(place, row, (pattern, usual))


def usually_built(listing: Listing) -> list[bool]:
    """Of each row whether many units are built as its is, and of known words: a misreading that
    comes back in every row would prove itself."""
    patterns = [_pattern(row) for row in listing.rows]
    usual = _usual(listing, patterns)
    return [
        usual.patterns[pattern] >= max(_SURE, usual.most) and not _WORDS.sub("", pattern)
        for pattern in patterns
    ]


def _usual(listing: Listing, patterns: list[str]) -> _Usual:
    """Of each unit once, however many rows it has."""
    distinct = {row.cell("unit"): each for row, each in zip(listing.rows, patterns, strict=True)}
    if len(distinct) < _FEW:
        return _Usual(Counter(), Counter())
    counted = Counter(distinct.values())
    return _Usual(counted, Counter(p for each in distinct.values() for p in _pairs(each)))


def _pattern(row: PlacedRow) -> str:
    text, pattern, position = row.cell("unit"), "", 0
    for name in row.unit:
        pattern += text[position : name.start]
        pattern = pattern.rstrip(_FULL + _SHORT) + (_FULL if name.is_full else _SHORT)
        position = name.end
    return pattern + _without_town(row, text[position:])


def _without_town(row: PlacedRow, rest: str) -> str:
    """The body of a unit with its township's name taken for a name (汇龙镇派出所)."""
    station = _STATION.search(rest)
    if station is None:
        return rest
    town = rest[station.start(1) : station.end(1)]
    for start in range(len(town) - 1):
        if town[start:] in townships_near(row):
            return rest[: station.start(1) + start] + _FULL + rest[station.end(1) :]
    return rest


def _pairs(pattern: str) -> list[str]:
    framed = f"^{pattern}$"
    return [framed[place : place + 2] for place in range(len(framed) - 1)]


def _names_a_zone(row: PlacedRow) -> bool:
    """Whether the unit begins with a place that is no division (武当山特区)."""
    text = row.cell("unit")
    within = f"{row.scope[0]:0<6}" if len(row.scope[0]) == 2 else None
    matched = understand(gazetteer(), text, within).matched
    return any(len(word) > 2 and text.startswith(word) for word in matched)


def _odd(place: int, row: PlacedRow, known: tuple[str, _Usual]) -> Iterator[Suspicion]:
    pattern, usual = known
    near = _near(pattern, usual)
    text = row.cell("unit")
    if near is not None and text.count(near[0]) == 1:
        was, now, is_misprint = near
        proposal = text.replace(was, now) if is_misprint else ""
        reason = f"别的单位多写作“{now[:16]}”，请核对"
        yield Suspicion(place, _PROPOSED, Doubt("unit", reason, proposal))
    elif row.is_recognised and (found := _oddness(row, pattern, usual)):
        strength, doubt = found
        yield Suspicion(place, strength, doubt)


def _oddness(row: PlacedRow, pattern: str, usual: _Usual) -> tuple[int, Doubt] | None:
    """(strength, doubt) about a unit that was read from a picture and is built as few are."""
    if extra := _extended(pattern, usual):
        return _ODD, Doubt("unit", f"“{_shown(extra)}”是别的单位没有的，请核对")
    if usual.beginnings[pattern] >= max(_SURE, _RARER * usual.patterns[pattern]):
        return _ODD, Doubt("unit", "别的单位后面还有字，可能没有读完")
    if doubt := _misread_town(row):
        return _PROPOSED, doubt
    is_sure = row.is_sure("unit")
    # Many stations bear a street's or a village's name that no list holds.
    if not (is_sure and _STATION.search(pattern)) and (strange := _strange(pattern, usual)):
        return _ODD, Doubt("unit", f"“{strange}”在别的单位里没有，请核对")
    with_kind = usual.patterns[pattern.replace(_SHORT, _FULL)]
    if not is_sure and usual.patterns[pattern] * _RARER <= with_kind:
        return _BARE, Doubt("unit", "地名后面没有“县、市、区”，别的单位都有")
    return None


def _misread_town(row: PlacedRow) -> Doubt | None:
    """A station's town that the county lacks, where exactly one there looks like it."""
    station = _STATION.search(row.cell("unit"))
    if station is None or station[1] in townships_near(row):
        return None
    near = [name for name in townships_near(row) if is_lookalike(station[1], name)]
    if len(near) != 1:
        return None
    proposal = row.cell("unit").replace(station[1], near[0])
    return Doubt("unit", f"本县没有“{station[1]}”，是不是“{near[0]}”", proposal)


def _near(pattern: str, usual: _Usual) -> tuple[str, str, bool] | None:
    """What differs from the one much more usual pattern that is one edit away; None if none.

    (part, what stands there usually, whether the part can be no word of its own).
    """
    found = [
        part
        for each in usual.sure
        if usual.patterns[pattern] * _RARER <= usual.patterns[each]
        if (part := _one_edit(pattern, each)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _extended(pattern: str, usual: _Usual) -> str:
    """What stands before or behind a much more usual pattern, as a watermark's words do."""
    for each in usual.sure:
        if usual.patterns[pattern] * _RARER <= usual.patterns[each] and len(pattern) > len(each):
            if pattern.startswith(each):
                return pattern[len(each) :]
            if pattern.endswith(each):
                return pattern[: -len(each)]
    return ""


def _one_edit(pattern: str, other: str) -> tuple[str, str, bool] | None:
    """The parts that differ by one character, from name to name; None where more differs."""
    if pattern == other or abs(len(pattern) - len(other)) > 1:
        return None
    start = _same_start(pattern, other)
    rest, other_rest = pattern[start:], other[start:]
    same_end = _same_start(rest[::-1], other_rest[::-1])
    end, other_end = len(pattern) - same_end, len(other) - same_end
    was, now = pattern[start:end], other[start:other_end]
    if len(was) > 1 or len(now) > 1 or set(was + now) & {_FULL, _SHORT}:
        return None
    while start > 0 and pattern[start - 1] not in _FULL + _SHORT:
        start -= 1
    while end < len(pattern) and pattern[end] not in _FULL + _SHORT:
        end, other_end = end + 1, other_end + 1
    is_misprint = are_alike(was, now) if was and now else not was or was * 2 in pattern
    return (pattern[start:end], other[start:other_end], is_misprint) if end > start else None


def _same_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=4096)
def _misread_word(pattern: str) -> tuple[str, str] | None:
    """A part of the pattern that is no known word, and the one known word that it looks like
    (教助管理站: 救助管理站), however many units have it; None where there is none, or several."""
    left = len(_WORDS.sub("", pattern))
    found = {
        (pattern[max(0, place - 1) : place + 2], other)
        for match in _UNKNOWN.finditer(_WORDS.sub(lambda word: " " * len(word[0]), pattern))
        for place in range(*match.span())
        for other in likest_to(pattern[place])
        if left - len(_WORDS.sub("", pattern[:place] + other + pattern[place + 1 :])) >= _GAIN
    }
    return found.pop() if len(found) == 1 else None


def _with_word(row: PlacedRow, part: str, other: str) -> Doubt:
    text, bare = row.cell("unit"), part.strip(_FULL + _SHORT)
    place = 1 if part[0] not in _FULL + _SHORT and len(part) == 3 else 0
    right = bare[:place] + other + bare[place + 1 :]
    proposal = text.replace(bare, right) if text.count(bare) == 1 else ""
    return Doubt("unit", f"没有“{bare}”这个词，是不是“{right}”", proposal)


def _strange(pattern: str, usual: _Usual) -> str:
    """The part of a pattern whose neighbours meet in no other unit, at most 8 characters.

    Words that any such list may hold stand beside anything.
    """
    known = {-1, len(pattern)}
    for word in _WORDS.finditer(pattern):
        known.update(range(*word.span()))
    odd = [
        place - 1
        for place, pair in enumerate(_pairs(pattern))
        if usual.pairs[pair] < _USUAL and not {place - 1, place} <= known
    ]
    if not odd:
        return ""
    return _shown(pattern[max(0, odd[0]) : odd[-1] + 2])


def _shown(part: str) -> str:
    return re.sub(f"[{_FULL}{_SHORT}]", "…", part)[:8]
