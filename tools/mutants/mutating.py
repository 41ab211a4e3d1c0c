"""A source text → its mutants: the same text with one small fault each."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

# Each operator and what a slip of the hand would write for it.
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_Found = tuple[ast.expr, ast.expr]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. line: of the file, from 1; before and after: that expression's text; text: the
    whole file with the fault in it."""

    line: int
    before: str
    after: str
    text: str


def mutants_of(text: str) -> list[Mutant]:
    """Every mutant of a source text, in printed order.

    Left alone is what no run can notice: docstrings, annotations, decorators, __all__, the values
    of a Literal; and what stands inside an f-string, whose places the parser does not know. Raises
    SyntaxError.
    """
    found = []
    for expression, changed in _changes(ast.parse(text)):
        start, end = _span(text, expression)
        before, after = text[start:end], f"({ast.unparse(changed)})"
        mutated = text[:start] + after + text[end:]
        found.append(Mutant(expression.lineno, before, after, mutated))
    return sorted(found, key=lambda mutant: (mutant.line, mutant.before, mutant.after))


def _span(text: str, node: ast.expr) -> tuple[int, int]:
    """Where a node stands in its text; the parser counts columns in bytes."""
    lines = text.splitlines(keepends=True)

    def offset(line: int | None, column: int | None) -> int:
        assert line is not None and column is not None  # parsed nodes have them
        before = sum(map(len, lines[: line - 1]))
        return before + len(lines[line - 1].encode()[:column].decode())

    start = offset(node.lineno, node.col_offset)
    return start, offset(node.end_lineno, node.end_col_offset)


def _changes(tree: ast.AST) -> Iterator[_Found]:
    for node in ast.iter_child_nodes(tree):
        yield from _changes_in(node)


def _changes_in(node: ast.AST) -> Iterator[_Found]:
    if isinstance(node, ast.JoinedStr) or _is_words(node) or _is_literal_type(node):
        return
    yield from _of_node(node)
    for part in _parts_that_run(node):
        yield from _changes_in(part)


def _is_words(node: ast.AST) -> bool:
    """A docstring or the list of what a package offers."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id == "__all__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_literal_type(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Literal"
    )


def _parts_that_run(node: ast.AST) -> Iterator[ast.AST]:
    skipped = ("annotation", "returns", "decorator_list", "ops", "op", "ctx", "slice_type")
    for name, value in ast.iter_fields(node):
        if name in skipped:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield part


def _of_node(node: ast.AST) -> Iterator[_Found]:
    if isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BoolOp):
        yield node, _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield node, _with(node, op=_ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.Constant):
        yield from ((node, ast.Constant(value)) for value in _other_values(node.value))
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return) and _gives_something(node.value):
        assert node.value is not None
        yield node.value, ast.Constant(None)


def _comparisons(node: ast.Compare) -> Iterator[_Found]:
    for place, operator in enumerate(node.ops):
        ops = [*node.ops]
        ops[place] = _COMPARISONS[type(operator)]()
        yield node, _with(node, ops=ops)


def _other_values(value: object) -> tuple[bool | int | float | str, ...]:
    """Other values for a constant: one more and one less, the other truth, no text."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int | float):
        return (value + 1, value - 1)
    return ("",) if isinstance(value, str) and value else ()


def _gives_something(value: ast.expr | None) -> bool:
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _with(node: ast.expr, **changes: object) -> ast.expr:
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed
