"""What would settle where a row lies of which only the city or the province is known."""

from collections.abc import Iterator

from sites.areas import gazetteer
from sites.areas.naming import quoted_names
from sites.records import Fix

_SHOWN = 20  # characters of an address or a unit


def what_settles(fix: Fix, unit: str, address: str, *, may_ask: bool) -> str:
    """A sentence for the operator, the quickest way first. may_ask: whether services of the network
    were asked."""
    known = quoted_names(gazetteer(), (fix.adcode,))
    return f"只知道在{known}：{'，或者'.join(_ways(fix, unit, address, may_ask=may_ask))}。"


def _ways(fix: Fix, unit: str, address: str, *, may_ask: bool) -> Iterator[str]:
    if not address:
        yield "写出地址（地址列是空的）"
    if any(area.level != "township" for area in gazetteer().parts(fix.adcode)):
        yield "写出区县（区县列，或者写在地址里）"
    else:
        yield "写出乡镇、街道"
    yield "写出坐标（lat、lon、datum 三列）"
    if words := address or unit:
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
        yield f"把「{shown}」说的地方加进自己的地名表（flask sites places）"
    if not may_ask:
        yield "设置在线服务的密钥（docs/providers.md）"
