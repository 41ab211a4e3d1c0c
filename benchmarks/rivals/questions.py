"""The texts that all packages are asked, with the areas each one means."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.product import HOME
from sites.areas import Gazetteer, gazetteer
from tools import place_texts

OWN = HOME / "tests" / "place_cases.csv"
SHARED = HOME.parent / "shared" / "data" / "place_cases.csv"
SEED = 20267
_EACH = 400
# Characters that one input-method syllable offers side by side, hand-made from the commonest
# characters of county names; no package's own table of slips was looked at.
_SAME_SOUND = (
    "侯候后", "州洲舟", "江姜疆", "阳杨洋", "平坪萍", "城成程", "安按", "宁凝咛", "河和禾",
    "山衫删", "新心欣", "西锡溪", "东冬", "南楠男", "北贝", "林临麟", "海孩", "丰峰锋",
    "永咏泳", "清青轻",
    "水睡", "县现线", "区曲", "湖胡葫", "泉全权", "龙隆笼", "长常场", "德得", "武五伍", "吉及极",
    "石时实", "昌倡", "宜移仪", "兴星幸", "化画", "原元源", "川穿", "沙纱", "关官", "通痛",
    "福服", "桥侨", "金津巾", "古谷骨", "港岗", "浦普铺", "镇振阵", "陵零灵", "口扣", "台抬",
    "文闻纹", "明名鸣", "定订", "康糠", "乐月", "田甜", "竹祝", "白百", "塘唐糖",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """mode: "one" = exactly one of `right`; "any" = all of `right` are equally meant, one alone is
    a guess; "none" = no place. right: six-digit codes."""

    group: str
    text: str
    mode: str
    right: frozenset[str]


def made(places: Gazetteer) -> list[Question]:
    """From the division list: whole, short, split, reordered, old, pinyin, and with one slip."""
    found = [
        Question(group, text, "one", frozenset(code[:6] for code in right))
        for group, text, right in place_texts.texts(places, _EACH, SEED)
    ]
    return [*found, *with_slips(places)]


def with_slips(places: Gazetteer) -> Iterator[Question]:
    """Province, city and a county with one character of the same sound in its place; only where
    no area of China is called so."""
    choose = random.Random(SEED)
    known = {spelling.text for spelling in places.spellings()}
    slips = {one: group.replace(one, "") for group in _SAME_SOUND for one in group}
    counties = [area for area in places.all("county") if area.adcode[:2] < "70"]
    choose.shuffle(counties)
    left = _EACH
    for area in counties:
        spots = [i for i, character in enumerate(area.short) if character in slips]
        if not spots or not left:
            continue
        spot = choose.choice(spots)
        wrong = area.name[:spot] + choose.choice(slips[area.name[spot]]) + area.name[spot + 1 :]
        if wrong in known or wrong[:-1] in known:
            continue
        above = "".join(each.name for each in places.path(area.adcode)[:-1])
        street = f"{choose.choice(place_texts.STREETS)}{choose.randrange(1, 400)}号"
        yield Question("one slip", above + wrong + street, "one", frozenset({area.adcode}))
        left -= 1


def written(path: Path) -> list[Question]:
    """Cases written by hand; nothing where the file is not there. Cases that ask inside a given
    area are left out: no other package has that question."""
    if not path.exists():
        return []
    modes = {"one": "one", "amb": "any", "none": "none"}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Question(
                row["group"],
                row["text"],
                modes[row["mode"]],
                frozenset(code[:6] for code in row["acceptable_adcodes"].split()),
            )
            for row in csv.DictReader(file)
            if not row.get("within")
        ]


def all_sets() -> dict[str, list[Question]]:
    """The sets by name."""
    from_list = made(gazetteer())
    return {
        "made": [question for question in from_list if question.group != "one slip"],
        "slips": [question for question in from_list if question.group == "one slip"],
        "own": written(OWN),
        "shared": written(SHARED),
    }
