"""Write data/sites.csv: the real rows of data/published.csv, then the demonstration rows.

    .venv/bin/python -m tools.make_sites_csv

The same gazetteer gives the same bytes; tests/test_demo.py holds the committed file to that.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

from sites.assembling.demo import DEFAULT_COUNT, DEFAULT_SEED, demo_rows  # noqa: E402
from sites.exporting import table_csv  # noqa: E402
from sites.records import COLUMNS  # noqa: E402

PUBLISHED = ROOT / "data" / "published.csv"
SITES = ROOT / "data" / "sites.csv"


def rows() -> Iterator[Mapping[str, str]]:
    """Cells by column name, the real rows first."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
    yield from demo_rows(DEFAULT_COUNT, DEFAULT_SEED)


if __name__ == "__main__":
    SITES.write_text("".join(table_csv(COLUMNS, rows())), encoding="utf-8", newline="")
