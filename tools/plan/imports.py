"""What every module of a folder imports, read from its text: nothing is run."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

WEIGHT = "# weight:"  # what the comment on an import inside a function begins with


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement's name.

    importer, imported: dotted modules; imported is the module itself where the folder holds it,
    else as it is written. weight: what the comment on that line says it saves; empty for none.
    """

    importer: str
    imported: str
    line: int
    in_function: bool
    weight: str

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def modules_in(root: Path, package: str) -> dict[str, Path]:
    """Dotted name → file of every module of the package that lies in root, in order of names."""
    return {_dotted(path, root): path for path in sorted((root / package).rglob("*.py"))}


def imports_of(modules: dict[str, Path]) -> tuple[Import, ...]:
    """Every import of these modules, wherever it stands: in functions and for types only too."""
    return tuple(found for name in modules for found in imports_in(modules[name], name, modules))


def imports_in(path: Path, name: str, known: Iterable[str] = ()) -> Iterator[Import]:
    """The imports of one file; name is its dotted module, known holds the modules of its folder."""
    source = path.read_text(encoding="utf-8")
    tree, lines, names = ast.parse(source, str(path)), source.splitlines(), frozenset(known)
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    inside = {each for function in _functions(tree) for each in ast.walk(function)}
    for node in ast.walk(tree):
        for imported in _imported(node, package, names):
            line: int = getattr(node, "lineno", 0)
            weight = lines[line - 1].partition(WEIGHT)[2].strip()
            yield Import(name, imported, line, node in inside, weight)


def _functions(tree: ast.Module) -> Iterator[ast.AST]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def _imported(node: ast.AST, package: str, known: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        start = _start(node, package)
        parts = {f"{start}.{alias.name}" for alias in node.names}
        # A name that is no module is taken from the package's own file.
        yield from sorted(parts & known)
        if parts - known:
            yield start


def _start(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")
    kept = above[: len(above) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _dotted(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
