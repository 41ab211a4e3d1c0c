"""What one title of a header says that its column holds.

Roles are the column names of records.COLUMNS and a few of the published lists' own:
mobile, officer (a person's name), dialling (a telephone area code on its own), coordinates
(both in one cell), serial (a running number), website (the unit's own page, or the source's
where a column names the source beside it). An empty role is a column nobody knows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sites.geo import Datum
from sites.records import READ_COLUMNS, RELEASE_COLUMNS
from sites.text import squeeze

_WORDS = {
    "serial": "序 序号 编号 号 行号 no id num number",
    "dialling": "区号 电话区号 长途区号",
    "checked_on": "核对日期 核对时间 核实日期 核实时间 核查日期 更新日期 更新时间",
    "published_on": "发布日期 发布时间 公布日期 公布时间 公开日期 公示日期",
    "hours": "办公时间 时间 时段 工作时间 上班时间 开放时间 接待时间 受理时间 服务时间 工作时段",
    "source_url": (
        "来源网址 来源链接 来源地址 来源url 出处网址 出处链接 出处地址 原文网址 原文链接 "
        "原文地址 发布网址 发布链接 公布网址 公布链接 信息来源网址 资料来源网址 数据来源网址 "
        "文章链接 公告链接"
    ),
    "website": (
        "网址 链接 网站 网页 主页 官网 官方网站 官方网址 官网网址 单位网址 单位网站 机关网址 "
        "网址链接 官网链接 网站链接 网站地址 网页地址 官网地址 url website web homepage"
    ),
    "source_title": "来源 出处 信息来源 资料来源 数据来源 来源标题 来源名称 出处标题 出处名称",
    "datum": "坐标系 坐标系统 坐标基准",
    "coordinates": "坐标 经纬度 位置坐标 地理坐标 gps gps坐标",
    "lat": "lat latitude",
    "lon": "lon lng longitude",
    "address": "位置 住址 地点 单位所在地 addr",
    "officer": (
        "联系人 联系人姓名 负责人 负责人姓名 责任人 联络人 联络员 经办人 人员 工作人员 "
        "民警 警官 姓名"
    ),
    "province": (
        "省 省份 省级 省区 省市 省区市 省市区 省市县 省市区县 省自治区 省直辖市 "
        "省自治区直辖市 行政区划"
    ),
    "city": (
        "市 地市 地级市 设区市 城市 市州 州市 市级 地区 市地 市地州 地州市 市州盟 "
        "地市州 地市州盟 市地州盟"
    ),
    "county": (
        "县 区 区县 县区 县级 县市 市县 县市区 市县区 区市县 区县市 旗县 旗县区 县旗区 "
        "区县旗 district"
    ),
    "site_id": "站点编号 采血点编号",
    "notes": "备注 说明 备考 注 note remark remarks",
    "unit": (
        "单位 单位名称 单位全称 机关 机关名称 机构 机构名称 部门 部门名称 点 点名称 "
        "点位 点位名称 站点 站点名称 名称 分局 name"
    ),
    "phone": "tel telephone",
    "picture": "图片 图片名 图片名称 原图 原文图片",
    "picture_row": "图片行 图片行号 图片里的行 原图行号",
    "picture_box": "图片框 图片位置 图片里的位置 原图位置",
    "checked_by": "核对人 核对者 核对人缩写 复核人",
    "doubts": "疑问 疑点 存疑",
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split()} | {
    name.replace("_", ""): name for name in (*READ_COLUMNS, *RELEASE_COLUMNS)
}
# Long headers say what they hold at their end: 免费采血点详细地址, 刑侦部门值班电话.
_ENDINGS = (
    ("mobile", ("手机", "手机号", "手机号码", "移动电话", "mobile", "mobilepublished")),
    ("phone", ("电话", "电话号码", "号码", "座机", "固话", "热线", "专线", "联系方式", "联络方式")),
    ("address", ("地址", "地点", "所在位置")),
    ("lat", ("纬度",)),
    ("lon", ("经度",)),
)
# Titles of hours that the list of words does not name: 人工咨询时间.
_HOURS = re.compile(
    "(?:咨询|办公|工作|接待|受理|服务|采集|采血|上班|值班|开放|办理|接听|对外|营业)时间"
)
# Columns that end in 电话 or 号码 and hold no number of the site's own: 监督电话, 传真号码, QQ号码.
# What they hold keeps the title before it, for the reader of numbers to judge.
_OTHER_NUMBERS = re.compile(
    "传真|监督|投诉|举报|检举|控告|信访|纪检|纪委|督察|督查|监察|廉政|邮编|邮政|qq|微信|身份证|证件|警号|工号|门牌"
    "|卡号|账号|帐号|编号"
)
_LONGEST_HEADER = 20
# 电子邮箱地址, 网站链接地址: no place on a street.
_NO_PLACE = re.compile(r"邮箱|邮件|网[站址页]|官网|链接|url|mail", re.IGNORECASE)
# The traditional characters of header words; a whole dictionary would cost every start its load.
_SIMPLIFIED = str.maketrans(
    "單聯絡電話號碼縣區點稱備註時間機構關編員責發佈鐘",
    "单联络电话号码县区点称备注时间机构关编员责发布钟",
)
_ABOUT = re.compile(
    r"^(?:dna|免费|血样|采血|采集|采样|公安|各地|打拐|寻亲|所属|所在|归属|详细|具体|联系|现|的)+"
)
_DAY_AND_NIGHT = (("白天", re.compile(r"白天|白班|日间")), ("夜间", re.compile(r"夜间|夜班|晚")))
_DATUMS: tuple[tuple[Datum, re.Pattern[str]], ...] = (
    ("bd09", re.compile(r"bd-?09|百度|baidu")),
    ("gcj02", re.compile(r"gcj-?02|火星|高德|腾讯|amap|gaode|tencent")),
    ("wgs84", re.compile(r"wgs-?84|gps|cgcs-?2000|天地图|国家2000")),
)


AREAS = ("province", "city", "county")  # from wide to narrow


@dataclass(frozen=True, slots=True)
class Column:
    """role: see the module; empty when nobody knows the column. title: as printed.

    note: 白天 or 夜间 for a phone column that says so. datum: of a coordinate column.
    label: what a phone column says of its numbers that may make them no numbers of the site
    (监督电话); empty otherwise.
    """

    role: str
    title: str
    note: str = ""
    datum: Datum | None = None
    label: str = ""


@lru_cache(maxsize=1024)
def column_titled(title: str) -> Column:
    """The column that a title names, by its word or by its end; its role is empty when nobody
    knows it."""
    word = squeeze(title).translate(_SIMPLIFIED)
    outside = re.sub(r"[(\[【].*?[)\]】]", "", word)
    role = "" if len(word) > _LONGEST_HEADER else _role(word) or _role(outside)
    if not role:
        return Column("", title)
    note = next((note for note, pattern in _DAY_AND_NIGHT if pattern.search(word)), "")
    label = word if role in ("phone", "mobile") and _OTHER_NUMBERS.search(word) else ""
    return Column(role, title, note, datum_named(word), label)


def _role(word: str) -> str:
    """The role a header word names; empty when it names none."""
    bare = re.sub(r"[\W_]", "", word)
    without_datum = bare
    for _, pattern in _DATUMS:
        without_datum = pattern.sub("", without_datum)
    for form in (bare, _ABOUT.sub("", bare), without_datum):
        if form in _ROLES:
            return _ROLES[form]
    if _NO_PLACE.search(bare):
        return ""
    if _HOURS.search(bare) and bare.endswith("时间"):
        return "hours"
    return next((role for role, endings in _ENDINGS if without_datum.endswith(endings)), "")


def header_roles(texts: Sequence[str]) -> list[str]:
    """The role each word of a line names as a header; empty for a word that names none."""
    return [column_titled(text).role for text in texts]


def datum_named(text: str) -> Datum | None:
    """The datum a cell or a header names (百度, GCJ-02, 天地图 …); None when it names none."""
    text = squeeze(text)
    return next((datum for datum, pattern in _DATUMS if pattern.search(text)), None)
