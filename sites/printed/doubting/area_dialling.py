"""Telephone numbers: their form, their length beside the list's others, letters among digits."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from sites.areas import gazetteer
from sites.areas.codes import province_of
from sites.phones.phone_cells import read_phones
from sites.phones.plan import local_lengths
from sites.phones.printed import Number
from sites.printed.doubting.listing import Listing, PlacedRow, Suspicion, areas_dialled
from sites.records import DEMO_WORD
from sites.records.scans import Doubt

_STRENGTH = 70
_DIGITS_FOR = str.maketrans("OoDQlIi|BSsZzGb", "000011118552266")
_LETTER = re.compile(r"(?<=[0-9\-])[A-Za-z|]+(?=[0-9\-]|$)|(?:^|(?<=[(（、/ ]))[A-Za-z|]+(?=[0-9])")
_ANY_LETTER = re.compile("[A-Za-z|]")
# What a cell of numbers may hold besides digits; \0 is what `normal` leaves of a time.
_USUAL = re.compile(
    r"[\x000-9\s\-+()\[\]、,;/:.~*#]|转|分机|白天?|日间?|夜间?|晚上?|值班|室|电话|手机|传真|办公|联系|报警"
    r"|工作日|节假日|周末|小时|全天|热线|座机|固话|及|或|和|昼|上午|下午|无|暂|咨询|监督|投诉|举报|总机|线|至|到|兼|带"
)
# What the reader of numbers says of a number that is printed so: one that is no site's own, one
# without its area code, and an old one (its length is a matter for the list's majority).
_NO_MISREADING = re.compile("没有当作|自己的电话|按所在地补为|已经停用|^“[^”]*”有.*已经升位")
_TIME = re.compile("[时点年月:：]")
_UNUSUAL = re.compile("(?:1|9(?!5[0-9]{6}$))[0-9]{6}")
_SPLIT_MOBILE = re.compile(r"01[0-9]{2}-")
_BEHIND_CODE = re.compile(r"[0-9]{3,4}([^0-9]+)[0-9]{3}")
_NEARLY = 0.9
_SHORTEST = 7
_MAJORITY = 3  # so many numbers of one area code tell how long they are; two that agree too
_CUT_OFF = 0.05
_SHOWN_CODES = 4
# Short numbers of a city, printed with its area code: 96…, 12345.
_SERVICE = re.compile(r"9[56][0-9]{3,4}|1[0-9]{2,4}")


def check(listing: Listing) -> Iterator[Suspicion]:
    """Doubts about numbers that look wrong by themselves or beside the list's others."""
    usual = _usual_lengths(listing)
    has_codes = _has_codes(listing)
    style = _style(listing)
    for place, row in enumerate(listing.rows):
        if row.cell("phone"):
            doubts = [*_letters(row), *_form(row), *_length(row, usual), *_of_two_places(row)]
            if has_codes:
                doubts += _without_code(row)
            if row.is_recognised and style:
                doubts += _other_style(row, style)
            yield from (Suspicion(place, _STRENGTH, doubt) for doubt in doubts)


def _has_codes(listing: Listing) -> bool:
    """Whether the list prints area codes: nearly every local number stands behind one."""
    forms = Counter(number.form for row in listing.rows for number in row.numbers)
    return forms["local"] > 4 * forms["alone"]


def _without_code(row: PlacedRow) -> Iterator[Doubt]:
    if not row.dialling and (alone := [n for n in row.numbers if n.form == "alone"]):
        yield Doubt("phone", f"“{_shown(alone[0])}”没有区号，别的行有")


def _style(listing: Listing) -> str:
    """The sign behind the area code that nearly all numbers of the list have; empty if none."""
    signs = Counter(_sign(number) for row in listing.rows for number in row.numbers if number.area)
    sign, count = signs.most_common(1)[0] if signs else ("", 0)
    return sign if count > _NEARLY * signs.total() else ""


def _sign(number: Number) -> str:
    """What stands between area code and number: a reader of pictures loses it with a digit."""
    match = _BEHIND_CODE.search(number.raw)
    return match[1] if match else ""


def _other_style(row: PlacedRow, style: str) -> Iterator[Doubt]:
    for number in row.numbers:
        if number.area and _sign(number) != style:
            yield Doubt("phone", f"“{_shown(number)}”的区号后面别的行是“{style}”")


