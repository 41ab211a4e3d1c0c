"""What families need to know, each statement with the published text that bears it.

Only sources of the press and the authorities themselves; what was read second-hand is left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """heading and text: plain Chinese, our own words. published_on: ISO 8601, may be partial."""

    heading: str
    text: str
    source: str
    url: str
    published_on: str


_XINHUA_2022 = (
    "新华社关于 5000 余个免费采血点的报道",
    "https://finance.sina.com.cn/tech/2022-07-05/doc-imizirav1986156.shtml",
    "2022-07-05",
)
_SOUTHERN_WEEKLY_2021 = (
    "南方周末关于 3000 余个免费采血点的报道",
    "https://infzm.com/contents/207443",
    "2021-06-01",
)
_SOUTHERN_METROPOLIS_2021 = (
    "南方都市报关于免费采血点的报道",
    "https://oeeee.com/html/202106/01/1094030.html",
    "2021-06-01",
)
_LIFE_DAILY_2021 = (
    "生活报（黑龙江）关于采血过程的报道",
    "http://epaper.hljnews.cn/shb/pc/con/202106/06/content_33307.html",
    "2021-06-06",
)
_YOUTH_DAILY_2015 = (
    "中国青年报关于全国打拐 DNA 数据库的报道",
    "http://zqb.cyol.com/html/2015-03/09/nw.D110000zgqnb_20150309_6-T02.htm",
    "2015-03-09",
)
_JIMU_2022 = (
    "极目新闻关于湖北 136 个免费采血点的报道",
    "http://ctjt.rmjtxw.com/qczx/20220705/443.html",
    "2022-07-05",
)
_NANTONG_2021 = (
    "南通市公安机关公布的采血点（网易转载）",
    "https://3g.163.com/news/article/G9UOJFET0521QCR0.html",
    "2021",
)

STATEMENTS = (
    Statement(
        "谁可以去采",
        "孩子走失、被拐的父母，怀疑自己是被拐来的人，不知道自己身世的人，都可以去。",
        *_SOUTHERN_WEEKLY_2021,
    ),
    Statement("要不要钱", "不要钱。采血和化验的费用由公安机关承担。", *_YOUTH_DAILY_2015),
    Statement(
        "要不要回老家",
        "不用。不受户籍和地区限制，可以去离您最近的采血点。",
        *_XINHUA_2022,
    ),
    Statement(
        "去以前做什么",
        "先和采血点联系，再就近去。",
        *_SOUTHERN_WEEKLY_2021,
    ),
    Statement(
        "带什么",
        "带身份证（武汉江岸区的民警这样说，别处请先打电话问）。我们读到的公告都没有要求户口本或预约。",
        *_JIMU_2022,
    ),
    Statement("怎么采", "在指尖采一点血。", *_LIFE_DAILY_2021),
    Statement(
        "父母两个人都去吗",
        "能都去最好：数据库把孩子、父亲、母亲的结果放在一起比对。",
        *_YOUTH_DAILY_2015,
    ),
    Statement(
        "有一方去不了怎么办",
        "父亲或母亲已经不能采血的，可以交他们用过的东西。新疆伊犁有一例，"
        "用去世 17 年的母亲的遗物比中了。",
        *_SOUTHERN_METROPOLIS_2021,
    ),
    Statement(
        "采完以后",
        "血样送去检验，录入全国的数据库，由电脑比对。比中以后会请双方再采一次来确认。"
        "要等多久，没有人能保证。",
        *_LIFE_DAILY_2021,
    ),
    Statement(
        "附近没有采血点怎么办",
        "请问最近的派出所。江苏南通的警方说过：就近的派出所可以采，再转送到采血点。"
        "别的地方不一定，所以要先打电话问。",
        *_NANTONG_2021,
    ),
    Statement(
        "还可以去哪里看",
        "2017 年公安部和高德地图一起标注了免费采血点，可以在高德地图里搜「DNA采集点」试试。"
        "现在还标不标，我们没有核实过；那是另一家的资料，去以前也要先打电话。",
        "新华社关于高德地图标注采集点的报道",
        "",
        "2017-09-05",
    ),
    Statement(
        "别弄混了",
        "献血点、血站是献血的地方，不是寻亲采血点。有的地方给本地男性采血建 Y-STR 库，"
        "那也是另外一件事。",
        "联合新闻网关于锡林浩特 Y-STR 采血的报道",
        "https://udn.com/news/story/7332/9019447",
        "2025-09-21",
    ),
)
