"""What each line of a table is: a row, or one of the few kinds that may be left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from sites.reading.tables.cells import CleanLine
from sites.reading.tables.headings import heading_of, office_heading_of
from sites.reading.tables.layouts import Layout
from sites.reading.tables.signs import PHONE

Kind = Literal["blank", "header", "aside", "heading", "total", "row"]
_COUNT = r"\s?[0-9]*\s?[个处家条名]?"
_TOTAL = re.compile(rf"(?:本页|全省|全市|全国)?(?:合计|总计|小计|共计|总数)[::]?{_COUNT}")
_COUNTED = re.compile(_COUNT)
_LABELLED = re.compile(r"[^:]{1,10}:.*|.{0,6}[0-9]{4}年.{0,10}|第.{1,3}页.*|共.{1,4}页")
FOOTER = re.compile(
    r"(?:注|备注|说明|附注|来源|数据来源|资料来源|制表人?|填表人?|审核人?|更新时间)\s?:.*|附[件表].*"
    r"|截[至止].*[年月日].*|第.{1,4}页.*|共.{1,6}[页个条处家].*"
    r"|(?:[一二三四五六七八九十]+[、.,]|[(\[][一二三四五六七八九十]+[)\]]).*"
)
# What alone fills the column of running numbers; a heading may begin in it too.
_NUMBER = re.compile(r"[\W0-9A-Za-z〇一二三四五六七八九十百]*")
_BAND = 3  # cells with one text: it is merged over the whole width


class Judgement(NamedTuple):
    """What a line is. heading: the area that it names; empty unless that is its kind."""

    kind: Kind
    heading: str = ""


_BLANK, _HEADER, _ROW = Judgement("blank"), Judgement("header"), Judgement("row")


def judged_lines(lines: Sequence[CleanLine], layout: Layout) -> list[Judgement]:
    """What each of the lines is, all of them those of one table."""
    found: list[Judgement] = []
    is_top = True
    for line, below in zip_longest(lines, lines[1:]):
        is_upper = below is not None and below.number == layout.header_line
        if is_upper and _is_upper_header(line.texts, below.texts):
            found.append(_HEADER)
            continue
        found.append(_judged(line.texts, layout, is_top=is_top))
        is_top = is_top and found[-1].kind not in ("header", "row")
    return found


def _is_upper_header(texts: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a line only says what several columns of the header below have in common: some
    title is merged over both lines."""
    is_shared = any(text and text == lower for text, lower in zip(texts, below, strict=False))
    return is_shared and not any(PHONE.search(text) for text in texts)


def _judged(texts: Sequence[str], layout: Layout, *, is_top: bool) -> Judgement:
    """What a line is. texts: its tidied cells. is_top: no header and no row came before it."""
    serials = {text for text in layout.texts(texts, "serial") if _NUMBER.fullmatch(text)}
    if any(PHONE.search(text) for text in layout.texts(texts, "phone") if text not in serials):
        return _ROW  # nearly every one: the other cells need no look
    distinct = {text for text in texts if text}
    if not distinct - serials:
        return _BLANK
    if any(PHONE.search(text) for text in distinct):
        return _ROW
    if layout.is_header(texts):
        return _HEADER
    if name := _heading(texts):
        return Judgement("heading", name)
    return Judgement(_kind_of_others(texts, distinct, is_top=is_top))


def _kind_of_others(texts: Sequence[str], distinct: set[str], *, is_top: bool) -> Kind:
    """Of a line without a number to call that names no area alone."""
    first, *others = (text for text in texts if text)
    if _TOTAL.fullmatch(first) and all(_COUNTED.fullmatch(text) for text in others):
        return "total"
    if len(distinct) > 1:
        return "aside" if all(_LABELLED.fullmatch(text) for text in distinct) else "row"
    return _kind_of_single(first, texts, is_top=is_top)


def _kind_of_single(text: str, texts: Sequence[str], *, is_top: bool) -> Kind:
    is_band = sum(bool(each) for each in texts) >= _BAND
    if is_top or is_band or FOOTER.fullmatch(text) or _LABELLED.fullmatch(text):
        return "aside"
    return "row"


def _heading(texts: Sequence[str]) -> str | None:
    """The area that a line names, when it says nothing else but a number or a count: 一 | 南京市 |
    3个, or a province and its city in two cells."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    told = [text for text in distinct if not (_NUMBER.fullmatch(text) or _COUNTED.fullmatch(text))]
    if len(told) == 1:
        is_band = sum(text == told[0] for text in texts) >= _BAND
        return office_heading_of(told[0]) if is_band else heading_of(told[0])
    return heading_of("".join(told)) if all(map(heading_of, told)) else None


def left_out(
    judged: Sequence[tuple[CleanLine, Judgement]], layout: Layout
) -> Iterator[tuple[CleanLine, Kind]]:
    """The lines among the rows that are taken for none by their looks alone: a person may see more
    in them. The very header again (a page begins), a total, a footnote and a title over the whole
    width say themselves what they are."""
    is_below = False
    for line, (kind, _) in judged:
        is_meant = is_below and kind in ("header", "aside")
        if is_meant and not _says_itself(line.texts, layout):
            yield line, kind
        is_below = is_below or (line == layout.header[-1] if layout.header else kind == "row")


def _says_itself(texts: Sequence[str], layout: Layout) -> bool:
    words = [text for text in texts if text]
    is_band = len({*words}) == 1 and len(words) >= _BAND
    is_very_header = any(texts == each.texts for each in layout.header)
    return is_band or is_very_header or FOOTER.fullmatch(words[0]) is not None
