"""`python -m benchmarks.rivals [--write] [--misses FILE]`: prints the tables, or writes them into
docs/benchmarks.md."""

import argparse
import csv
import platform
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.product import HOME
from benchmarks.rivals.asking import PACKAGES
from benchmarks.rivals.environments import REQUIREMENTS, Heard, NotInstalledError, ask_all
from benchmarks.rivals.judging import judge
from benchmarks.rivals.questions import Question, all_sets
from benchmarks.table import number, processor, write_into
from sites.areas import gazetteer
from sites.geocoding import PlaceText, locate

PAGE = HOME / "docs" / "benchmarks.md"
_MARK = "rivals"
_TITLES = {
    "made": "Made from the division list",
    "slips": "Made, with one wrong character of the same sound in the county's name",
    "own": "The project's own cases (tests/place_cases.csv)",
    "shared": "Cases of another hand",
}
_REFUSED = ("asked", "coarse", "nothing")


@dataclass(slots=True)
class Judged:
    """One package's answers. verdicts: by set, and in it by group."""

    heard: Heard
    verdicts: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    misses: list[tuple[str, ...]] = field(default_factory=list)


def main() -> None:
    """Ask every package everything, in turn, and tell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rivals", description=__doc__)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=", ".join(PACKAGES))
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    parser.add_argument("--misses", type=Path, help="write what was not right into this CSV file")
    options = parser.parse_args()
    if unknown := set(options.packages) - PACKAGES.keys():
        parser.error(f"No package {', '.join(sorted(unknown))}; there are {', '.join(PACKAGES)}.")
    sets = all_sets()
    judged = {}
    for package in options.packages or PACKAGES:
        print(f"… {package}", file=sys.stderr, flush=True)
        try:
            judged[package] = _judged(package, sets)
        except NotInstalledError as error:
            print(error, file=sys.stderr)
    text = "\n".join(_page(judged, sets))
    print(text)
    if options.misses:
        with options.misses.open("w", encoding="utf-8", newline="") as file:
            rows = [(name, *miss) for name, each in judged.items() for miss in each.misses]
            csv.writer(file).writerows(rows)
    if options.write:
        write_into(PAGE, text, _MARK)


def _judged(package: str, sets: dict[str, list[Question]]) -> Judged:
    asked = [(name, question) for name, questions in sets.items() for question in questions]
    heard = ask_all(package, [question.text for _, question in asked])
    found = Judged(heard)
    for (name, question), answer in zip(asked, heard.answers, strict=True):
        verdict = judge(question, [tuple(place) for place in answer])
        groups = found.verdicts.setdefault(name, {})
        groups.setdefault(question.group, Counter())[verdict] += 1
        if verdict != "right":
            right = " ".join(sorted(question.right))
            found.misses.append((name, question.group, verdict, question.text, right, str(answer)))
    return found


def _page(judged: dict[str, Judged], sets: dict[str, list[Question]]) -> Iterator[str]:
    for name, questions in sets.items():
        if questions:
            yield f"**{_TITLES[name]}** ({len(questions):,} texts)"
            yield ""
            yield from _set_table(judged, name)
            yield ""
            if name == "slips":
                yield _proposed(questions)
                yield ""
    yield "**Right, by kind of made text (%)**"
    yield ""
    yield from _group_table(judged)
    yield ""
    yield "**Cost**"
    yield ""
    yield from _cost_table(judged)
    yield ""
    yield _machine(judged)


def _set_table(judged: dict[str, Judged], name: str) -> Iterator[str]:
    yield "| package | right % | wrong % | guessed % | asked back % | coarser % | nothing % |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for package, each in judged.items():
        total = sum(each.verdicts[name].values(), Counter())
        shares = [_share(total, verdict) for verdict in ("right", "wrong", "guess", *_REFUSED)]
        yield f"| {_shown(package)} | {' | '.join(shares)} |"


def _proposed(questions: list[Question]) -> str:
    """How often this program names the county in a note for the operator, unmoved as the row is."""
    right = wrong = 0
    for question in questions:
        notes = "".join(locate(PlaceText(address=question.text)).notes)
        meant = [area.name for code in question.right if (area := gazetteer().get(code))]
        if any(name in notes for name in meant):
            right += 1
        elif "是不是" in notes:
            wrong += 1
    return (
        f"In a note to the operator this program proposes the county that is meant for {right} of "
        f"these {len(questions)} rows, another one for {wrong}, none for the rest."
    )


def _group_table(judged: dict[str, Judged]) -> Iterator[str]:
    groups = {group: None for each in judged.values() for group in each.verdicts["made"]}
    yield f"| kind | {' | '.join(map(_shown, judged))} |"
    yield "| --- " + "| ---: " * len(judged) + "|"
    for group in groups:
        shares = [_share(each.verdicts["made"][group], "right") for each in judged.values()]
        yield f"| {group} | {' | '.join(shares)} |"


def _cost_table(judged: dict[str, Judged]) -> Iterator[str]:
    yield "| package | ms a call | ms a text in one table | load s | RSS +MB | failures |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for package, each in judged.items():
        heard = each.heard
        in_table = "" if heard.ms_in_table is None else f"{heard.ms_in_table:.3f}"
        yield (
            f"| {_shown(package)} | {heard.median_ms:.3f} | {in_table} | {number(heard.load_s)} | "
            f"{heard.rss_mb:.0f} | {heard.failures or ''} |"
        )


def _share(counts: Counter[str], verdict: str) -> str:
    return f"{100 * counts[verdict] / counts.total():.1f}" if counts[verdict] else "0"


def _shown(package: str) -> str:
    return "**this program**" if package == "sites" else package


def _machine(judged: dict[str, Judged]) -> str:
    names = dict.fromkeys(package.partition(",")[0] for package in judged if package != "sites")
    pins = ", ".join(REQUIREMENTS[name][0].replace("==", " ") for name in names)
    return (
        f"Measured on {processor()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; {pins}."
    )


if __name__ == "__main__":
    main()
