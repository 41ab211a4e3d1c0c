"""Status and source of a row: a site is real only with a title, a URL and a date."""

from sites.assembling.desk import Desk
from sites.records import COLUMN_WORDS, DEMO_STREET, DEMO_WORD, Source, Status
from sites.text import is_web_address, squeeze, tidy_date

_STATUSES: dict[str, Status] = {
    "published": "published",
    "已公布": "published",
    "公布": "published",
    "demo": "demo",
    "演示": "demo",
}
_NO_SOURCE = (
    "没有出处：每个真实采血点要有标题、网址和日期。请补上这三列；整份名单同一出处时，"
    "导入加 --source-title、--source-url、--published-on。"
)
_PARTS = ("source_title", "source_url", "published_on")


def read_status(desk: Desk) -> Status:
    """The row's status; a missing one is "published". Demonstration words and status must agree.

    Raises RefusedError for an unknown status, a demonstration row that could be taken for real
    and a demonstration that calls itself published.
    """
    text = desk.cell("status")
    status = _STATUSES.get(squeeze(text)) if text else "published"
    if status is None:
        raise desk.refuse("status", "状态只能是 published（已公布）或 demo（演示），请改正。")
    is_named_demo = DEMO_WORD + "采血点" in desk.cell("unit") or DEMO_STREET in desk.cell("address")
    if status == "published" and is_named_demo:
        raise desk.refuse("unit", "这是演示行，却没有标明 status=demo；不能当作真的采血点。")
    if status == "demo":
        _require_demo_form(desk)
    return status


def _require_demo_form(desk: Desk) -> None:
    if DEMO_WORD not in desk.cell("unit"):
        raise desk.refuse("unit", f"演示行的单位名里必须有「{DEMO_WORD}」。")
    if DEMO_STREET not in desk.cell("address"):
        raise desk.refuse("address", f"演示行的地址里必须有「{DEMO_STREET}」，不能像真地址。")


def read_source(desk: Desk, default: Source | None, *, required: bool) -> Source | None:
    """The row's own source, else the list's. None only when there is none and none is required.

    A lone date names no source; a title or an address of its own does, and is never mixed with
    the list's. Raises RefusedError when a part is missing (and required) or cannot be used.
    """
    missing = [column for column in _PARTS if not desk.cell(column)]
    if len(missing) == len(_PARTS):
        if default is None and required:
            raise desk.refuse("source_title", _NO_SOURCE)
        return default
    if missing:
        if default and not (desk.cell("source_title") or desk.cell("source_url")):
            desk.note("published_on", "这一行只有日期，没有出处；用了整份名单的出处和日期。")
            return default
        parts = "、".join(COLUMN_WORDS[column] for column in missing)
        raise desk.refuse(missing[0], f"出处不全，缺{parts}，请补上。")
    published_on = tidy_date(desk.cell("published_on"))
    if published_on is None:
        raise desk.refuse("published_on", "公布日期看不懂，请写成 2022-07-05、2022-07 或 2022。")
    if not is_web_address(desk.cell("source_url")):
        raise desk.refuse("source_url", "出处网址应以 http:// 或 https:// 开头，请改正。")
    return Source(desk.cell("source_title"), desk.cell("source_url"), published_on)


def read_checked_on(desk: Desk) -> str:
    """The day the site was last checked, or empty."""
    text = desk.cell("checked_on")
    checked_on = tidy_date(text) if text else ""
    if checked_on is None:
        desk.note("checked_on", "核对日期看不懂，没有采用；请写成 2022-07-05。")
    return checked_on or ""
