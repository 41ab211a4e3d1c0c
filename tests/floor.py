"""What the oldest browsers that we serve understand, from MDN's browser-compat-data: Chromium 66
(WeChat on old Android phones keeps such kernels) and the WebKit of iOS 12. docs/pages.md.

Style sheets are read with tinycss2, scripts with acorn in the node that playwright brings.
"""

import json
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import playwright
import tinycss2
from tinycss2.ast import Node

FLOOR = {"chrome": 66.0, "safari_ios": 12.0}
NODE = Path(playwright.__file__).parent / "driver" / "node"
# Missing, they cost nothing: what remains is told beside each.
HARMLESS = {
    "text-underline-offset": "the line under a link sits closer",
    ":focus-visible": "the browser's own ring is there",
    "overflow-wrap: anywhere": "break-word stands before it",
    "height: 62svh": "62vh stands before it",
    "text-wrap": "a last line may be of one character",
    "cursor": "a touch screen has none",
    "touch-action": "iOS 12 asks the script, which takes no single finger",
    "print-color-adjust": "Leaflet's, for paper, where the map is not printed",
    "mix-blend-mode": "Leaflet's, a seam between tiles in Chrome",
    "behavior": "Leaflet's, for Internet Explorer",
    "filter": "Leaflet's, for Internet Explorer",
    "::selection": "Leaflet's, the colour of a selected tile",
}
# Asked for before they are used: `name in object`, or the object's own test.
GUARDED = {"navigator.share", "clipboard.writeText", "navigationPreload.enable", "wx.config"}
_HOLDERS = {"navigator": "Navigator", "document": "Document", "window": "Window",
            "history": "History", "location": "Location",
            "serviceWorker": "ServiceWorkerContainer",
            "registration": "ServiceWorkerRegistration"}  # fmt: skip
_UNITS = {"px", "em", "rem", "vh", "vw", "vmin", "vmax", "ch", "fr", "s", "ms", "deg", "pt", "mm"}
_OLD_FUNCTIONS = {"var", "url", "calc", "rgb", "rgba", "hsl", "minmax", "repeat", "rect", "counter"}
_NAMES = r"""
const acorn = require(process.argv[1]), names = [];
const nameOf = node => node.type === 'Identifier' ? node.name
    : node.type === 'MemberExpression' && !node.computed ? node.property.name : '';
const walk = node => {
    const called = node.callee;
    if (called && nameOf(called))
        names.push(['called', called.object ? nameOf(called.object) : '', nameOf(called)]);
    if (node.type === 'MemberExpression') names.push(['used', '', nameOf(node.object)]);
    if (node.type === 'Property') names.push(['made', '', node.key.name || node.key.value]);
    if (node.type === 'AssignmentExpression') names.push(['made', '', nameOf(node.left)]);
    if (node.id) names.push(['made', '', node.id.name]);
    if (node.regex && /\(\?<[=!]/.test(node.regex.pattern)) names.push(['used', '', 'lookbehind']);
    for (const key in node) {
        const part = node[key];
        if (Array.isArray(part)) part.filter(each => each && each.type).forEach(walk);
        else if (part && typeof part.type === 'string') walk(part);
    }
};
walk(acorn.parse(require('fs').readFileSync(0, 'utf8'), {ecmaVersion: 2018}));
console.log(JSON.stringify(names));
"""


