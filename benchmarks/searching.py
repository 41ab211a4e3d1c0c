"""Search: how fast each class of question is answered, and whether every true hit is found."""

import re
from collections.abc import Callable
from random import Random
from time import perf_counter

from benchmarks.table import Line, at_most, number
from benchmarks.timing import timed
from sites.areas import Area, gazetteer
from sites.directory.search import Search
from sites.records import Phone, Site
from sites.text import squeeze

SIZE = 5_200
QUESTIONS = 200
_GATE_MS = 0.3
_BUILD_GATE_S, _BUILDS = 0.15, 3
_UNITS = (
    "{county}公安局刑侦大队（演示）",
    "{city}公安局{short}分局刑事侦查大队（演示）",
    "{short}公安分局刑警大队（演示）",
    "{county}公安局演示派出所",
)
Draw = Callable[[Random, Site], str]


def lines() -> list[Line]:
    """The build, then each class of question with its recall."""
    sites = _world()
    gazetteer().pinyin("110000")  # reading the gazetteer is measured elsewhere
    search, build_s = _built(sites)
    scan = _Scan(sites)
    work = f"search: build for {SIZE:,}, best of {_BUILDS}"
    found = [at_most(work, build_s, _BUILD_GATE_S, "s")]
    for name, question_from in _CLASSES.items():
        draw = Random(3)
        questions = [question_from(draw, site) for site in draw.sample(sites, QUESTIONS)]
        found += _asked(name, questions, search, scan)
    return found


def _built(sites: list[Site]) -> tuple[Search, float]:
    least_s = float("inf")
    for _ in range(_BUILDS):
        start = perf_counter()
        search = Search(sites, gazetteer())
        least_s = min(least_s, perf_counter() - start)
    return search, least_s


def _asked(name: str, questions: list[str], search: Search, scan: "_Scan") -> list[Line]:
    timing = timed(search.find, questions)
    plain = timed(scan.find, questions[:20])
    hits = [(set(search.find(each).positions.tolist()), scan.find(each)) for each in questions]
    true = sum(len(expected) for _, expected in hits)
    recall = sum(len(found & expected) for found, expected in hits) / true
    beside = (
        f"p99 {number(timing.p99_ms)} ms; {number(true / len(questions))} hits; "
        f"plain scan {number(plain.p50_ms)} ms"
    )
    return [
        at_most(f"search: {name}, p50", timing.p50_ms, _GATE_MS, "ms", beside),
        Line("… recall against a plain scan", f"{recall:.3f}", "1.000", recall == 1.0),
    ]


def _world() -> list[Site]:
    """Demonstration sites over all counties, named as real ones are, so that texts vary."""
    draw = Random(2)
    counties = gazetteer().all("county")
    return [_site(draw, counties[i % len(counties)]) for i in range(SIZE)]


def _site(draw: Random, area: Area) -> Site:
    names = gazetteer().names(area.adcode)
    unit = draw.choice(_UNITS).format(
        county=area.name, short=area.short, city=names.city or names.province
    )
    text = f"0{draw.randint(310, 999)}-0{draw.randrange(10**7):07}"
    address = f"{area.name}演示路{draw.randint(1, 999)}号"
    return Site(
        f"{draw.getrandbits(40):010x}", unit, area.adcode, names.province, names.city, names.county,
        address, (Phone(text, None, "landline"),), "", None, "demo", None, "", "",
    )  # fmt: skip


class _Scan:
    """The plain way: each word in each text of each site."""

    def __init__(self, sites: list[Site]) -> None:
        self._texts = [self._texts_of(site) for site in sites]

    @staticmethod
    def _texts_of(site: Site) -> list[str]:
        path = gazetteer().path(site.adcode)
        phones = [phone.text for phone in site.phones]
        texts = [site.unit, site.address, site.id, *phones]
        texts += ["".join(area.name for area in path), "".join(area.short for area in path)]
        texts += [re.sub(r"\D", "", phone) for phone in phones]
        texts += [each for area in path for each in gazetteer().pinyin(area.adcode)]
        return [squeeze(text) for text in texts]

    def find(self, question: str) -> set[int]:
        words = [squeeze(word) for word in question.split()]
        return {
            position
            for position, texts in enumerate(self._texts)
            if all(any(word in text for text in texts) for word in words)
        }


def _han(length: int) -> Draw:
    def question_from(draw: Random, site: Site) -> str:
        area = "".join(area.name for area in gazetteer().path(site.adcode))
        text = re.sub(r"\W", "", draw.choice((area, site.unit, site.address)))
        start = draw.randrange(len(text) - length + 1)
        return text[start : start + length]

    return question_from


def _digits(draw: Random, site: Site) -> str:
    digits = site.phones[0].text.replace("-", "")
    return digits[draw.randrange(4) :][: draw.randint(4, 11)]


_CLASSES: dict[str, Draw] = {
    "one character": _han(1),
    "two characters": _han(2),
    "three characters": _han(3),
    "two words": lambda draw, site: f"{_han(2)(draw, site)} {_han(3)(draw, site)}",
    "pinyin": lambda draw, site: draw.choice(gazetteer().pinyin(site.adcode)[:2]),
    "initials": lambda _draw, site: min(gazetteer().pinyin(site.adcode), key=len),
    "digits": _digits,
}
