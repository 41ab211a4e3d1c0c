"""Characters that were lost or turned into others before a file came here.

A program that knows no Chinese writes ? for each character; one that takes a file for another
encoding shows, and saves, nonsense: 鍗曚綅 for 单位, ºÏ·Ê for 合肥, å›½ for 国. Nothing is put back
(a part of it is always lost); what happened is told, so that a person knows what to ask for.
"""

import re

_LOST = re.compile(r"[?？]{2,}|\ufffd+|锟[锟斤拷]+")
_FEW = 4  # places, below which a text only has a question mark or two
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Words that hardly any list is without.
_KNOWN = re.compile(r"单位|地址|电话|公安|分局|刑侦|派出所|采血|[省市县区路号]")
_FEW_KNOWN = 3
# (what the file was taken for, by its name to people; what it was). Code pages of Windows and of
# macOS first: they are what spreadsheets there save in.
_MISTAKEN = (
    ("cp1252", "西文", "utf-8"),
    ("cp1252", "西文", "gb18030"),
    ("mac_roman", "西文", "utf-8"),
    ("mac_roman", "西文", "gb18030"),
    ("gb18030", "GBK", "utf-8"),
    ("big5", "Big5", "gb18030"),
    ("shift_jis", "日文", "gb18030"),
    ("euc_kr", "韩文", "gb18030"),
)
_NAMES = {"utf-8": "UTF-8", "gb18030": "GBK"}
# In a cell that says where a site is, or its number: signs of the same.
GARBLED = re.compile(
    r"[?？]{2,}|锟斤拷|(?:(?![×÷°·±])[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac]){3,}"
)


def garbled(text: str) -> str | None:
    """One sentence in Chinese on what happened to the characters and what to do; None when they
    are sound, or too few to tell."""
    lost = _LOST.findall(text)
    left = len(_CHINESE.findall(_LOST.sub("", text)))
    if len(lost) >= _FEW and sum(map(len, lost)) > left:
        return (
            f"里面的汉字已经变成“{lost[0][:6]}”，丢了，从这个文件里找不回来；"
            "请向发来名单的人要原来的文件（最好是 xlsx），再读一次。"
        )
    here = len(_KNOWN.findall(text))
    for shown, name, was in _MISTAKEN:
        if len(_KNOWN.findall(_back(text, shown, was))) >= max(_FEW_KNOWN, 2 * here):
            return (
                f"里面是乱码：{_NAMES[was]} 的文件当成{name}打开过，又保存了；"
                f"请找到原来的文件，导入表格软件时选 {_NAMES[was]} 编码，另存为 xlsx，再读一次。"
            )
    return None


def _back(text: str, shown: str, was: str) -> str:
    """The text as its first program meant it, without what is lost."""
    by_character = {char: _bytes(char, shown) for char in set(text)}
    content = b"".join(map(by_character.__getitem__, text))
    return content.decode(was, errors="ignore")


def _bytes(char: str, shown: str) -> bytes:
    """A byte that a code page leaves open, Windows keeps as the control character of its number."""
    if shown == "cp1252" and "\x80" <= char <= "\x9f":
        return bytes([ord(char)])
    return char.encode(shown, errors="ignore")
