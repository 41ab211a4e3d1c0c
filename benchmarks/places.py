"""`python -m benchmarks.places`: a deployment's own places at true size (docs/places.md).

Makes a make-believe extract of the country (tools/made_extract.py), adds it by the command, and
tells time, memory and size; how fast addresses are answered by it, and how many rightly.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from opencc import OpenCC

from sites.areas import gazetteer
from sites.areas.places_file import PlacesFile
from sites.geo import Point, great_circle_km
from sites.geocoding import Listener, Located, PlaceText, locate
from sites.records import Fix
from tools.made_extract import Question, read_questions, save, write

HOME = Path(__file__).parents[1]
MB = 1e6
# How an address is put: as a list has it, and what may go wrong with it.
Form = Literal["columns", "county only", "traditional", "other county"]
FORMS: tuple[Form, ...] = ("columns", "county only", "traditional", "other county")


def main() -> None:
    """The command. The extract that an earlier run made is taken again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, default=HOME / "build" / "places")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    extract = chosen.folder / f"made-{chosen.nodes}.osm.pbf"
    asked = extract.with_suffix(".csv")
    if not asked.exists():
        counties = gazetteer().all("county")
        save(write(extract, nodes=chosen.nodes, seed=1, counties=counties), asked)
    places = chosen.folder / "places.bin"
    for line in (*_adding(extract, places), *_answering(places, read_questions(asked))):
        print(line, flush=True)


def _adding(extract: Path, places: Path) -> Iterator[str]:
    """Time and memory of the command, in a process of its own."""
    places.unlink(missing_ok=True)
    command = (sys.executable, "-m", "flask", "--app", "app", "sites", "places", "add", extract)
    environment = os.environ | {"SITES_PLACES": str(places)}
    start = time.perf_counter()
    subprocess.run(command, cwd=HOME, env=environment, check=True)  # our own command
    took_s = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MB
    yield f"| extract | {extract.stat().st_size / MB:.0f} MB |"
    yield f"| adding it | {took_s:.0f} s, at most {peak_mb:.0f} MB resident |"
    yield f"| places.bin | {places.stat().st_size / MB:.1f} MB |"


def _answering(places: Path, questions: Sequence[Question]) -> Iterator[str]:
    """Time and memory of opening the file and of asking it; how many answers are right."""
    _rate("columns", questions)  # everything is read in and warm
    before_mb, start = _resident_mb(), time.perf_counter()
    file = PlacesFile(places)
    opened_ms = 1e3 * (time.perf_counter() - start)
    yield f"| opening it | {opened_ms:.1f} ms, {sum(s.count for s in file.sources):,} names |"
    for form in ("columns", "county only"):
        gazetteer().bring(None)
        shipped = _rate(form, questions)
        gazetteer().bring(file)
        rates = f"{_rate(form, questions):,.0f} ({shipped:,.0f} without it)"
        yield f"| addresses a second, {form} | {rates} |"
    more_mb = _resident_mb() - before_mb
    yield f"| more memory after {len(questions):,} of them | {more_mb:.0f} MB |"
    for form in FORMS:
        yield _judged(form, questions, list(map(locate, _texts(form, questions))))


def _rate(form: Form, questions: Sequence[Question]) -> float:
    """Addresses a second of processor time, the best of three, heard as a load hears its rows."""
    texts = list(_texts(form, questions))
    best = 0.0
    for _ in range(3):
        listener, start = Listener(), time.process_time()
        for text in texts:
            locate(text, listener)
        best = max(best, len(texts) / (time.process_time() - start))
    return best


def _judged(form: Form, questions: Sequence[Question], answers: Sequence[Located]) -> str:
    asked, right, asked_back, elsewhere = Counter[str](), Counter[str](), 0, 0
    for question, answer in zip(questions, answers, strict=True):
        if len(answer.areas) != 1:  # 朝阳区 or 郊区 alone: which one is asked
            asked_back += 1
            continue
        fix = answer.fix
        is_elsewhere = fix is not None and not _is_in(fix, _meant(form, question))
        asked[question.kind] += 1
        elsewhere += is_elsewhere
        is_right = not is_elsewhere if form == "other county" else _is_right(question, fix)
        right[question.kind] += is_right
    kinds = ", ".join(f"{kind} {right[kind]} of {asked[kind]}" for kind in sorted(asked))
    share = 100 * right.total() / asked.total()
    more = f"; {asked_back} asked back which county" if asked_back else ""
    return f"| {form} | {share:.2f} % right ({kinds}); {elsewhere} in another county{more} |"


def _is_right(question: Question, fix: Fix | None) -> bool:
    """Whether it is the thing; of two that nobody can tell apart, whether none is claimed."""
    is_coarse = fix is None or fix.is_coarse
    if question.lat is None or question.lon is None:
        return is_coarse
    there = Point(question.lat, question.lon)
    return not is_coarse and fix is not None and great_circle_km(fix.point, there) <= question.km


def _is_in(fix: Fix, county: str) -> bool:
    return any(area.adcode == county for area in gazetteer().counties_at(fix.point))


def _texts(form: Form, questions: Sequence[Question]) -> Iterator[PlaceText]:
    traditional = OpenCC("s2t")
    for question in questions:
        path = [area.name for area in gazetteer().path(_meant(form, question))]
        if form == "county only":
            yield PlaceText("", "", "", "", path[-1] + question.address)
            continue
        city = path[1] if len(path) > 2 else ""
        address = question.address
        address = traditional.convert(address) if form == "traditional" else address
        yield PlaceText(path[0], city, path[-1], "", address)


def _meant(form: Form, question: Question) -> str:
    """The county that the text names."""
    if form != "other county":
        return question.adcode
    above = gazetteer().path(question.adcode)[-2].adcode
    others = [area.adcode for area in gazetteer().parts(above) if area.level == "county"]
    return others[others.index(question.adcode) - 1]


def _resident_mb() -> float:
    """Of this process, what is its own and what it touched of files."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MB


if __name__ == "__main__":
    main()
