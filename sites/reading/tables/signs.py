"""What the cells of a column look like: a number to call, a unit, an address, an area's name."""

import re

# Short names of the 34 provinces and of the Corps, as a cell or a section heading begins.
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川"
    "|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
PROVINCE = re.compile(
    rf"(?:北京|天津|上海|重庆)市|(?:{_PROVINCES})(?:省|(?:壮族|回族|维吾尔)?自治区|特别行政区)?"
    r"|新疆生产建设兵团"
)
CITY = re.compile(r"[\u3400-\u9fff]{1,12}(?:市|州|盟|地区)")
COUNTY = re.compile(r"[\u3400-\u9fff]{1,14}(?:县|区|旗|市)")
# A number to call, which makes a line data whatever else it holds. Not a date: 20220705.
_BETWEEN = r"[-\s.·]?"
PHONE = re.compile(
    r"(?<![0-9.])(?:[0-9]{9,}|0[0-9]{2,3}[-\s).·]*[0-9]{4,8}"
    rf"|1[3-9][0-9](?:{_BETWEEN}[0-9]){{8}}|[48]00(?:{_BETWEEN}[0-9]){{7}}"
    r"|(?!20[0-2][0-9][01])[2-9][0-9]{6,7})(?![0-9])"
)
UNIT = re.compile(
    r".{2,}(?:局|队|所|站|中心|支队|大队|室|科|处|办|点|部|厅|院|办公室|警署)(?:\(.*\))?"
)
ADDRESS = re.compile(r".*(?:[路街道巷弄号镇乡村区县市旗组楼栋院内旁侧口段]|对面|附近).*")
