"""Simplified and traditional forms of a character, where the two readings differ in just that.

The first model now and then takes simplified print for the traditional form (厦 for 廈); the second
was seen to do so far less. Where both say the traditional form, it was printed so.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

import opencc

from sites.records.scans import PrintedText


def in_printed_form(texts: Sequence[PrintedText]) -> tuple[PrintedText, ...]:
    """The texts, each character in the simplified form that the second reading saw."""
    return tuple(
        replace(text, text=_settled(text.text, text.second)) if text.second else text
        for text in texts
    )


def _settled(first: str, second: str) -> str:
    """As long as the first: where characters begin stays true."""
    if first == second:
        return first
    characters = list(first)
    for kind, start, end, other, other_end in SequenceMatcher(
        None, first, second, autojunk=False
    ).get_opcodes():
        if kind == "replace":
            for at in range(min(end - start, other_end - other)):
                if _simplified(first[start + at]) == second[other + at]:
                    characters[start + at] = second[other + at]
    return "".join(characters)


@cache
def _simplified(character: str) -> str:
    return str(_converter().convert(character))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
