"""Questions with their right answers put to a finder, and the verdict on what it says.

| form of `expected`    | right when |
|-----------------------|------------|
| area A                | one area is understood, and A stands in its names from the province down |
| choice of A,B         | several areas are offered, A and B among them |
| suggests A            | A is among the suggestions |
| first site A or B     | the first site's unit, area, address or number has A or B |
| honest …              | no area is taken and no site listed |
| the guide …           | statements of the guide stand in the answer |
| home page, error page | nothing is asked (blank), the text is refused with advice (too long) |

Several forms are parted by " / or ", the best one first. A site listed first that lies outside the
one area understood makes any answer misleading.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sites.areas import gazetteer
from sites.directory import Directory
from sites.errors import BadQuestionError
from sites.finding import Finder
from sites.records import Phone, Release, Site, SiteCounts
from tests.making import make_site

CASES = Path(__file__).with_name("cases")
Verdict = Literal["right", "choice", "ask", "misleading", "dead end"]
BAD = ("misleading", "dead end")


@dataclass(frozen=True, slots=True)
class Case:
    """verdict: what the code of 8418447 was judged to answer."""

    kind: str
    question: str
    expected: tuple[str, ...]
    verdict: str


def read_cases(name: str) -> list[Case]:
    """The cases of a file in tests/cases."""
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [
            Case(
                row["kind"],
                row["question"],
                tuple(row["expected"].split(" / or ")),
                row["verdict_8418447"],
            )
            for row in csv.DictReader(lines)
        ]


def judge(finder: Finder, case: Case) -> Verdict:
    """What the answer is worth; "right" only for the best of the accepted forms."""
    if not case.question.strip():
        return "right" if case.expected == ("home page",) else "dead end"
    try:
        answer = finder.search(case.question)
    except BadQuestionError:
        return "right" if "error page with advice" in case.expected else "dead end"
    if _leads_elsewhere(answer):
        return "misleading"
    for place, expected in enumerate(case.expected):
        if _fits(answer, expected):
            return _worth(expected, place)
    return _worth_of_the_rest(answer, case)


def _worth(expected: str, place: int) -> Verdict:
    form = expected.split(" ", 1)[0]
    if form == "honest":
        return "ask"
    return "choice" if form in ("choice", "suggests") or place else "right"


def _worth_of_the_rest(answer: Any, case: Case) -> Verdict:
    offered = [*map(path_of, answer.choices), *map(name_of, answer.suggestions)]
    wanted = [
        name for expected in case.expected for name in expected.partition(" ")[2].split(",") if name
    ]
    is_offered = any(name in each for each in offered for name in wanted)
    if len(answer.choices) == 1 or (answer.found and len(answer.choices) == 0):
        return "misleading"
    return "choice" if is_offered else "dead end"


def _fits(answer: Any, expected: str) -> bool:
    form, _, rest = expected.partition(" ")
    if form == "area":
        return len(answer.choices) == 1 and rest in path_of(answer.choices[0])
    if form == "choice":
        names = rest.removeprefix("of ").split(",")
        offered = [path_of(choice) for choice in answer.choices]
        return len(offered) > 1 and all(any(name in each for each in offered) for name in names)
    if form == "suggests":
        return any(rest in name_of(each) for each in answer.suggestions)
    if form == "first":
        return bool(answer.found) and any(
            name in _words_of(answer.found[0].site)
            for name in rest.removeprefix("site ").split(" or ")
        )
    if form == "honest":
        return not answer.choices and not answer.found
    return form == "the" and bool(getattr(answer, "statements", ()))


def _leads_elsewhere(answer: Any) -> bool:
    """One area understood, and a site outside it above all others: one listed as a namesake
    elsewhere stands below the nearest."""
    own = [each for each in answer.found if getattr(each, "group", "") != "elsewhere"]
    if len(answer.choices) != 1 or not own:
        return False
    above = {area.adcode[:6] for area in gazetteer().path(own[0].site.adcode)}
    return answer.choices[0].area.adcode[:6] not in above


def path_of(choice: Any) -> str:
    """The names from the province down, as one word."""
    return "".join(area.name for area in choice.path)


def name_of(suggestion: Any) -> str:
    """What is suggested, with the names above it."""
    return suggestion if isinstance(suggestion, str) else suggestion.text


def _words_of(site: Site) -> str:
    numbers = " ".join(phone.text for phone in site.phones)
    area = f"{site.province}{site.city or ''}{site.county or ''}"
    return f"{site.unit} {area} {site.address} {numbers}"


# Units and numbers that the questions name; whether they exist is nobody's business here.
_NAMED = (
    ("510104", "锦江区救助管理站", "028-84444469"),
    ("510106", "金牛区救助管理站", "028-87627569"),
    ("510181", "都江堰市救助管理站", "13882009052"),
    ("220200", "吉林市救助管理站", "0432-62544110"),
    ("220100", "长春市救助管理站", "0431-85086100"),
    ("220882", "大安市救助管理站", "0436-5224957"),
    ("320685", "海安市公安局城南派出所", ""),
    ("320681", "启东市公安局汇龙镇中心派出所", "0513-83309663"),
    ("420102", "武汉市江岸区公安分局刑侦支队", ""),
    ("320612", "通州区公安局城南派出所", ""),
    ("410300", "洛阳市救助管理站", "0379-00000001"),
)


def finder_of_invented_sites() -> Finder:
    """Over an invented site in every city and in every third county, on streets that bear the
    names of other places, with numbers that are never assigned."""
    sites = [*_named_sites(), *_invented_sites()]
    counts = SiteCounts(len(sites), len(sites), 0)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    release = Release(1, "live", now, now, counts, "0" * 64, ())
    return Finder(Directory(release, sites, gazetteer=gazetteer(), former_sites={}), gazetteer())


def _named_sites() -> Iterator[Site]:
    for number, (adcode, unit, phone) in enumerate(_NAMED):
        phones = (Phone(phone, phone.replace("-", ""), "landline"),) if phone else ()
        yield _site(f"named{number}", adcode, unit=unit, address="无名路1号", phones=phones)


def _invented_sites() -> Iterator[Site]:
    cities = gazetteer().all("city")
    places = [*cities, *gazetteer().all("county")[::3]]
    streets = [area.short for area in (*gazetteer().all("county"), *cities)]
    streets = [short for short in streets if len(short) == 2]
    for number, area in enumerate(places):
        code = (*gazetteer().telephone_codes(area.adcode), "0999")[0]
        text = f"{code}-0{number:06}"
        yield _site(
            f"made{number}",
            area.adcode,
            unit=f"{area.name}救助管理站",
            address=f"{streets[number * 7 % len(streets)]}路{number % 90 + 100}号",
            phones=(Phone(text, text.replace("-", ""), "landline"),),
        )


def _site(site_id: str, adcode: str, **changes: Any) -> Site:
    names = gazetteer().names(adcode)
    return make_site(
        site_id,
        adcode=adcode,
        province=names.province,
        city=names.city,
        county=names.county,
        fix=gazetteer().fix(adcode),
        **changes,
    )
