"""Write texts that name places, with the areas each one means, to measure the understanding.

Run: python -m tools.place_texts [--count N] [--seed S] [--out FILE] [--check]
The texts are made from the division list itself, in the ways people write places: whole, with
parts left out, short, split, reordered, old, in pinyin, with streets of cities' names. The same
seed gives the same texts. --check asks the gazetteer and prints how many came out right, wrong
or as a question back.
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from sites.areas import Area, Gazetteer, gazetteer

# Streets that bear the names of cities and provinces, which every larger town has.
STREETS = (
    "南京路", "北京东路", "延安西路", "西安大路", "长江路", "黄河大道", "中山北路", "人民路",
    "解放路", "和平街", "新华大街", "建设路", "上海路", "重庆路", "山东路", "昆明街", "大连街",
    "延吉路", "太原路", "鼓楼大街", "海南路", "朝阳路", "公园路", "文昌巷", "东方路",
)  # fmt: skip
UNITS = ("公安局", "公安局刑侦大队", "公安分局", "公安局刑事科学技术室", "救助管理站", "派出所")
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
    return "".join(each.short for each in path[-2:])


def short_split(choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return choose.choice((" ", "，", "-", "/")).join(each.short for each in path)


def short_street(choose: random.Random, _area: Area, path: tuple[Area, ...]) -> str:
    return "".join(each.short for each in path) + _street(choose)


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


def judge(places: Gazetteer, text: str, right: set[str]) -> str:
    """right: the area or one below it · asked: several, the right one among them · coarse: an
    area above it · nothing · wrong."""
    found = [area.adcode for area in places.understand(text).areas]
    if not found:
        return "nothing"
    if any(code in right or code[:6] in right for code in found):
        return "right" if len({code[:6] for code in found}) == 1 else "asked"
    above = {area.adcode for code in right for area in places.path(code)}
    return "coarse" if above.issuperset(found) else "wrong"


def check(places: Gazetteer, made: list[tuple[str, str, set[str]]]) -> None:
    verdicts: dict[str, Counter[str]] = {}
    for group, text, right in made:
        verdict = judge(places, text, right)
        verdicts.setdefault(group, Counter())[verdict] += 1
        if verdict != "right":
            found = [area.adcode for area in places.understand(text).areas]
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
    if options.check:
        check(gazetteer(), made)
        return
    rows = ((group, text, " ".join(sorted(right))) for group, text, right in made)
    target = options.out.open("w", encoding="utf-8", newline="") if options.out else sys.stdout
    with target:
        csv.writer(target).writerows([("group", "text", "adcodes"), *rows])


if __name__ == "__main__":
    main()
