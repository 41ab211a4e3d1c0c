"""What is told of rows that are looked at together: which other row each is about."""

from collections.abc import Iterable

from sites.records import Problem, Row

_SAME_UNIT = "单位相同，但地址、时间或坐标不同；两行都保留，请核对。"
_SAME_DOOR = "电话、地址相同，单位不同；两行都保留，请核对是不是同一处。"


def told_joined(row: Row, twin: Row) -> Problem:
    """The row was joined to the site of another one."""
    advice = f"和{_where(twin, row)}是同一处，已并到那一处，电话都保留。"
    return _problem(row, "unit", advice, joined_to=twin.line)


def told_apart(row: Row, twin: Row, *, is_same_unit: bool) -> Problem:
    """Both rows stay, though they could be one site."""
    advice = f"和{_where(twin, row)}" + (_SAME_UNIT if is_same_unit else _SAME_DOOR)
    return _problem(row, "unit", advice, taken=True)


def told_several(row: Row, candidates: Iterable[Row]) -> Problem:
    """The row may be of each of several sites, so it was joined to none."""
    places = "、".join(_where(each, row) for each in candidates)
    advice = f"可能是{places}中的一处，说不准是哪一处，没有合并，单独保留；请补上地址。"
    return _problem(row, "address", advice, taken=True)


def told_id(row: Row, first: Row) -> Problem:
    """The row brings an id that another row brought before."""
    advice = f"编号和{_where(first, row)}重复，已另编一个；请改正。"
    return _problem(row, "site_id", advice, taken=True)


def told_unsourced(first: Row, count: int) -> Problem:
    """From this row on, so many sites of the file have no source."""
    advice = (
        f"从这一行起，这份名单有 {count} 处没有出处。"
        "导入时要给出 --source-title、--source-url、--published-on。"
    )
    return _problem(first, "source_title", advice, taken=True)


def _where(first: Row, second: Row) -> str:
    """「第 23 行」, with the file's name when the rows come from two files."""
    line = f"第 {first.line} 行"
    return line if first.file == second.file else f"{first.file} {line}"


def _problem(
    row: Row, column: str, advice: str, *, taken: bool = False, joined_to: int | None = None
) -> Problem:
    return Problem(row.file, row.line, column, row.cells.get(column, ""), advice, taken, joined_to)
