"""Words of places that are no names: what may stand after a name, and what only looks like one."""

import re

from sites.saying import Sentence

# What a unit is called. Such a word ends a name as a space does, so a short name may stand
# before it (延寿救助站) or after it (北京市公安局朝阳分局). 公安 stands here, so the county 公安县
# is never meant by the two characters alone.
UNIT_WORDS = (
    "公安局", "公安分局", "公安厅", "公安处", "公安", "分局", "总局", "派出所", "警务站",
    "警务室", "刑侦", "刑警", "刑事", "侦查", "总队", "支队", "大队", "中队",
    "交警", "巡警", "特警", "治安", "打拐", "救助站", "救助管理站", "救助管理中心", "救助",
    "社会救助", "流浪", "未成年人", "福利院", "社会福利", "民政局", "民政", "采血点", "采血",
    "免费", "法医", "物证", "技术室", "人民政府", "政府", "政务", "行政", "便民",
    "服务中心", "人民医院", "中医院", "火车站", "汽车站", "高铁站", "客运站", "附近", "周边",
    "城区", "市区", "县城", "境内", "中国", "中华人民共和国", "森林公安局", "铁路公安局", "边防",
    "水上", "儿童", "第一人民医院",
)  # fmt: skip

# A police station bears the name of its street or town; 新华派出所 is no word for a 新华区.
STATIONS = frozenset(("派出所", "警务站", "警务室"))

# Longer words that begin with, end with or hold a place's short name and are no place.
NOT_PLACES = (
    "共和国", "大理石", "三明治", "中山陵", "中山装", "中山公园", "中山医院", "新华书店", "新华社",
    "新华网", "东方红", "东方明珠", "东方航空", "太平洋", "太平间", "合作社", "供销合作",
    "北海道", "西安门", "朝阳门", "长安街", "长安汽车", "建国门", "复兴门", "宣武门",
    "崇文门", "安定门", "广安门", "和平里", "和平门", "和平饭店", "通道口", "安全通道",
    "绿色通道", "互助会", "互助组", "富裕路", "友谊宾馆", "沙县小吃", "兰州拉面", "桂林米粉",
    "云南白药", "平安保险", "平安银行", "平安中国", "平安建设", "公安大学", "公安学院", "公安处长",
    "北京时间", "上海滩", "中方人员", "建设银行", "北京市场",
    "上海市场", "市场监督", "市场监管",
)  # fmt: skip

_SIDE = "[东西南北中上下内外前后新老一二三四五六七八九十0-9]{0,3}"
_WAY = "大道|大街|大路|路|街|巷|弄|胡同|道|里弄|国道|省道|高速"
_HOUSE_WORDS = (
    "大学|学院|中学|小学|饭店|宾馆|酒店|大酒店|国际酒店|大厦|银行|广场|花园|小区|公园|大桥|村|社区|"
    "家园|商场|市场|商城|商厦|集团|公司|超市|烤鸭|火锅|小吃|菜馆|米线|拉面|人家"
)
_HOUSE = f"(?:{_HOUSE_WORDS})(?!{_SIDE}(?:{_WAY}))"  # 公园路 is a street like any other
_KIND = "人(?!民)|话|菜|省|自治区|市|区|县|州|盟|旗|镇|乡"
_NATURE = "门|桥|山|河|江|湖|寺|塔|庙|陵|湾|岛|岩|石|店|里|号线"
WAYS = frozenset("路街巷弄道里")
# 道外北12道街: a side and a number make a street's whole name, so 道外 is none of it.
_NUMBERED = "[东西南北][一二三四五六七八九十0-9]{1,3}道街"
# After a short name: the name of a street or a house, or a kind of area that it is not (金昌县).
# The second also has what follows a district's name in a word that is another place (和平里).
NO_AREA_AFTER = re.compile(rf"(?!{_NUMBERED})(?:{_SIDE}(?:{_WAY}|{_HOUSE})|{_KIND})")
NO_COUNTY_AFTER = re.compile(rf"(?!{_NUMBERED})(?:{_SIDE}(?:{_WAY}|{_HOUSE}|{_NATURE})|{_KIND})")

# A street that a name of an area begins, with more between them (武侯祠大街).
STREET_AHEAD = re.compile(rf"[\u3400-\u9fff]{{1,3}}?(?:{_WAY})")

# Short names of county-level cities that are everyday words and no other area's short name: alone
# they are the city, before an unknown word they are not (东方文化路 is no road of 东方市).
EVERYDAY = frozenset((
    "东方", "新民", "永安", "合作", "灯塔", "海伦", "文昌", "江山", "天门", "凤城", "北安",
    "高安", "建德", "当阳", "安国", "平湖", "新乐", "兴化", "开原", "永康", "石首", "高平",
))  # fmt: skip
# Full names that stand in several cities and are common nouns besides: only under their city,
# or as the whole text. 平昌县江口镇西城区 is the west of that town.
COMMON_NOUNS = frozenset((
    "城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "新区", "市中区", "新城区",
    "东城区", "西城区", "老城区",
))  # fmt: skip

# Provinces that were a part of another, until 1997 and 1988.
PARTED = {"500000": "510000", "460000": "440000"}
PREFECTURES = ("地区", "盟", "行署")  # how a prefecture's name ends that became a city
# After such a word a name begins (孩子在广州走失).
PREPOSITIONS = frozenset("在去到从由至往")
# What people write before a place.
LEAD = re.compile(
    r"^(?:(?:我家|我|家|人|老家|户籍|籍贯|现|目前)?(?:是|住|居住|坐落)?(?:在|位于|来自)"
    r"|(?:详细)?(?:地址|住址|位置|籍贯|户籍|老家)(?:是|为|在)?)[:：,， ]*"
)

# An address that begins so lies abroad, whatever Chinese names it holds (首尔特别市江南区).
ABROAD = re.compile(
    "^(?:日本|东京(?!城)|大阪|韩国|首尔|釜山|蒙古国|俄罗斯|越南|河内|老挝|柬埔寨|金边|缅甸|仰光|泰国|曼谷|"
    "新加坡|马来西亚|吉隆坡|菲律宾|马尼拉|印度|尼泊尔|美国|纽约|加拿大|英国|伦敦|法国|巴黎|德国|"
    "意大利|西班牙|澳大利亚|悉尼|新西兰)"
)

# The corps lies all over Xinjiang; its divisions are aliases in the gazetteer.
CORPS = ("新疆生产建设兵团", "新疆兵团", "生产建设兵团")

# What people of a province call its city, and places that are no division but lie in one.
COLLOQUIAL = {
    "哈市": "230100", "齐市": "230200", "呼市": "150100", "乌市": "650100",
    "海甸岛": "460108", "邱北县": "532626", "米东新区": "650109",
    "喀喇沁左翼旗": "211324",
    "香港新界": "810000", "香港九龙": "810000", "香港岛": "810000",
}  # fmt: skip
# Short names that streets bear too (旅顺路) → what they are short for.
COLLOQUIAL_SHORT = {
    "旅顺": "旅顺口区", "杨凌": "杨凌示范区", "雄安": "雄安新区", "洋浦": "洋浦经济开发区",
    "横琴": "横琴新区", "前海": "前海合作区", "西咸": "西咸新区", "贵安": "贵安新区",
    "净月": "净月开发区", "大亚湾": "大亚湾区", "仲恺": "仲恺区", "冷湖": "冷湖行政委员会",
    "宝泉岭": "宝泉岭农垦", "红兴隆": "红兴隆农垦", "建三江": "建三江农垦",
}  # fmt: skip
# Names as the code books of 1980 to 2019 misspelt them, and lists after them → as they are written.
# They lead to their area, with a word about it; on a picture they are as likely misread.
MISSPELT = {
    "乔口区": "硚口区", "虎亭区": "猇亭区", "荔蒲县": "荔浦县", "华莹市": "华蓥市",
    "墉桥区": "埇桥区", "廛河回族区": "瀍河回族区", "廛河区": "瀍河回族区", "荷泽市": "菏泽市",
    "师河区": "浉河区", "江洲区": "江州区", "邵通市": "昭通市", "邵通县": "昭通县",
}  # fmt: skip
# What a reader should know of a name that is none of the ministry's list.
REMARKS = {
    "邱北县": Sentence("「%(old)s」今写作「%(new)s」。", old="邱北县", new="丘北县"),
    "加格达奇区": Sentence(
        "「加格达奇区」由大兴安岭地区管理，不是法定的县级区划，按大兴安岭地区算。"
    ),
}
REMARKS |= {
    wrong: Sentence("「%(wrong)s」应写作「%(right)s」。", wrong=wrong, right=right)
    for wrong, right in MISSPELT.items()
}

# Of an abolished area that was divided, the one that took most of it or its seat, where that is
# known: 2020 (邢台县 → 信都区), 2025 (渝北区 → 两江新区), 2021 (江干区 → 上城区), 2019 (莱芜市).
PRINCIPAL = {"邢台县": "130503", "渝北区": "500157", "江干区": "330102", "莱芜市": "370116"}
PRINCIPAL |= {"渝北": "500157", "江干": "330102"}
PRINCIPAL |= {"金普新区": "210213"}  # 金州区, which the zone runs; a part of 普兰店区 is in it
