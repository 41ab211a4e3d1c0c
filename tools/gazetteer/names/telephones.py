"""Telephone area codes of prefectures and of counties that differ: phonenumbers' table inverted.

Source: phonenumbers.geodata (Apache-2.0): descriptions such as 四川省成都市、资阳市、眉山市.
"""

import importlib
from pathlib import Path
from typing import Any

from tools.gazetteer.sources.packages import imported

# What the table lacks, shortens (033 for 0335) or says for two prefectures at once (晋中 and 吕梁
# have one each), from the numbering plan as operators publish it; judged by judge/points.py
# against a real list. 公主岭 came from 四平 to 长春 in 2020: both codes are met.
_BY_HAND = """
110000 010
120000 022
310000 021
500000 023
130300 0335
140600 0349
140700 0354
141100 0358
220184 0431 0434
222400 0433
330900 0580
340500 0555
341600 0558
360600 0701
410200 0371
419001 0391
429004 0728
429005 0728
429006 0728
429021 0719
430200 0731
430300 0731
450800 0775
451100 0774
451300 0772
451400 0771
460300 0898
460400 0898
533100 0692
533400 0887
542500 0897
620200 0937
620300 0935
632801 0979
650202 0992
654003 0992
654202 0992
654203 0993
654226 0990
659001 0993
659002 0997
659003 0998
659004 0994
659005 0906
659006 0996
659007 0909
659008 0999
659009 0903
659010 0992
659011 0902
659012 0901
"""
# Two prefectures of the table's description in one line that have a code each by hand, and a code
# that the table gives to a prefecture for one of its cities only.
_NOT = {("0979", "632800"), ("0992", "654000"), ("0354", "141100"), ("0358", "140700")}


def telephone_rows(
    upper: dict[str, str], short: dict[str, str], wheels: Path
) -> list[tuple[str, str]]:
    """(adcode, codes parted by spaces), in code order; SystemExit for a prefecture without one."""
    lines = map(str.split, _BY_HAND.strip().split("\n"))
    found = {code: numbers for code, *numbers in lines}
    for number, words in _described(wheels):
        for code in _meant(words, upper, short):
            if (number, code) not in _NOT and code not in found:
                found[code] = [number]
    found |= {code: ["0898"] for code in upper if code.startswith("469")}  # 海南's own counties
    for code, name in upper.items():
        if _is_prefecture(code) and code not in found:
            raise SystemExit(f"{name} has no telephone area code: add it to _BY_HAND.")
    return sorted((code, " ".join(numbers)) for code, numbers in found.items())


def _is_prefecture(code: str) -> bool:
    """Of the mainland; elsewhere one dials another country code."""
    return code.endswith("00") and not code.endswith("0000") and code[:2] not in ("71", "81", "82")


def _described(wheels: Path) -> list[tuple[str, str]]:
    """(area code with its 0, description in Chinese) of the landline area codes."""
    imported("phonenumbers", wheels)
    table: dict[str, Any] = importlib.import_module("phonenumbers.geodata").GEOCODE_DATA
    lines = []
    for prefix, languages in table.items():
        digits = prefix.removeprefix("86")
        is_area = len(digits) == (2 if digits[:1] in ("1", "2") else 3)
        if prefix.startswith("86") and is_area and "zh" in languages and digits[0] != "1":
            lines.append(("0" + digits, str(languages["zh"])))
    return sorted(lines)


def _meant(words: str, upper: dict[str, str], short: dict[str, str]) -> list[str]:
    """The prefectures named after the province's name: 吉林省吉林市 is one, not the province."""
    for code, name in upper.items():
        if code.endswith("0000") and words.startswith((name, short[code])):
            rest = words.removeprefix(name) if words.startswith(name) else words[len(short[code]) :]
            parts = rest.split("、")
            return [
                each
                for each in upper
                if each[:2] == code[:2]
                and each.endswith("00")
                and each != code
                and any(part.startswith(short[each]) for part in parts)
            ]
    return []
