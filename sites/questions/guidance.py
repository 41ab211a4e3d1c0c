"""What families need to know, each statement with the published text that bears it.

Only sources of the press and the authorities themselves; what was read second-hand is left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """heading and text: plain Chinese, our own words. published_on: ISO 8601, may be partial.
    source: empty where we say what no source says (NOT_SAID), or what everybody knows (SERVICES).
    """

    heading: str
    text: str
    source: str = ""
    url: str = ""
    published_on: str = ""


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

BRING = Statement(
    "带什么",
    "带身份证（武汉江岸区的民警这样说，别处请先打电话问）。我们读到的公告都没有要求户口本或预约。",
    *_JIMU_2022,
)
# What is still open when no number of the list answers.
CRIMINAL_DEPARTMENTS = Statement(
    "名单上的都打不通怎么办",
    "公安部 2021 年 3 月说过：丢了孩子的父母、怀疑自己是被拐来的人，可以到附近公安机关的刑侦部门"
    "去采血。去以前打 110，问清楚是哪一个部门、几点能采。",
    "人民日报关于公安部找被拐儿童的报道（我们读到的是转载）",
    "",
    "2021-03-30",
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
    BRING,
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
    CRIMINAL_DEPARTMENTS,
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

# An answer to who asks about money; the guide has it in "要不要钱" and at the foot of each page.
NO_FEE = Statement(
    "有人要钱怎么办",
    "公安机关给寻亲的人采血不要钱。谁要钱，谁是骗子：别交钱，别转账，拿不准打 110。"
    "做亲子鉴定的公司、店铺要收费，不是这里说的采血点。",
    *_YOUTH_DAILY_2015,
)

# What families ask and none of the sources that we read says, with whom to ask.
_ASK = "请打电话问要去的采血点，或者打 110 问当地公安机关。"
LIVING_ABROAD = Statement(
    "人在国外怎么办",
    "我们读到的资料没有说在国外怎么采。请打电话问老家或国内亲人附近的采血点，"
    "也可以问当地的中国使领馆。",
)
NOT_SAID = (
    Statement("派出所不给采怎么办", f"我们读到的资料没有说。可以换一个采血点问，不看户籍。{_ASK}"),
    Statement("几点上班", f"时间各处不同，很多没有公布。{_ASK}"),
    Statement("会不会泄露隐私", f"我们读到的资料没有细说血样和资料怎么保密。{_ASK}"),
    LIVING_ABROAD,
    Statement("多大年纪能采", f"我们读到的资料没有说年龄的限制。{_ASK}"),
    Statement("能不能用头发、口水", f"我们读到的资料只说采血。别的行不行，{_ASK}"),
    Statement("能不能寄血样、上门采", f"我们读到的资料没有说可以邮寄或上门。别自己寄，{_ASK}"),
    Statement(
        "兄弟姐妹、爷爷奶奶能采吗",
        f"我们读到的资料主要说父母和找亲人的本人，没有说别的亲属行不行。{_ASK}",
    ),
    Statement("采过了还要再采吗", f"我们读到的资料没有说要不要再采、血样留多久。{_ASK}"),
    Statement(
        "要不要空腹，身体不好能不能采",
        f"我们读到的资料没有说要空腹、停药，也没有说谁的身体不能采。{_ASK}",
    ),
    Statement(
        "养父母会怎么样",
        "我们读到的资料没有说。法律上的问题可以拨 12348 法律援助热线问，或者问当地公安机关。",
    ),
    Statement("没有身份证怎么办", f"我们读到的资料没有说没有身份证能不能采。{_ASK}"),
    Statement(
        "采血点的电话", "我们没有查到全国统一的采血电话。请找到您附近的采血点，那里写着它的电话。"
    ),
    Statement("孩子刚走丢", "请马上打 110 报警。"),
    Statement("别的问题", f"采血须知里没有这一条。{_ASK}"),
)

# Numbers that everybody in China dials as they are; none is a collection site's.
SERVICES = {
    "110": Statement(
        "110 是报警电话", "请直接在电话上拨 110。被骗了、找不到采血点、派出所不受理，都可以打。"
    ),
    "114": Statement("114 是查号台", "要问单位的电话，请直接拨 114；外地的前面加区号。"),
    "119": Statement("119 是火警电话", "着火、要救援，请直接拨 119。"),
    "120": Statement("120 是急救电话", "有人生病、受伤，请直接拨 120。"),
    "122": Statement("122 是交通事故报警电话", "请直接拨 122。"),
    "12110": Statement("12110 是短信报警号码", "不方便说话时，可以发短信到 12110 报警。"),
    "12345": Statement(
        "12345 是政务服务便民热线", "要问、要投诉，请直接拨 12345；外地的前面加区号。"
    ),
    "12348": Statement("12348 是法律援助热线", "要问法律，请直接拨 12348。"),
    "12338": Statement("12338 是妇女维权热线", "请直接拨 12338。"),
    "12355": Statement("12355 是青少年服务热线", "请直接拨 12355。"),
    "96110": Statement("96110 是反诈骗电话", "怕被骗，请直接拨 96110；96110 打来的也请接。"),
}
