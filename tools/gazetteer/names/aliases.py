"""Further forms of names in use: letters of provinces, 恩施州, 阿左旗, corps divisions, zones.

A form may mean several areas (雄安新区 is three counties). All by rule or by hand.
"""

from collections.abc import Iterator

from tools.gazetteer.names.zones import zones

# The official one-character abbreviations of the provinces (the second of each pair is in use too).
_LETTERS = """
京 110000 津 120000 冀 130000 晋 140000 蒙 150000 辽 210000 吉 220000 黑 230000 沪 310000
申 310000 苏 320000 浙 330000 皖 340000 闽 350000 赣 360000 鲁 370000 豫 410000 鄂 420000
湘 430000 粤 440000 桂 450000 琼 460000 渝 500000 川 510000 蜀 510000 贵 520000 黔 520000
云 530000 滇 530000 藏 540000 陕 610000 秦 610000 甘 620000 陇 620000 青 630000 宁 640000
新 650000 港 810000 澳 820000 台 710000
"""

_SHORTER = """
内蒙 150000 内蒙古区 150000 内蒙古省 150000 广西省 450000 西藏省 540000 宁夏省 640000
新疆省 650000 广西区 450000 宁夏区 640000 西藏区 540000 新疆区 650000 香港特区 810000
澳门特区 820000 臺灣 710000 台灣 710000 臺北 710100 臺中 710400 臺南 710300 锡盟 152500
阿盟 152900 呼盟 150700 巴盟 150800 伊盟 150600 哲盟 150500 昭盟 150400 乌盟 150900 巴州 652800
博州 652700 克州 653000 伊犁州 654000 昌吉州 652300 版纳 532800 版纳州 532800 湘西自治州 433100
恩施自治州 422800 延边自治州 222400 土左旗 150121 土右旗 150221 达茂旗 150223 达茂联合旗 150223
阿旗 150421 巴林左旗 150422 巴左旗 150422 巴右旗 150423 克旗 150425 翁旗 150426 喀旗 150428
敖汉 150430 科左中旗 150521 科左后旗 150522 扎旗 150526 达旗 150621 准旗 150622 准格尔 150622
鄂前旗 150623 杭锦 150625 伊旗 150627 莫旗 150722 鄂温克旗 150724 鄂伦春旗 150723 陈旗 150725
新左旗 150726 新右旗 150727 乌前旗 150823 乌中旗 150824 乌后旗 150825 杭后 150826
察右前旗 150926 察右中旗 150927 察右后旗 150928 四子王 150929 科右前旗 152221 科右中旗 152222
扎赉特 152223 苏左旗 152523 苏右旗 152524 东苏旗 152523 西苏旗 152524 东乌旗 152525
西乌旗 152526 太旗 152527 阿左旗 152921 阿右旗 152922 额旗 152923 喀左 211324 喀左县 211324
喀左蒙古族自治县 211324 阜蒙县 210921 前郭 220721 前郭县 220721 杜蒙 230624 杜蒙县 230624
本溪满族县 210521 大厂 131028 围场 130828 湟中县 630106 河南县 632324 东乡县 622926
积石山县 622927 阿克塞县 620924 张家川县 620525 塔县 653131 察县 654022 和丰县 654226
和布克赛尔县 654226 巴里坤县 650521 木垒县 652328 焉耆县 652826 双江县 530925 镇沅县 530825
孟连县 530827 贡山县 533324 神农架 429021 滨海 120116 浦东 310115
"""

# As the code books of the years 1980 to 2019 misspelt them, and lists after them.
_MISSPELT = """
杨凌区 610403 乔口区 420104 虎亭区 420505 荔蒲县 450381 华莹市 511681 墉桥区 341302
廛河回族区 410304 廛河区 410304
荷泽市 371700 师河区 411502 江洲区 451402 邵通市 530600 邵通县 530602 马尔康区 513201
"""

# Divisions of the Xinjiang corps and the city each runs; the 11th and 12th sit in 乌鲁木齐.
_CORPS = """
一 659002 二 659006 三 659003 四 659008 五 659007 六 659004 七 659010 八 659001 九 659012
十 659005 十一 650100 十二 650100 十三 659011 十四 659009
"""
_CORPS_FORMS = (
    "新疆生产建设兵团第{}师", "新疆兵团第{}师", "兵团第{}师", "兵团{}师", "农业第{}师", "农{}师",
)  # fmt: skip


def _aliases(upper: dict[str, str], short: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(form, codes of today parted by commas)."""
    yield from _pairs(_LETTERS)
    yield from _pairs(_MISSPELT)
    yield from shorter_forms(upper, short)
    for number, code in _pairs(_CORPS):
        for form in _CORPS_FORMS:
            yield form.format(number), code
    yield from zones(short)


def shorter_forms(upper: dict[str, str], short: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(form, code): 恩施州, 喀左县, 阿左旗 and the like."""
    yield from _pairs(_SHORTER)
    for code, name in upper.items():
        for kind in ("自治州", "自治县", "自治旗"):
            if name.endswith(kind):
                yield short[code] + kind[-1], code


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    words = table.split()
    return zip(words[::2], words[1::2], strict=True)


def alias_rows(upper: dict[str, str], short: dict[str, str]) -> list[tuple[str, str]]:
    """The table's rows, without forms that are the area's name or short name; SystemExit for a code
    of no area."""
    rows = set(_aliases(upper, short))
    for form, codes in rows:
        for code in codes.split(","):
            if code not in upper:
                raise SystemExit(f"The alias {form} leads to {code}, which is not in today's list.")
    return sorted(row for row in rows if row[0] not in (upper.get(row[1]), short.get(row[1])))
