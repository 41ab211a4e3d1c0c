"""What is said of a list that was read: how many rows became what, and what is wrong with which."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sites.exporting import table_csv
from sites.records import COLUMN_WORDS, Assembly, Problem

_QUOTED_LENGTH = 40  # characters: what stands beside a number and an advice in one line
_SHOWN_PROBLEMS = 20  # as many as a terminal shows at once
_PROBLEM_COLUMNS = ("file", "line", "column", "text", "advice", "taken")


def assembly_json(assembly: Assembly) -> str:
    """The answer of `check --json`. rows = sites + problems whose `taken` is false; of those,
    the ones with `joined_to` lost nothing, so taken = rows - refused."""
    told = {
        "rows": assembly.rows,
        "sites": len(assembly.sites),
        "joined": assembly.joined,
        "refused": assembly.refused,
        "taken": assembly.rows - assembly.refused,
        "problems": [_problem_json(problem) for problem in assembly.problems],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def problem_table(problems: Iterable[Problem]) -> Iterator[str]:
    """All problems as CSV text, in pieces: the file that `--report` names."""
    return table_csv(_PROBLEM_COLUMNS, map(_problem_cells, problems))


def _problem_cells(problem: Problem) -> dict[str, str]:
    cells = {name: str(value) for name, value in _problem_json(problem).items()}
    return cells | {"taken": "yes" if problem.taken or problem.joined_to is not None else "no"}


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "text": problem.text,
        "advice": problem.advice,
        "taken": problem.taken,
        "joined_to": problem.joined_to,
    }


def assembly_lines(assembly: Assembly) -> Iterator[str]:
    """How many rows became what."""
    doubtful = sum(problem.taken for problem in assembly.problems)
    yield f"共 {assembly.rows} 行：{len(assembly.sites)} 处采血点"
    if assembly.joined:
        yield f"  {assembly.joined} 行和别的行是同一处，已经合并，电话都保留"
    yield f"  {assembly.refused} 行没有采用"
    if doubtful:
        yield f"  {doubtful} 处要核对（这些行已经采用）"


def problem_lines(problems: Sequence[Problem], *, show_all: bool) -> Iterator[str]:
    """One line for each, those of rows that were not taken first; not all of them unless asked."""
    lines = list(_problem_lines(problems))
    shown = lines if show_all else lines[:_SHOWN_PROBLEMS]
    yield from shown
    if len(shown) < len(lines):
        rest = len(lines) - len(shown)
        yield f"……还有 {rest} 个问题：加 --all 全部显示，或用 --report 文件名 写进文件。"


def _problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    order = {False: 0, True: 1}
    for problem in sorted(problems, key=lambda each: order[each.taken or bool(each.joined_to)]):
        mark = "！" if not problem.taken and problem.joined_to is None else "·"
        column = COLUMN_WORDS.get(problem.column, problem.column)
        text = quoted(problem.text) if problem.text else ""
        yield f"{mark} {problem.file} 第 {problem.line} 行 {column}{text}：{problem.advice}"


def made_line(count: int, out: Path) -> str:
    """After demonstration rows were written."""
    return f"写好 {count} 行演示采血点：{out}"


def quoted(text: str) -> str:
    """The text in 「」; what is longer than a line bears is cut, and shows it by 「…」."""
    return f"「{text if len(text) <= _QUOTED_LENGTH else f'{text[:_QUOTED_LENGTH]}…'}」"
