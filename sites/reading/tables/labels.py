"""A line of a list that is printed as blocks → its running number, its labels and their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sites.reading.tables.titles import header_roles
from sites.text import squeeze

_COLON = r"[:：︰∶]"
# 地址, 地 址, 联系 电话(白天): a word a header could have, from a border of words to a colon.
_LABEL = re.compile(
    rf"(?:^|(?<=[\s,，.．;；。、|/\])）】>]))[\[【(（]?"
    rf"([A-Za-z\u3400-\u9fff](?:[\s/]?[A-Za-z\u3400-\u9fff]){{0,11}}(?:[(（][^()（）]{{1,6}}[)）])?)"
    rf"\s*(?:[\]】)）]\s*{_COLON}?|{_COLON})\s*"
)
# The same where the blank before the label was lost: …演示分局地址：演示路1号电话：0431-0…
_GLUED = re.compile(
    r"((?:详细|联系|采血点|采集点|办公|单位)?地址|(?:联系|办公|值班|咨询|固定|移动)?电话(?:号码)?"
    rf"|手机(?:号码?)?|联系人|联系方式|(?:单位|采血点|采集点)名称|备注)\s*{_COLON}\s*"
)
_ORDINAL = re.compile(r"\s*(?:[(（](\d{1,4})[)）]|(\d{1,4})\s*(?:[、.．,，)）]|\s|$))\s*(?!\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line: characters start to end of lines[line]."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """title: as printed, without blanks. start: of the label; value: where its value begins."""

    title: str
    role: str
    start: int
    value: int


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """ordinal: the span of a number in front, or None. lead: where the text after it begins."""

    place: int
    text: str
    ordinal: tuple[int, int] | None
    lead: int
    labels: tuple[Label, ...]

    def lead_span(self) -> Span | None:
        """What stands between the number and the first label; None when nothing does."""
        end = self.labels[0].start if self.labels else len(self.text)
        kept = self.text[self.lead : end].rstrip(" \t,，;；、(（[【")
        return Span(self.place, self.lead, self.lead + len(kept)) if kept.strip() else None

    def value_span(self, number: int) -> Span:
        """The value behind one of the labels, counted from 0."""
        label = self.labels[number]
        after = self.labels[number + 1].start if number + 1 < len(self.labels) else len(self.text)
        kept = self.text[label.value : after].rstrip(" \t,，;；、|/(（[【")
        kept = _without_lone_bracket(kept)
        return Span(self.place, label.value, label.value + len(kept))


def _without_lone_bracket(text: str) -> str:
    """The text without a bracket at its end that it does not open: the label stood within it."""
    bare = text.rstrip(" \t。.;；")
    for opening, closing in (("(（", ")）"), ("[【", "]】")):
        opened, closed = (sum(map(bare.count, signs)) for signs in (opening, closing))
        if bare.endswith(tuple(closing)) and closed > opened:
            return bare[:-1]
    return text


def labelled_line(place: int, text: str) -> LabelledLine:
    """The parts of a line. place: of the line, from 0."""
    match = _ORDINAL.match(text)
    ordinal, lead = None, 0
    if match:
        group = 1 if match.group(1) else 2
        ordinal, lead = match.span(group), match.end()
    return LabelledLine(place, text, ordinal, lead, tuple(_labels(text, lead)))


def _labels(text: str, start: int) -> Iterator[Label]:
    at = start
    while at < len(text):
        match = _next_label(text, at)
        if match is None:
            return
        title = squeeze(match.group(1))
        yield Label(title, header_roles([title])[0], match.start(), match.end())
        at = match.end()


def _next_label(text: str, at: int) -> re.Match[str] | None:
    """The first label from here on: after a border, or glued to what comes before."""
    found = [_bordered(text, at), _GLUED.search(text, at)]
    return min((match for match in found if match), key=lambda match: match.start(), default=None)


def _bordered(text: str, at: int) -> re.Match[str] | None:
    while match := _LABEL.search(text, at):
        title = squeeze(match.group(1))
        if header_roles([title])[0] not in ("", "serial") and _is_one_word(match.group(1)):
            return match
        at = match.start() + 1
    return None


def _is_one_word(label: str) -> bool:
    """地 址 and 联系 电话 are one word spread out; 演示分局 地址 is two."""
    pieces = label.split()
    return len(pieces) == 1 or all(len(piece) <= 2 for piece in pieces)
