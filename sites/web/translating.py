"""{% trans %} in templates: in the source language as quick as the bare words.

A page of a list has two hundred such sentences, and a look-up for each would cost a twentieth of
it. So each is compiled to both: the words themselves, and the look-up for other languages, which
the global `foreign` chooses.
"""

import re
from typing import Any

from jinja2 import nodes
from jinja2.ext import InternationalizationExtension

_VALUE = re.compile(r"%\((\w+)\)s")
_COUNT = "n"


class Translating(InternationalizationExtension):
    """Jinja's own {% trans %}; a sentence with a number called n has a plural by itself, since the
    source language says one and many alike."""

    def _make_node(  # noqa: PLR0913, PLR0917 - as Jinja calls it
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,
        num_called_num: bool,
    ) -> Any:
        if _COUNT in variables:
            plural, plural_expr = singular, variables[_COUNT]
        looked_up = super()._make_node(
            singular, plural, context, variables, plural_expr, vars_referenced, num_called_num
        )
        foreign = nodes.Name("foreign", "load")
        return nodes.If(foreign, [looked_up], [], [_plain(singular, variables)])


def _plain(wording: str, variables: dict[str, nodes.Expr]) -> nodes.Output:
    """The words with their values, as a template has them without {% trans %}."""
    pieces: list[nodes.Expr] = []
    for place, piece in enumerate(_VALUE.split(wording)):
        if place % 2:
            pieces.append(variables[piece])
        elif piece:
            pieces.append(nodes.TemplateData(piece.replace("%%", "%")))
    return nodes.Output(pieces)
