"""`python -m tools.plan` (`make plan`): draw the rooms anew into docs/architecture.md."""

from pathlib import Path

from tools.plan.drawing import drawing
from tools.plan.imports import imports_of, modules_in
from tools.plan.page import PAGE, read_plan, with_text

_HOME = Path(__file__).resolve().parents[2]


def page_now() -> str:
    """The page as it should be: its own words, the drawing made from the code."""
    text = PAGE.read_text(encoding="utf-8")
    modules = {"app": _HOME / "app.py"} | modules_in(_HOME, "sites")
    return with_text(text, "drawing", drawing(imports_of(modules), read_plan()))


def main() -> None:
    """Write the page; say whether it changed."""
    before, after = PAGE.read_text(encoding="utf-8"), page_now()
    PAGE.write_text(after, encoding="utf-8")
    print("docs/architecture.md: " + ("drawn anew" if after != before else "nothing has changed"))


if __name__ == "__main__":
    main()
