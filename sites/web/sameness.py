"""{% same %} in templates: pieces of pages that are the same for every visitor, written once.

Head, foot and forms of a page, and the entry of a site in a list, say the same in every answer of
one release in one language. They are kept as they were written, as many as fit; a piece says
behind `same` what else it depends on. Nothing that a visitor asked may stand in one, nor a day.
"""

from collections.abc import Hashable
from itertools import count

from flask import g, request
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from sites.voice.language import spoken
from sites.web.parts import release_mark

# The frames of all pages and the entries of 1,500 sites.
_MOST = 3072
_FIND, _KEEP = "find_same", "keep_same"


class Same(Extension):
    """{% same %}…{% endsame %} is kept for each language and release; {% same site_id, level %}…
    for each of these values too."""

    tags = {"same"}  # noqa: RUF012 - as Jinja asks for it

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._numbers = count()
        self.kept = Kept(_MOST)
        # Filters, because Jinja calls these at once, and a function four times as slowly.
        environment.filters |= {_FIND: self._find, _KEEP: self._keep}

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """As Jinja calls it at the tag: the piece that is kept, else the body, kept from now on."""
        line, named = next(parser.stream).lineno, _values(parser)
        body = parser.parse_statements(("name:endsame",), drop_needle=True)
        number, piece = nodes.Const(next(self._numbers)), parser.free_identifier()
        find = nodes.Filter(named, _FIND, [number], [], None, None)
        keep = nodes.Filter(None, _KEEP, [number, named], [], None, None)
        choice = nodes.If(piece, [nodes.Output([piece])], [], [nodes.FilterBlock(body, keep)])
        return [each.set_lineno(line) for each in (nodes.Assign(piece, find), choice)]

    def _find(self, named: tuple[Hashable, ...], number: int) -> str | None:
        return self.kept.find((number, _frame(), named))

    def _keep(self, text: str, number: int, named: tuple[Hashable, ...]) -> str:
        return self.kept.keep((number, _frame(), named), text)


class Kept:
    """Texts by what they depend on: those used last, at most `most`. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._young: dict[Hashable, str] = {}
        self._old: dict[Hashable, str] = {}

    def find(self, key: Hashable) -> str | None:
        """The text that is kept; None where there is none."""
        text = self._young.get(key)
        if text is None and (text := self._old.get(key)) is not None:
            self.keep(key, text)
        return text

    def keep(self, key: Hashable, text: str) -> str:
        """Gives the text back. What was not used since half of the room was filled makes place."""
        if len(self._young) >= self._half:
            self._young, self._old = {}, self._young
        self._young[key] = text
        return text


def _values(parser: Parser) -> nodes.Tuple:
    """What stands behind the tag, up to its end."""
    named = list[nodes.Expr]()
    while parser.stream.current.type != "block_end":
        if named:
            parser.stream.expect("comma")
        named.append(parser.parse_expression())
    return nodes.Tuple(named, "load")


def _frame() -> Hashable:
    """What every piece depends on: the language, where the program lives, the release."""
    frame: Hashable = g.get("frame")
    if frame is None:
        frame = g.frame = (spoken().code, request.script_root, release_mark())
    return frame
