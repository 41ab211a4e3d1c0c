"""What people paste, without what only says how it is set: bullets, Markdown, pictures for labels.

Each line stays one line, so that numbers of lines are still the file's.
"""

import re
import unicodedata

from sites.reading.tables.meaning import kind_of

# A small picture before a text says what it is.
_LABELS = {
    "地址": "📍📌🗺🚩🧭🛣",
    "电话": "📞☎📱📲🤙📳",
    "单位": "🏢🏥🏛🏣🏤🏬🏠🏫🏦👮🚓🚔🚨🩸💉",
    "时间": "⏰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛🕰⏱⌚📅🗓📆",
    "备注": "📝💡❗❕⚠",
    "网址": "🌐🔗",
}
_PICTURES = {picture: label for label, pictures in _LABELS.items() for picture in pictures}
_LABEL_PICTURE = re.compile(rf"([{''.join(_PICTURES)}])\s*[:：]?\s*")
# Behind a picture the word itself may stand, or what has a label of its own.
_SAID = re.compile(r"[\u3400-\u9fff]{1,8}\s*[:：]")
_UNSEEN = re.compile(r"[\ufe00-\ufe0f\u200b-\u200d\u20e3\U0001f3fb-\U0001f3ff]")
_BULLET = re.compile(
    r"^\s*(?:>+\s*|(?:[-*+]|[•●○◆◇■□▪▫◦‣➤►▶➢→✓✔☑✅★☆※・‧∙⚫⚪🔴🔵🔸🔹🔶🔷🟢🟡👉✨⭐🌟💠]+)\s+"
    r"|[•●○◆◇■□▪▫◦‣➤►▶➢✓✔☑✅★☆※🔴🔵🔸🔹🔶🔷🟢🟡👉✨⭐🌟💠]+|\[[ xX]\]\s+)"
)
_MARKDOWN_HEADING = re.compile(r"^\s*#{1,6}\s+(.*?)\s*#*\s*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"^\s*(?:[-*_=—─]\s*){3,}$")
_ROW_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
# 1️⃣, ①, ⑴ and ⒈ before a text are its number.
_KEYCAP = re.compile(r"^(\s*[0-9]{1,2})\ufe0f?\u20e3\s*")
_CIRCLED = re.compile(r"^\s*([\u2460-\u249b\u24ea-\u24f4\u2776-\u277f])\s*")


def plain_line(line: str) -> str:
    """The line as a person would say it; empty for a rule between parts."""
    line = _KEYCAP.sub(r"\1. ", line)
    line = _UNSEEN.sub("", line)
    if _RULE.match(line) or _ROW_RULE.match(line):
        return ""
    heading = _MARKDOWN_HEADING.match(line)
    line = heading[1] if heading else line
    line = _LINK.sub(r"\1", line)
    while (shorter := _STRONG.sub(r"\2", line)) != line:
        line = shorter
    line = _unbulleted(line)
    return _LABEL_PICTURE.sub(lambda match: _label(match, line), line)


def _unbulleted(line: str) -> str:
    while (shorter := _BULLET.sub("", line)) != line:
        line = shorter
    circled = _CIRCLED.match(line)
    if circled is None:
        return line
    return f"{int(unicodedata.numeric(circled[1]))}. {line[circled.end() :]}"


def _label(match: re.Match[str], line: str) -> str:
    """A label for a picture, unless what follows says by itself what it is: a pin may stand before
    a unit as before its address."""
    behind = _LABEL_PICTURE.split(line[match.end() :], maxsplit=1)[0]
    if _SAID.match(behind) or kind_of(behind) in ("unit", "address", "phone", "hours", "heading"):
        return " "
    return f" {_PICTURES[match[1]]}："
