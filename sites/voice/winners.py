"""Which source of the chain has placed an address, and why those above it have not: what `flask
sites explain` says last, in the order of the table in docs/geocoding.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sites.areas import gazetteer
from sites.areas.naming import quoted_names
from sites.geocoding.settling import SettledFix
from sites.records import Fix

_TITLES = (
    "名单自己的坐标",
    "自己的地名表",
    "在线服务",
    "加入的地图资料",
    "程序自带的地名",
    "地区自己的位置",
)
_GIVEN, _TABLE, _ONLINE, _BROUGHT, _SHIPPED, _AREA = range(len(_TITLES))
_MAPS = ("openstreetmap", "geonames")


@dataclass(frozen=True, slots=True)
class Given:
    """The list's own point. fix: None where there is none, or it was not taken; advice: why."""

    fix: Fix | None = None
    advice: str = ""


def chain_lines(fix: Fix | None, placed: SettledFix | None, given: Given) -> Iterator[str]:
    """A line for each source down to the one that won. fix: what stands. placed: what the chain of
    services made of it; None where none is set up."""
    if fix is None:
        return
    won = _winner(fix, placed)
    for rank in range(won):
        yield f"{rank + 1} {_TITLES[rank]}：{_why_not(rank, placed, given)}"
    yield f"{won + 1} {_TITLES[won]}：采用。{_why(won, fix, placed)}"


def _winner(fix: Fix, placed: SettledFix | None) -> int:
    if fix.method == "given":
        return _GIVEN
    if _taken(placed):
        return _ONLINE
    if fix.origin:
        return _TABLE if fix.method == "table" else _BROUGHT
    own = gazetteer().fix(fix.adcode)
    return _AREA if own is not None and own.point == fix.point else _SHIPPED


def _why(won: int, fix: Fix, placed: SettledFix | None) -> str:
    if won == _GIVEN:
        return "在地址写的区县里面，别的都不用看。"
    if won == _ONLINE:
        return f"{_taken(placed)}给的位置比离线的细，又在地址写的区县里面。"
    if fix.origin:
        return f"出处：{fix.origin}。"
    if won == _SHIPPED:
        return "在地址写的区县里面有这个名字。"
    return f"没有更细的，用{quoted_names(gazetteer(), (fix.adcode,))}的位置。"


def _why_not(rank: int, placed: SettledFix | None, given: Given) -> str:
    if rank == _GIVEN:
        return given.advice or "没有写。"
    if rank == _ONLINE:
        return "没有设置。" if placed is None else placed.why_not or "没有更细又可靠的位置。"
    kinds: Sequence[str] = {_TABLE: ("table",), _BROUGHT: _MAPS}.get(rank, ())
    if kinds and not any(source.kind in kinds for source in gazetteer().brought):
        return "没有加入（flask sites places）。"
    return "没有这里写的地方，或者分不清是哪一处。"


def _taken(placed: SettledFix | None) -> str:
    """The service whose point was taken; empty where none was."""
    hearsay = placed.hearsay if placed else ()
    return next((each.title for each in hearsay if each.verdict == "taken"), "")
