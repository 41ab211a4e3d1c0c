"""Write texts that name places, with the areas each one means, to measure the understanding.

Run: python -m tools.place_texts [--count N] [--seed S] [--out FILE] [--check]
The texts are made from the division list itself, in the ways people write places: whole, with
parts left out, short, split, reordered, old, in pinyin, with one wrong character, with streets of
cities' names. The same seed gives the same texts. --check asks the gazetteer and prints how many
came out right, wrong or as a question back.
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from sites.areas import Area, Gazetteer, gazetteer
from sites.areas.naming import quoted_names, short_full_name
from sites.geocoding import PlaceText, resolve_area
from sites.understanding import understand

# Streets that bear the names of cities and provinces, which every larger town has.
STREETS = (
    "南京路", "北京东路", "延安西路", "西安大路", "长江路", "黄河大道", "中山北路", "人民路",
    "解放路", "和平街", "新华大街", "建设路", "上海路", "重庆路", "山东路", "昆明街", "大连街",
    "延吉路", "太原路", "鼓楼大街", "海南路", "朝阳路", "公园路", "文昌巷", "东方路",
)  # fmt: skip
UNITS = ("公安局", "公安局刑侦大队", "公安分局", "公安局刑事科学技术室", "救助管理站", "派出所")
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
_MISPRINTS = 400  # there are not many more counties with one of these characters
Maker = Callable[[random.Random, Area, tuple[Area, ...]], str]


def _street(choose: random.Random) -> str:
    return f"{choose.choice(STREETS)}{choose.randrange(1, 400)}号"


def _names(path: tuple[Area, ...]) -> list[str]:
    return [area.name for area in path]


def full(choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return "".join(_names(path)) + _street(choose)


def no_province(choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return "".join(_names(path[1:] if len(path) > 2 else path)) + _street(choose)


def no_city(choose: random.Random, area: Area, path: tuple[Area, ...]) -> str:
    return path[0].name + area.name + _street(choose)


def county_only(choose: random.Random, area: Area, _path: tuple[Area, ...]) -> str:
    return area.name + choose.choice(("", _street(choose), choose.choice(UNITS)))


def short(_choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return short_full_name(path[-2:])


def short_split(choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return choose.choice((" ", "，", "-", "/")).join(each.short for each in path)


def short_street(choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return short_full_name(path) + _street(choose)


def half_short(choose: random.Random, area: Area, path: tuple[Area, ...]) -> str:
    return path[-2].short + area.name + _street(choose)


def reordered(choose: random.Random, area: Area, path: tuple[Area, ...]) -> str:
    above = choose.choice((path[-2].name, "".join(_names(path[:-1])), path[0].short))
    return f"{area.name}{choose.choice((' ', '，', '（'))}{above}"


def unit(choose: random.Random, area: Area, path: tuple[Area, ...]) -> str:
    return path[-2].name + area.name + choose.choice(UNITS)


def branch(choose: random.Random, area: Area, path: tuple[Area, ...]) -> str:
    return f"{path[-2].name}公安局{area.short}分局" + choose.choice(("", "刑侦大队"))


MAKERS: dict[str, Maker] = {
    "full": full, "no province": no_province, "no city": no_city, "county only": county_only,
    "short": short, "short, split": short_split, "short, street": short_street,
    "half short": half_short, "reordered": reordered, "unit": unit, "branch": branch,
}  # fmt: skip


def texts(places: Gazetteer, count: int, seed: int) -> Iterator[tuple[str, str, set[str]]]:
    """(group, text, codes that are right): `count` texts of each group."""
    choose = random.Random(seed)  # noqa: S311 - for samples, not for secrets
    counties = [area for area in places.all("county") if area.adcode[:2] < "70"]
    for group, make in MAKERS.items():
        for area in choose.sample(counties, count):
            yield group, make(choose, area, places.path(area.adcode)), {area.adcode}
    yield from _townships(places, count, choose)
    yield from _old(places, count, choose)
    yield from _latin(places, counties, count, choose)


def _townships(
    places: Gazetteer, count: int, choose: random.Random
) -> Iterator[tuple[str, str, set[str]]]:
    townships = places.all("township")
    seen = Counter(area.name for area in townships)
    for area in choose.sample(townships, count):
        county = places.get(area.adcode[:6])
        if county is not None:
            yield "county and town", county.name + area.name + _street(choose), {area.adcode}
            yield "town", "".join(_names(places.path(area.adcode))), {area.adcode}
    alone = [area for area in townships if seen[area.name] == 1]
    for area in choose.sample(alone, count):
        yield "town alone", area.name, {area.adcode}


def _old(
    places: Gazetteer, count: int, choose: random.Random
) -> Iterator[tuple[str, str, set[str]]]:
    """Names abolished since 1990: under their city, and alone where none bears the name today."""
    spellings = list(places.spellings())
    today = {spelling.text for spelling in spellings if spelling.kind != "old"}
    since_1990 = [
        spelling
        for spelling in spellings
        if spelling.year >= 1990 and spelling.note.startswith(f"「{spelling.text}」")
    ]
    for spelling in choose.sample(since_1990, min(count, len(since_1990))):
        above = places.path(spelling.adcode)[-2:][0]
        right = set(spelling.successors)
        yield "old, street", above.name + spelling.text + _street(choose), right
        if spelling.text not in today:
            yield "old", spelling.text, right


def _latin(
    places: Gazetteer, counties: list[Area], count: int, choose: random.Random
) -> Iterator[tuple[str, str, set[str]]]:
    for area in choose.sample(counties, count):
        above, own = places.pinyin(area.parent or ""), places.pinyin(area.adcode)
        if above and own:
            yield "pinyin", f"{above[-2 if len(above) > 3 else 0]} {own[0]}".title(), {area.adcode}


def misprints(places: Gazetteer, count: int, seed: int) -> Iterator[tuple[str, str, set[str]]]:
    """Province, city and a county with one character of the same sound in its place; only where
    no area of China is called so."""
    choose = random.Random(seed)  # noqa: S311 - for samples, not for secrets
    known = {spelling.text for spelling in places.spellings()}
    slips = {one: group.replace(one, "") for group in _SAME_SOUND for one in group}
    counties = [area for area in places.all("county") if area.adcode[:2] < "70"]
    choose.shuffle(counties)
    for area in counties:
        spots = [i for i, character in enumerate(area.short) if character in slips]
        if not spots or not count:
            continue
        spot = choose.choice(spots)
        wrong = area.name[:spot] + choose.choice(slips[area.name[spot]]) + area.name[spot + 1 :]
        if wrong not in known and wrong[:-1] not in known:
            above = "".join(_names(places.path(area.adcode)[:-1]))
            yield "one wrong", above + wrong + _street(choose), {area.adcode}
            count -= 1


def judge(places: Gazetteer, text: str, right: set[str]) -> str:
    """right: the area or one below it; of a name that was divided, exactly what it became ·
    proposed: an area above it, and in words the one that was meant · asked: several, the right
    one among them · coarse: an area above it · nothing · wrong."""
    found = [area.adcode for area in understand(places, text).areas]
    if not found:
        return "nothing"
    if len(right) > 1 and set(found) == right:
        return "right"
    if any(code in right or code[:6] in right for code in found):
        return "right" if len({code[:6] for code in found}) == 1 else "asked"
    above = {area.adcode for code in right for area in places.path(code)}
    if not above.issuperset(found):
        return "wrong"
    return _judge_proposals(text, right) or "coarse"


def _judge_proposals(text: str, right: set[str]) -> str:
    """proposed or wrong where a note names one area; empty where none does."""
    notes = [note for note in resolve_area(PlaceText(address=text)).notes if "是不是" in note]
    if not notes:
        return ""
    is_right = len(notes) == 1 and any(
        f"是不是{quoted_names(gazetteer(), (code,))}？" in notes[0] for code in right
    )
    return "proposed" if is_right else "wrong"


def check(places: Gazetteer, made: list[tuple[str, str, set[str]]]) -> None:
    verdicts: dict[str, Counter[str]] = {}
    for group, text, right in made:
        verdict = judge(places, text, right)
        verdicts.setdefault(group, Counter())[verdict] += 1
        if verdict != "right":
            found = [area.adcode for area in understand(places, text).areas]
            print(verdict, group, text, sorted(right), found, sep="\t")
    total = sum(verdicts.values(), Counter())
    for group, counts in (*verdicts.items(), ("all", total)):
        share = ", ".join(f"{name} {n / counts.total():.2%}" for name, n in counts.most_common())
        print(f"{group:16} {counts.total():6} {share}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400, help="texts of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="file to write; otherwise the terminal")
    parser.add_argument("--check", action="store_true", help="ask the gazetteer and count")
    options = parser.parse_args()
    made = list(texts(gazetteer(), options.count, options.seed))
    made += misprints(gazetteer(), min(options.count, _MISPRINTS), options.seed)
    if options.check:
        check(gazetteer(), made)
        return
    rows = ((group, text, " ".join(sorted(right))) for group, text, right in made)
    target = options.out.open("w", encoding="utf-8", newline="") if options.out else sys.stdout
    with target:
        csv.writer(target).writerows([("group", "text", "adcodes"), *rows])


if __name__ == "__main__":
    main()