class Floor:
    """packages: the folder that holds the pinned packages (tools/fetch_wheels.py); work: a folder
    to unpack acorn in."""

    def __init__(self, packages: Path, work: Path) -> None:
        self._data: dict[str, Any] = json.loads(_member(packages, "mdn-browser", "data.json"))
        self._acorn = work / "acorn.js"
        self._acorn.write_bytes(_member(packages, "acorn", "dist/acorn.js"))

    # ---- style sheets ------------------------------------------------------------------------

    def style_complaints(self, text: str) -> list[str]:
        """What the floor would drop without a stand-in, each as "what: where"."""
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        return [f"{what} in {where}" for what, where in self._dropped(rules, _grids(rules))]

    def without_unknown(self, text: str) -> str:
        """The style sheet as the floor reads it: without what it would drop."""
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        self._drop(rules, _grids(rules))
        return str(tinycss2.serialize(rules))

    def _drop(self, rules: list[Node], grids: set[str]) -> None:
        for rule in [rule for rule in rules if self._is_skipped(rule)]:
            rules.remove(rule)
        for rule in [rule for rule in rules if rule.type == "qualified-rule"]:
            if any(not self._knows_selector(name) for name in _pseudos(rule)):
                rules.remove(rule)
                continue
            kept = [each for each in _declarations(rule) if not self._objections(rule, each, grids)]
            rule.content = tinycss2.parse_component_value_list(
                "".join(tinycss2.serialize([each]) + ";" for each in kept)
            )
        for rule in [rule for rule in rules if rule.type == "at-rule" and rule.content]:
            inner = _inner(rule)
            self._drop(inner, grids)
            rule.content = tinycss2.parse_component_value_list(tinycss2.serialize(inner))

    def _dropped(self, rules: list[Node], grids: set[str]) -> Iterator[tuple[str, str]]:
        for rule in rules:
            if rule.type == "at-rule" and rule.content and not self._is_skipped(rule):
                yield from self._dropped(_inner(rule), grids)
            if rule.type == "qualified-rule":
                where = tinycss2.serialize(rule.prelude).strip()
                yield from ((name, where) for name in self._unknown_selectors(rule))
                yield from ((told, where) for told in self._unknown_declarations(rule, grids))

    def _unknown_selectors(self, rule: Node) -> list[str]:
        names = [name for name in _pseudos(rule) if name not in HARMLESS]
        return [name for name in names if not self._knows_selector(name)]

    def _unknown_declarations(self, rule: Node, grids: set[str]) -> Iterator[str]:
        fine: set[str] = set()
        for each in _declarations(rule):
            objections = self._objections(rule, each, grids)
            told = f"{each.name}: {tinycss2.serialize(each.value).strip()}"
            if not objections:
                fine.add(each.name)
            elif each.name not in HARMLESS and not (told in HARMLESS and each.name in fine):
                yield f"{told} ({', '.join(objections)})"

    def _is_skipped(self, rule: Node) -> bool:
        """A block that the floor does not read at all: an unknown question in @media, @supports."""
        if rule.type != "at-rule":
            return False
        asked = re.findall(r"\(\s*(?:min-|max-)?([\w-]+)", tinycss2.serialize(rule.prelude))
        known = self._data["css"]["at-rules"]["media"]
        return rule.at_keyword == "supports" or any(
            not _is_known(known.get(name, {"__compat": None})) for name in asked
        )

    def _knows_selector(self, name: str) -> bool:
        known = self._data["css"]["selectors"].get(name.strip(":"))
        return name.startswith("::-") or known is None or _is_known(known)

    def _objections(self, rule: Node, each: Node, grids: set[str]) -> list[str]:
        properties = self._data["css"]["properties"]
        if each.name == "font-family":  # names of fonts, not words of the language
            return []
        twin = f"-webkit-{each.name}"
        if any(other.name == twin for other in _declarations(rule)):
            return []
        if each.name.startswith("-"):  # our own variables; prefixed ones, for their browser alone
            return list(self._odd_values({}, each.value))
        known = properties.get(each.name)
        if known is None or not _is_known(known):
            return ["unknown property"]
        if each.name in ("gap", "row-gap", "column-gap") and not _selectors(rule) <= grids:
            return ["a gap outside a grid"]
        return list(self._odd_values(known, each.value))

    def _odd_values(self, known: dict[str, Any], value: Iterable[Node]) -> Iterator[str]:
        for token in value:
            if token.type == "ident" and not _is_known(known.get(token.lower_value, {})):
                yield token.value
            elif token.type == "dimension" and token.lower_unit not in _UNITS:
                yield token.unit
            elif token.type == "function":
                name = token.lower_name
                typed = self._functions.get(name) or known.get(name)
                if not (_is_known(typed) if typed else name in _OLD_FUNCTIONS):
                    yield f"{token.name}()"
                yield from self._odd_values(known, token.arguments)

    @cached_property
    def _functions(self) -> dict[str, Any]:
        """Functions of values: those of their own and those of shapes, gradients, easings."""
        types: dict[str, Any] = self._data["css"]["types"]
        return {name: each for group in types.values() for name, each in group.items()} | types

    # ---- scripts -----------------------------------------------------------------------------

    def script_complaints(self, text: str, *, own: frozenset[str] = frozenset()) -> list[str]:
        """Syntax later than ES2018, and names that no object of the floor has.

        own: names that the page's other scripts make (script_names).
        """
        try:
            names = self._read(text)
        except SyntaxError as error:
            return [str(error)]
        own |= {name for how, _, name in names if how == "made"}
        asked = {(holder, name) for how, holder, name in names if how != "made"}
        return sorted(
            f"{holder}.{name}".strip(".")
            for holder, name in asked
            if not self._knows_name(holder, name, own) and f"{holder}.{name}" not in GUARDED
        )

    def script_names(self, text: str) -> set[str]:
        """The names that a script gives to functions, keys and properties."""
        return {name for how, _, name in self._read(text) if how == "made"}

    def _read(self, text: str) -> list[tuple[str, str, str]]:
        done = subprocess.run(
            [NODE, "-e", _NAMES, self._acorn],
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SyntaxError(next(line for line in done.stderr.splitlines() if "Error" in line))
        return [tuple(each) for each in json.loads(done.stdout)]

    def _knows_name(self, holder: str, name: str, own: frozenset[str]) -> bool:
        exact = self._holders.get(_HOLDERS.get(holder, holder), {}).get(name)
        if exact is not None:
            return _is_known(exact)
        if not holder and (name == "lookbehind" or name in self._holders):
            return name != "lookbehind" and _is_known(self._holders[name])
        like = [] if name in own else self._named.get(name, [])
        return not holder or not like or any(map(_is_known, like))

    @cached_property
    def _holders(self) -> dict[str, Any]:
        holders: dict[str, Any] = (
            self._data["api"]
            | self._data["javascript"]["builtins"]
            | self._data["api"].get("_globals", {})
        )
        return holders

    @cached_property
    def _named(self) -> dict[str, list[Any]]:
        """A name → what has it: objects of the language, or, where none has, of the page."""
        named: dict[str, list[Any]] = {}
        for part in (self._data["javascript"]["builtins"], self._data["api"]):
            found: dict[str, list[Any]] = {}
            for holder in part.values():
                for name, feature in holder.items():
                    found.setdefault(name.removesuffix("_static"), []).append(feature)
            named = found | named
        return named


def _member(packages: Path, start: str, name: str) -> bytes:
    (archive,) = packages.glob(f"{start}*.tgz")
    with tarfile.open(archive) as opened:
        file = opened.extractfile(f"package/{name}")
        assert file is not None
        return file.read()


def _is_known(feature: dict[str, Any]) -> bool:
    """A feature that says nothing of itself has been there for ever."""
    if "__compat" not in feature:
        return True
    if feature["__compat"] is None:
        return False
    support = feature["__compat"]["support"]
    return all(_has(support.get(name, []), least) for name, least in FLOOR.items())


def _has(entries: Any, version: float) -> bool:
    entries = entries if isinstance(entries, list) else [entries]
    return any(
        _number(entry.get("version_added")) <= version < _number(entry.get("version_removed"))
        for entry in entries
        if not {"flags", "prefix", "alternative_name"} & set(entry)
    )


def _number(version: object) -> float:
    if version is True:
        return 0
    found = re.search(r"\d+(?:\.\d+)?", str(version))
    return float(found.group()) if found else float("inf")


def _inner(rule: Node) -> list[Node]:
    return list(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _declarations(rule: Node) -> list[Node]:
    inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [each for each in inside if each.type == "declaration"]


def _selectors(rule: Node) -> set[str]:
    return {one.strip() for one in tinycss2.serialize(rule.prelude).split(",")}


def _pseudos(rule: Node) -> list[str]:
    return re.findall(r"::?[a-z-]+", tinycss2.serialize(rule.prelude))


def _grids(rules: Iterable[Node]) -> set[str]:
    """Selectors that are made a grid somewhere in the sheet."""
    found: set[str] = set()
    for rule in rules:
        if rule.type == "at-rule" and rule.content:
            found |= _grids(_inner(rule))
        if rule.type == "qualified-rule" and any(
            each.name == "display" and "grid" in tinycss2.serialize(each.value)
            for each in _declarations(rule)
        ):
            found |= _selectors(rule)
    return found
