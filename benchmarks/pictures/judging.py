"""What was read, held against what was printed.

Forgiven are only differences that mean nothing: blanks, the full- or half-width form of letters,
digits and punctuation, the kind and number of dashes, and which sign stands between two phones.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sites.text import dashes_to_hyphen, tidy

FIELDS = ("unit", "address", "phone")
# Two rows may be the same row when so much of their pairs of characters is the same.
_ALIKE = 0.4
_QUOTED = re.compile(r"[“「][^”」]*[”」]|[0-9]+")
_BETWEEN_PHONES = re.compile(r"[、,;/\n]+")

Texts = Mapping[str, str]
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A field that was read wrongly. read: None when the row was lost; truth: None when it was
    made up. is_doubted: the program showed it as doubtful or among the leftovers."""

    field: str
    truth: str | None
    read: str | None
    is_doubted: bool
    place: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one reading. right: field → how many of `rows` are right; right_rows: all three fields;
    doubted_rows: of these, how many carry a doubt. reasons: why, what it quotes left out → how
    often. leftovers: kind → how many."""

    rows: int
    right: Mapping[str, int]
    right_rows: int
    doubted_rows: int
    reasons: Mapping[str, int]
    lost: int
    made_up: int
    leftovers: Mapping[str, int]
    failures: tuple[Failure, ...]


def judge(truth: Sequence[Texts], reading: Mapping[str, Any]) -> Verdict:
    """Each row of the truth against the row that was read for it.

    A lost row is wrong in every field, and doubted only where its unit or its phone is shown to a
    person: among the leftovers, or inside a doubted cell of another row that swallowed it. A row
    that was made up is a wrong unit and a wrong phone.
    """
    rows = reading["rows"]
    pairs = align(truth, [row["cells"] for row in rows])
    shown = _shown(reading)
    failures: list[Failure] = []
    right_rows = []
    for at, number in pairs:
        if at is None:
            failures += _made_up(rows[number])
        elif number is None:
            failures += _lost(truth[at], shown)
        else:
            wrong = _wrong(truth[at], rows[number])
            failures += wrong
            right_rows += [] if wrong else [rows[number]]
    missed = [failure.field for failure in failures if failure.truth is not None]
    return Verdict(
        rows=len(truth),
        right={field: len(truth) - missed.count(field) for field in FIELDS},
        right_rows=len(right_rows),
        doubted_rows=sum(bool(row["doubts"]) for row in right_rows),
        reasons=_counts([reason for row in right_rows for reason in _reasons(row)]),
        lost=sum(number is None for _, number in pairs),
        made_up=sum(at is None for at, _ in pairs),
        leftovers=_counts([kind for kind, _ in reading["leftovers"]]),
        failures=tuple(failures),
    )


def same_form(text: str) -> str:
    """The text without differences that mean nothing."""
    return dashes_to_hyphen(tidy(text)).replace(" ", "")


def same_phones(text: str) -> str:
    """As `same_form`, with one sign between the phones of a cell."""
    parts = _BETWEEN_PHONES.split(dashes_to_hyphen(tidy(text.replace("\n", "、"))))
    return "、".join(filter(None, (part.replace(" ", "") for part in parts)))


def align(truth: Sequence[Texts], read: Sequence[Texts]) -> list[Pair]:
    """(row of the truth, row that was read for it); None where there is no such row.

    The best pairing that keeps both orders; rows that are left over on both sides are then paired
    by likeness alone, so that a table read in another order is not called lost.
    """
    alike = _likeness(truth, read)
    pairs = _in_order(len(truth), len(read), alike)
    taken = ({at for at, _ in pairs}, {number for _, number in pairs})
    rest = sorted(
        (-alike(at, number), at, number)
        for at in range(len(truth))
        for number in range(len(read))
        if at not in taken[0] and number not in taken[1] and alike(at, number)
    )
    for _, at, number in rest:
        if at not in taken[0] and number not in taken[1]:
            pairs.append((at, number))
            taken[0].add(at)
            taken[1].add(number)
    lost: list[Pair] = [(at, None) for at in range(len(truth)) if at not in taken[0]]
    made_up: list[Pair] = [(None, at) for at in range(len(read)) if at not in taken[1]]
    return [*sorted(pairs), *lost, *made_up]


def _shown(reading: Mapping[str, Any]) -> list[str]:
    """The texts that a person is asked to look at: leftovers and doubted cells."""
    cells = [
        text
        for row in reading["rows"]
        for column, text in row["cells"].items()
        if _doubted(row) & {column, ""}
    ]
    left = [text for kind, text in reading["leftovers"] if kind in {"leftover", "problem"}]
    return [same_form(text) for text in (*cells, *left)]


def _doubted(row: Mapping[str, Any]) -> set[str]:
    """The columns with a doubt; "" for the row as a whole."""
    return {column for column, _, _ in row["doubts"]}


def _likeness(truth: Sequence[Texts], read: Sequence[Texts]) -> Callable[[int, int], float]:
    """How alike two rows are: the share of equal pairs of characters, and 1 for each field that is
    the same, since rows of neighbouring counties differ in a character or two; 0 = unlike."""
    forms, read_forms = list(map(_forms, truth)), list(map(_forms, read))
    printed = [_pairs_of_characters(row) for row in truth]
    heard = [_pairs_of_characters(row) for row in read]

    def alike(at: int, number: int) -> float:
        one, other = printed[at], heard[number]
        same = len(one & other) / (len(one | other) or 1)
        if same < _ALIKE:
            return 0.0
        return same + sum(a == b for a, b in zip(forms[at], read_forms[number], strict=True))

    return alike


def _forms(row: Texts) -> tuple[str, str, str]:
    unit, address, phone = (row.get(field, "") for field in FIELDS)
    return same_form(unit), same_form(address), same_phones(phone)


def _pairs_of_characters(row: Texts) -> frozenset[tuple[str, str]]:
    text = "|".join(same_form(row.get(field, "")) for field in FIELDS)
    return frozenset(pairwise(text))


def _in_order(rows: int, columns: int, alike: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The pairing that keeps both orders and has the most likeness (Needleman and Wunsch)."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows - 1, -1, -1):
        for number in range(columns - 1, -1, -1):
            here = alike(at, number)
            paired = best[at + 1][number + 1] + here if here else 0.0
            best[at][number] = max(paired, best[at + 1][number], best[at][number + 1])
    pairs, at, number = [], 0, 0
    while at < rows and number < columns:
        if best[at][number] == best[at + 1][number]:
            at += 1
        elif best[at][number] == best[at][number + 1]:
            number += 1
        else:
            pairs.append((at, number))
            at, number = at + 1, number + 1
    return pairs


def _wrong(truth: Texts, row: Mapping[str, Any]) -> list[Failure]:
    failures = []
    for field in FIELDS:
        form = same_phones if field == "phone" else same_form
        read = row["cells"].get(field, "")
        if form(truth[field]) != form(read):
            is_doubted = bool(_doubted(row) & {field, ""})
            failures.append(Failure(field, truth[field], read, is_doubted, _place(row)))
    return failures


def _lost(truth: Texts, shown: Sequence[str]) -> list[Failure]:
    marks = (same_form(truth["unit"]), same_form(truth["phone"]))
    is_doubted = any(mark in text for mark in marks for text in shown)
    place = f"{truth['picture']} row {truth['picture_row']}"
    return [Failure(field, truth[field], None, is_doubted, place) for field in FIELDS]


def _made_up(row: Mapping[str, Any]) -> list[Failure]:
    place, doubted = _place(row), _doubted(row)
    return [
        Failure(field, None, row["cells"].get(field, ""), bool(doubted & {field, ""}), place)
        for field in ("unit", "phone")
    ]


def _reasons(row: Mapping[str, Any]) -> set[str]:
    return {f"{column or 'row'}: {_QUOTED.sub('…', reason)}" for column, reason, _ in row["doubts"]}


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['picture']} line {row['picture_row']}"


def _counts(kinds: Sequence[str]) -> dict[str, int]:
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}
