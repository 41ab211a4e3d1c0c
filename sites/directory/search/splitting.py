"""Run-together words taken apart: 北京市朝阳分局刑侦大队 → 北京市 · 朝阳 · 分局 · 刑侦 · 大队."""

import re

# What people write for an organ or a team → how lists write it. The word itself always counts;
# the finer word stands for the coarser one, never the other way round (分局 is not 公安局).
_ALSO = {
    "刑侦": ("刑事侦查", "刑事侦察", "刑警", "刑事警察"),
    "刑警": ("刑事警察", "刑侦", "刑事侦查", "刑事侦察"),
    "刑事侦查": ("刑侦", "刑事侦察", "刑警", "刑事警察"),
    "刑事侦察": ("刑侦", "刑事侦查", "刑警", "刑事警察"),
    "刑事警察": ("刑警", "刑侦", "刑事侦查", "刑事侦察"),
    "刑技": ("刑事技术", "刑事科学技术"),
    "刑事技术": ("刑事科学技术", "刑技"),
    "刑科": ("刑事科学技术",),
    "公安局": ("公安分局", "分局"),
    "公安分局": ("分局",),
    "市局": ("市公安局",),
    "县局": ("县公安局",),
    "区局": ("区公安局", "公安分局", "分局"),
    "州局": ("州公安局",),
    "盟局": ("盟公安局",),
    "旗局": ("旗公安局",),
    "省厅": ("公安厅",),
    "所": ("派出所",),
}
_ORGANS = (
    *_ALSO, "公安厅", "公安处", "公安", "分局", "派出所", "警务站", "警务室", "总队", "支队",
    "大队", "中队", "经侦", "治安", "户政", "户籍", "法医", "技术室", "实验室",
)  # fmt: skip
_ORGAN = re.compile("|".join(sorted(_ORGANS, key=lambda word: (-len(word), word))))
_AREA_KINDS = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "街道", "省", "市",
    "区", "县", "旗", "盟", "镇", "乡",
)  # fmt: skip
# At least one character stands before the kind, so 市中区 and 镇江市 stay whole.
_AREA = re.compile(rf".+?(?:{'|'.join(_AREA_KINDS)})|.+")
# Fewer Latin letters or digits than these stand in too many texts to be a part.
LEAST_LETTERS = 3
_PUNCTUATION = re.compile(r"[^\w()#-]+")
# What people add and no list says; leaving it out loses nothing.
_ADDED = re.compile(
    r"(?:免费)?(?:采血点|采血站|采集点|采血|抽血)|dna|血样|附近|在哪里?|怎么走|联系电话|电话|地址|的"
)


def parts(word: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a squeezed word in their order, each with what may stand for it, itself
    first. Empty when nothing is left of the word."""
    found: list[tuple[str, ...]] = []
    for piece in _PUNCTUATION.split(_ADDED.sub(" ", word)):
        if piece.isascii() and len(piece) < LEAST_LETTERS:
            continue
        end = 0
        for organ in _ORGAN.finditer(piece):
            found += _areas(piece[end : organ.start()])
            found.append((organ[0], *_ALSO.get(organ[0], ())))
            end = organ.end()
        found += _areas(piece[end:])
    return tuple(found)


def _areas(piece: str) -> list[tuple[str, ...]]:
    return [(name,) for name in _AREA.findall(piece)]