def _letters(row: PlacedRow) -> Iterator[Doubt]:
    text = row.cell("phone")
    if _LETTER.search(text):
        mended = _LETTER.sub(lambda match: match[0].translate(_DIGITS_FOR), text)
        yield Doubt(
            "phone", "号码里有字母，请对照图片", "" if _ANY_LETTER.search(mended) else mended
        )
        return
    odd = _USUAL.sub("", row.phone)
    if odd:
        yield Doubt("phone", f"电话格里有“{odd[:8]}”，请对照图片")


def _form(row: PlacedRow) -> Iterator[Doubt]:
    """What the reader of numbers says, but for faxes and numbers that it could complete."""
    demo = DEMO_WORD in row.cell("unit")
    phones, advice = read_phones(row.cell("phone"), area_code=_place_code(row), demo=demo)
    for words in advice:
        if not _NO_MISREADING.search(words):
            yield Doubt("phone", _short(words))
    if not phones and not advice:
        yield Doubt("phone", "没有读出能拨打的号码")
    yield from _shape(row)


def _shape(row: PlacedRow) -> Iterator[Doubt]:
    """Digits that belong to no number, and forms that misreadings make."""
    raw = "".join(number.raw for number in row.numbers)
    is_short = _count_digits(raw) < _count_digits(row.phone)
    if is_short and not _TIME.search(row.cell("phone")):
        yield Doubt("phone", "有几位数字不成号码，请对照图片")
    for number in row.numbers:
        if number.form == "mobile" and _SPLIT_MOBILE.match(number.raw):
            yield Doubt("phone", f"“{_shown(number)}”像区号，又像手机，请核对")
        elif number.form in ("local", "alone") and _UNUSUAL.match(number.digits):
            yield Doubt("phone", f"“{_shown(number)}”以{number.digits[0]}开头，少见，请核对")


def _count_digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _of_two_places(row: PlacedRow) -> Iterator[Doubt]:
    """Rows that were read as one bring the numbers of several cities into one cell."""
    reached = [{province_of(start) for start in areas_dialled(code)} for code in row.dialling]
    if len(reached) > 1 and all(reached) and not set.intersection(*reached):
        codes = "、".join(row.dialling[:_SHOWN_CODES])
        yield Doubt("phone", f"区号不是一个地方的（{codes}），可能是几行并成了一行")
    elif len(row.dialling) > 1:
        yield Doubt("phone", f"区号不同（{'、'.join(row.dialling[:_SHOWN_CODES])}），请对照图片")


def _place_code(row: PlacedRow) -> str | None:
    for code in (*row.unit_head, *row.address_head):
        if codes := gazetteer().telephone_codes(code):
            return codes[0]
    return None


def _short(words: str) -> str:
    return words.rstrip("。") if len(words) <= 40 else f"{words[:39]}…"


def _usual_lengths(listing: Listing) -> dict[str, int]:
    """Area code → the number of digits that most of the list's numbers with it have.

    None at all where many are too short by any plan: a column that was cut off proves nothing.
    """
    lengths: dict[str, Counter[int]] = defaultdict(Counter)
    for row in listing.rows:
        for number in row.numbers:
            if number.area and number.form == "local" and not _SERVICE.fullmatch(number.digits):
                lengths[number.area][len(number.digits)] += 1
    every = sum(lengths.values(), Counter[int]())
    if sum(n for length, n in every.items() if length < _SHORTEST) > _CUT_OFF * every.total():
        return {}
    return {
        code: length
        for code, counts in lengths.items()
        for length, count in counts.most_common(1)
        if count >= _MAJORITY or count == counts.total() > 1
    }


def _length(row: PlacedRow, usual: dict[str, int]) -> Iterator[Doubt]:
    for number in row.numbers:
        area, length = number.area, len(number.digits)
        if number.form != "local" or area is None or _SERVICE.fullmatch(number.digits):
            continue
        right = {usual[area]} if area in usual else _plan(row, number.digits, area)
        if length < _SHORTEST:
            yield Doubt("phone", f"“{_shown(number)}”只有{length}位，可能少读了数字")
        elif right and length not in right:
            words = "名单里" if area in usual else ""
            most = "或".join(map(str, sorted(right)))
            yield Doubt("phone", f"“{_shown(number)}”有{length}位，{words}{area}的是{most}位")


def _plan(row: PlacedRow, digits: str, area: str) -> Collection[int]:
    """How long numbers of the area code are; a number made for a demonstration follows no plan."""
    is_made = digits[0] == "0" and DEMO_WORD in row.cell("unit")
    return () if is_made else local_lengths(area)


def _shown(number: Number) -> str:
    return number.raw[:16]
