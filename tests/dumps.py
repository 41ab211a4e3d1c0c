"""Small GeoNames dumps, as the doors of `flask sites places` meet them."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

DAY = "2026-10-31"


def dump_row(
    number: int,
    names: str,
    lat: float,
    lon: float,
    feature: str = "P.PPL",
    *,
    country: str = "CN",
    province: str = "04",
    city: str = "",
    people: int = 0,
    day: str = DAY,
) -> str:
    """A row of the 19 columns. names: the alternate names, parted by commas."""
    kind, code = feature.split(".")
    point = (f"{lat:.5f}", f"{lon:.5f}")
    rest = ("", province, city, "", "", str(people), "", "3", "Asia/Shanghai", day)
    cells = (str(number), "Shiyan", "Shiyan", names, *point, kind, code, country, *rest)
    return "\t".join(cells) + "\n"


def write_dump(path: Path, rows: Iterable[str], inside: str = "CN.txt") -> Path:
    """A .zip as GeoNames has it, with its readme; by any other suffix the rows alone."""
    text = "".join(rows)
    if path.suffix != ".zip":
        path.write_text(text, encoding="utf-8")
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files\n")
        archive.writestr(inside, text)
    return path
