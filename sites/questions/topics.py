"""What a question asks about the procedure: statements of the guide, word by word.

data/topics.tsv: words of the question → headings of the guide. At most three are told. A weak line
counts only where no place is named: 电话 beside a place asks for that place's number.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sites.questions.guidance import NO_FEE, NOT_SAID, SERVICES, STATEMENTS, Statement

Topic = Statement
_TABLE = Path(__file__).with_name("data") / "topics.tsv"
_MOST_TOPICS = 3
_TOLD = (*STATEMENTS, *NOT_SAID, NO_FEE, *SERVICES.values())
_BY_HEADING = {each.heading: each for each in _TOLD}


class _Line(NamedTuple):
    pattern: re.Pattern[str]
    topics: tuple[Statement, ...]
    is_weak: bool


@cache
def _table() -> tuple[_Line, ...]:
    lines = (_TABLE.read_text(encoding="utf-8")).splitlines()
    return tuple(_line(*line.split("\t")) for line in lines if not line.startswith("#"))


def _line(weight: str, headings: str, pattern: str) -> _Line:
    topics = tuple(_BY_HEADING[heading] for heading in headings.split("|"))
    return _Line(re.compile(pattern), topics, weight == "weak")


_OTHER = (_BY_HEADING["别的问题"], _BY_HEADING["去以前做什么"])
# How a question sounds, whatever it is about; where a place is asked for is no such question.
_ASKS = re.compile(
    "(?:吗|么|呢|怎么办|怎么样|行不行)[?？。!！ ]*$|会不会|要不要|能不能|可不可以|是不是|"
    "为什么|为啥|如何|怎样|几[次管天个]|什么时候|凭什么"
)
_SERVICE = re.compile(
    r"(?:打|拨|拨打|电话)?(?P<number>1[0-9]{2}|12[0-9]{3}|96110)(?:电话|热线|报警|是什么.*)?[?？]?"
)


def topics(text: str, *, has_place: bool) -> tuple[Topic, ...]:
    """The statements that answer a text, at most three; none when it asks for no procedure."""
    found = dict.fromkeys(_answers(text, has_place=has_place))
    return tuple(found)[:_MOST_TOPICS]


def otherwise(text: str) -> tuple[Topic, ...]:
    """What to say of a question that nothing else answers: that the guide does not say it, and
    whom to ask. None for a text that asks nothing."""
    return _OTHER if _ASKS.search(text) else ()


def service(text: str) -> Topic | None:
    """What to say of a text that is a number everybody dials as it is (110); None for others."""
    found = _SERVICE.fullmatch(text)
    return SERVICES.get(found["number"]) if found else None


def _answers(text: str, *, has_place: bool) -> Iterator[Topic]:
    for line in _table():
        if not (has_place and line.is_weak) and line.pattern.search(text):
            yield from line.topics
