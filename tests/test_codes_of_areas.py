"""What a code says by itself, and that nothing else in sites/ takes codes apart."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sites.areas import codes, gazetteer

HOME = Path(__file__).resolve().parent.parent
HOUSE = HOME / "sites"
# Whatever holds one code is called so in sites/: adcode, code, county, self._adcodes[i], known[0].
_CODES = re.compile(
    r"(?:^|[._])(?:adcode|code|area)$|^(?:city|county|province|township|here|within|above|served)$"
    r"|(?:codes|areas|known|found|successors|city)\[[\w ]+\]$"
)
_CUTS, _LENGTHS = {2, 4, 6}, {6, 9}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("510000", "province"),
        ("510100", "city"),
        ("510107", "county"),
        ("429004", "county"),
        ("510107001", "township"),
        ("320583100", "township"),
    ],
)
def test_a_code_says_its_kind(code: str, kind: str) -> None:
    said = {
        "province": codes.is_province(code),
        "city": codes.is_above_counties(code) and not codes.is_province(code),
        "county": not (codes.is_above_counties(code) or codes.is_township(code)),
        "township": codes.is_township(code),
    }
    assert [name for name, is_so in said.items() if is_so] == [kind]


def test_every_area_of_today_is_of_the_kind_that_its_code_says() -> None:
    places = gazetteer()
    assert all(codes.is_province(area.adcode) for area in places.provinces())
    for level in ("city", "county"):
        for area in places.all(level):
            assert not codes.is_province(area.adcode)
            assert codes.is_above_counties(area.adcode) == (level == "city")
    for adcode, _ in places.township_names():
        assert codes.is_township(adcode)
        assert not (codes.is_above_counties(adcode) or codes.is_province(adcode))


def test_the_codes_above_are_those_of_the_path() -> None:
    places = gazetteer()
    assert codes.province_of("510107001") == "510000"
    assert codes.city_of("510107001") == "510100"
    assert codes.county_of("510107001") == "510107"
    assert codes.county_of("510100") == "510100"
    for area in (*places.all("county"), *places.all("city")):
        above = {codes.province_of(area.adcode), codes.city_of(area.adcode), area.adcode}
        assert set(places.lineage(area.adcode)) <= above


@pytest.mark.parametrize(
    ("above", "code", "is_held"),
    [
        ("510000", "510107001", True),
        ("510100", "510107", True),
        ("510107", "510107001", True),
        ("510107", "510107", True),
        ("510107", "510100", False),
        ("510100", "510781", False),
        ("320583100", "320583", False),
        ("320583100", "320583101", False),
    ],
)
def test_an_area_holds_itself_and_what_lies_in_it(above: str, code: str, is_held: bool) -> None:
    assert codes.holds(above, code) is is_held
    assert codes.are_related(code, above) is (is_held or codes.holds(code, above))


def test_a_prefix_and_its_code_lead_to_each_other() -> None:
    for code, prefix in (("370000", "37"), ("371300", "3713"), ("371302", "371302")):
        assert codes.prefix(code) == prefix
        assert codes.code_of_prefix(prefix) == code


def test_municipalities_and_the_mainland_are_told_by_the_province() -> None:
    assert codes.is_in_municipality("110105")
    assert not codes.is_in_municipality("130105")
    assert codes.is_on_mainland("460400100")
    assert not any(map(codes.is_on_mainland, ("710000", "810000", "820000", "820001")))
    assert codes.is_directly_governed("429004")
    assert not codes.is_directly_governed("420102")


def taken_apart(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, words) of each place that does the arithmetic of codes itself."""
    for node in ast.walk(tree):
        if _is_cut(node) or _is_ending(node) or _is_measured(node) or _is_made(node):
            assert isinstance(node, ast.expr)
            yield node.lineno, ast.unparse(node)


def _is_cut(node: ast.AST) -> bool:
    """code[:6], code[2:4]"""
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
        return False
    ends = {ast.unparse(end) for end in (node.slice.lower, node.slice.upper) if end}
    return bool(ends & set(map(str, _CUTS))) and _is_code(node.value)


def _is_ending(node: ast.AST) -> bool:
    """code.endswith("00")"""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("endswith", "removesuffix")
        and any(isinstance(a, ast.Constant) and a.value in ("00", "0000") for a in node.args)
    )


def _is_measured(node: ast.AST) -> bool:
    """len(code) == 9"""
    if not (isinstance(node, ast.Compare) and isinstance(node.left, ast.Call)):
        return False
    call, right = node.left, node.comparators[0]
    is_length = ast.unparse(call.func) == "len"
    return (
        is_length
        and isinstance(right, ast.Constant)
        and right.value in _LENGTHS
        and _is_code(call.args[0])
    )


def _is_made(node: ast.AST) -> bool:
    """f"{start}0000", start + "00" """
    if isinstance(node, ast.JoinedStr):
        ends = [each.value for each in node.values if isinstance(each, ast.Constant)]
        return len(node.values) == 2 and ends in (["00"], ["0000"])
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.right, ast.Constant)
        and node.right.value in ("00", "0000")
    )


def _is_code(node: ast.AST) -> bool:
    return _CODES.search(ast.unparse(node)) is not None


def test_only_their_home_takes_codes_apart() -> None:
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        if path == HOUSE / "areas" / "codes.py":
            continue
        for line, words in taken_apart(ast.parse(path.read_text(encoding="utf-8"))):
            found.append(f"{path.relative_to(HOME)}:{line} {words}")
    assert found == [], "Use the functions of sites/areas/codes.py."


@pytest.mark.parametrize(
    "line",
    [
        'area.adcode.endswith("00")',
        "code[:6]",
        "site.adcode[:2]",
        "self._adcodes[index][:2]",
        "known[0][2:4]",
        "len(area.adcode) == 9",
        'f"{code[:2]}0000"',
        "around.city[0][:4]",
        'city[:4] + "00"',
        "old.successors[0][:4]",
    ],
)
def test_the_guard_sees_a_code_taken_apart(line: str) -> None:
    assert list(taken_apart(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ["codes[:2]", "codes[0]", "words[:6]", "len(digits) == 9", "name[:2]"]
)
def test_the_guard_leaves_other_texts_alone(line: str) -> None:
    assert not list(taken_apart(ast.parse(line)))
