"""`python -m tools.published_lists`: render a list as it is published."""

import argparse
from pathlib import Path

from tools.published_lists import (
    DOCUMENT_KINDS,
    PICTURE_KINDS,
    choose_rows,
    made_rows,
    read_rows,
    render,
)

_KINDS = (*PICTURE_KINDS, *DOCUMENT_KINDS)


def main() -> None:
    """Write the files and truth.csv; say where."""
    parser = argparse.ArgumentParser(prog="python -m tools.published_lists", description=__doc__)
    parser.add_argument(
        "--list", type=Path, help="CSV with 省份,单位,地址,联系电话; without it, made rows (演示)"
    )
    parser.add_argument("--kind", choices=(*_KINDS, "all"), required=True)
    parser.add_argument("--rows", type=int, default=150, help="default: 150")
    parser.add_argument("--seed", type=int, default=1, help="fonts, wording, rows; default: 1")
    parser.add_argument("--out", type=Path, required=True, help="a folder")
    options = parser.parse_args()
    rows = read_rows(options.list) if options.list else made_rows()
    chosen = choose_rows(rows, options.rows, options.seed)
    for kind in _KINDS if options.kind == "all" else (options.kind,):
        folder = options.out / kind if options.kind == "all" else options.out
        paths = render(chosen, kind, folder, options.seed)
        print(f"{kind}: {len(chosen)} rows in {len(paths)} files, {folder}")


if __name__ == "__main__":
    main()
