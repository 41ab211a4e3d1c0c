"""The rows that a made list shows, where they come from, and the truth beside the pictures."""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sites.areas import gazetteer
from sites.assembling.demo import DEFAULT_COUNT, DEFAULT_SEED, demo_rows
from sites.geocoding import PlaceText, locate

_HEADERS = {"province": "省份", "unit": "单位", "address": "地址", "phone": "联系电话"}
# County names with characters that print readers take for commoner ones.
_RARE = "郯阆郫鄄郓泸歙亳濮浚沭莒邳邗盱眙睢邛崃犍筠叙珙渑偃郏郾鄢嵊衢婺黟濉颍鄱崀芷溆醴攸潢畲潼阌栾"
_OFFICES = ("刑侦大队", "刑警大队", "刑事技术室", "城关派出所")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row as it is printed. city: empty where the address names none that is known."""

    province: str
    city: str
    unit: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row and where it is printed: the picture's (or document's) file name, and which row of
    the list in that picture it is, from 1. Where a cut goes through it, the upper picture."""

    row: ListRow
    picture: str
    picture_row: int


def chooser(*words: object) -> random.Random:
    """Choices that are the same for the same words, on every machine."""
    return random.Random(":".join(map(str, words)))  # noqa: S311


def read_rows(path: Path) -> list[ListRow]:
    """All rows of a CSV with the columns 省份,单位,地址,联系电话; ends the program without them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        missing = [name for name in _HEADERS.values() if name not in (lines.fieldnames or ())]
        if missing:
            raise SystemExit(f"{path.name} has no column {', '.join(missing)}: add it.")
        return [_row({key: line[name] for key, name in _HEADERS.items()}) for line in lines]


def made_rows() -> list[ListRow]:
    """Rows that cannot be taken for real, as published: 演示 in the unit and in the street, and
    numbers that no exchange assigns. Counties with rare characters come first."""
    rows = [
        ListRow(
            cells["province"],
            cells["city"],
            _made_unit(at, cells),
            cells["address"],
            cells["phone"],
        )
        for at, cells in enumerate(demo_rows(DEFAULT_COUNT, DEFAULT_SEED))
    ]
    return sorted(rows, key=lambda row: not any(c in _RARE for c in row.unit))


def choose_rows(rows: Sequence[ListRow], count: int, seed: int) -> list[ListRow]:
    """`count` of the rows, by the seed, in the order of a published list: by province and city.

    Of made rows one half comes from the counties with rare characters.
    """
    pick = chooser("rows", seed)
    rare = [row for row in rows if any(c in _RARE for c in row.unit)]
    if all("演示" in row.unit for row in rows):
        first = pick.sample(rare, min(len(rare), count // 2))
        rest = [row for row in rows if row not in set(first)]
        chosen = [*first, *pick.sample(rest, min(len(rest), count - len(first)))]
    else:
        chosen = pick.sample(list(rows), min(len(rows), count))
    provinces = {row.province: at for at, row in reversed(list(enumerate(rows)))}
    cities = {(row.province, row.city): at for at, row in reversed(list(enumerate(rows)))}
    place = {row: at for at, row in enumerate(rows)}
    return sorted(
        chosen,
        key=lambda row: (
            provinces[row.province],
            cities[row.province, row.city],
            place[row],
        ),
    )


def write_truth(shown: Iterable[Shown], folder: Path) -> Path:
    """truth.csv in the folder: what stands where, in the order of the pictures."""
    path = folder / "truth.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("province", "unit", "address", "phone", "picture", "picture_row"))
        for each in shown:
            row = each.row
            out.writerow(
                (row.province, row.unit, row.address, row.phone, each.picture, each.picture_row)
            )
    return path


def _row(cells: dict[str, str]) -> ListRow:
    place = PlaceText(province=cells["province"], unit=cells["unit"], address=cells["address"])
    located = locate(place)
    city = gazetteer().names(located.fix.adcode).city if located and located.fix else None
    return ListRow(cells["province"], city or "", cells["unit"], cells["address"], cells["phone"])


def _made_unit(at: int, cells: Mapping[str, str]) -> str:
    area = cells["county"] or cells["city"]
    return f"{area}公安局{_OFFICES[at % len(_OFFICES)]}演示采血点"
