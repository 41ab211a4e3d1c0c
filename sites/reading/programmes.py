"""Whether a list's own words say that it belongs to another programme.

Blood is also taken for donation, for tests and for the police's own registers, and lists of
officers hold the same units and numbers. Such a list is not refused for good: a person who knows
better reads it with --anyway. Words in the cells of rows are weak (an address beside a blood
station), so that only titles and headers count, or a word that comes again and again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sites.text import squeeze

# What the lists of this programme say of themselves, as the ministry's notice of the 团圆 action
# does: 免费采血点, 打拐DNA, 失踪人员, 寻亲. `_PURPOSE` no other programme says.
_PURPOSE = re.compile(
    r"打拐|寻亲|认亲|寻找亲人|失踪|走失|被拐|拐卖|团圆|免费采血|免费血样|免费dna|免费为.*采血"
)
_DNA = re.compile(_PURPOSE.pattern + r"|dna|血样采集|采集血样")
_OURS = re.compile(_DNA.pattern + r"|采血点")
_TITLE = re.compile(
    r".*(?:名单|名册|名录|目录|清单|列表|[一览统计汇总信息安排值班公示]表|一览|通讯录|通信录|通知|通告"
    r"|公告|公示|公布|如下|分布|指南|攻略|安排|排查|须知).*|.{0,8}(?:名称|地址|地点|电话|时间)|献血点|献血屋|警号|职务|政治面貌"
)
_TITLE_LENGTH = 120
_FEW, _SHARE = 3, 0.1  # of all texts: a word that comes so often is no place name


@dataclass(frozen=True, slots=True)
class _Programme:
    """what: as the sentence names it. words: that say so. cleared: words that say it is ours."""

    what: str
    words: re.Pattern[str]
    cleared: re.Pattern[str] = _DNA


_PROGRAMMES = (
    _Programme(
        "无偿献血的名单",
        re.compile(r"献血|血站|血液中心|献浆|单采血浆|采血车|爱心血屋|捐血|造血干细胞"),
    ),
    _Programme(
        "Y-STR（家系排查）的名单",
        re.compile(r"y-?str|y库|y-?dna|y染色体|家系(?:排查|调查|图谱|采样|样本|采集)|男性家系"),
        _PURPOSE,
    ),
    _Programme(
        "核酸检测、接种或发热门诊的名单",
        re.compile(r"核酸|新冠|新型冠状|疫苗|接种|抗原检测|愿检尽检|便民采样|发热门诊"),
    ),
    _Programme(
        "透析、检验或体检机构的名单",
        re.compile(r"透析|体检(?:机构|中心|点)|抽血点|血库|新生儿疾病筛查"),
    ),
    _Programme(
        "艾滋病等检测点或戒毒机构的名单",
        re.compile(r"艾滋|hiv|性病|梅毒|丙肝|自愿咨询检测|戒毒|美沙酮"),
    ),
    _Programme("亲子鉴定或司法鉴定机构的名单", re.compile(r"亲子鉴定|司法鉴定"), _PURPOSE),
    _Programme(
        "工作人员的通讯录或值班表",
        re.compile(
            r"通讯录|通信录|值班(?:表|安排|人员)|花名册|警号|政治面貌|职务"
            r"|(?:民警|辅警|警员|干警|工作人员|领导班子|联络员)(?:名单|名册|一览|信息表|公示)"
        ),
        _OURS,
    ),
)


def other_programme(texts: Iterable[str]) -> str | None:
    """One sentence in Chinese why this does not look like our list; None when nothing says so.

    texts: all texts of the document, cells too, in any order.
    """
    squeezed = [text for text in map(squeeze, texts) if text]
    titles = [text for text in squeezed if len(text) <= _TITLE_LENGTH and _TITLE.fullmatch(text)]
    for programme in _PROGRAMMES:
        if any(programme.cleared.search(title) for title in titles):
            continue
        word = _word_in(titles, programme) or _word_again_and_again(squeezed, programme)
        if word:
            return (
                f"里面写着“{word}”，看起来是{programme.what}，不是为失踪人员家属免费采血的名单；"
                "确认是采血点，就加上 --anyway 再读。"
            )
    return None


def _word_in(titles: Sequence[str], programme: _Programme) -> str:
    found = (programme.words.search(title) for title in titles)
    return next((match.group() for match in found if match), "")


def _word_again_and_again(texts: Sequence[str], programme: _Programme) -> str:
    found = [match.group() for text in texts if (match := programme.words.search(text))]
    is_often = len(found) >= max(_FEW, _SHARE * len(texts))
    return found[0] if is_often else ""
