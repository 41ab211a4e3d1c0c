"""What is said of releases: what a load, a publication or a step back did, and which there are."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sites.records import COLUMN_WORDS, Release
from sites.store import Difference
from sites.voice.place_reports import closing_lines, precision_lines

if TYPE_CHECKING:  # a web page never needs it
    from sites.geocoding.chain import Outage
    from sites.loading import LoadReport

NO_RELEASE = "还没有任何一版；请先导入名单：flask sites load data/sites.csv"
NOTHING_LIVE = "还没有公布任何一版；请先导入名单：flask sites load 文件"
_RELEASE_STATES = {"staged": "待发布", "live": "公布中", "retired": "已退下"}
_HASH_LENGTH = 12  # of 64 digits: enough to tell two releases apart by eye
_SHOWN_CHANGES = 5  # of each kind, before "……"


def load_lines(
    outcome: "LoadReport", outages: Iterable["Outage"] = (), *, stage_only: bool
) -> Iterator[str]:
    """What a load made of the rows that it took. outages: of the providers, in this run."""
    if outcome.dropped_demo:
        yield f"SITES_PUBLIC=1：去掉了 {outcome.dropped_demo} 处演示采血点。"
    yield from precision_lines(outcome.sites)
    yield from closing_lines(outcome.tally, outages)
    number = outcome.release.number
    if outcome.is_unchanged:
        yield f"和正在公布的第 {number} 版完全一样，什么也没有改变。"
        return
    yield from difference_lines(outcome.difference)
    if stage_only:
        yield f"已存为第 {number} 版，还没有发布；发布请运行：flask sites publish {number}"
    else:
        yield f"第 {number} 版已发布，正在运行的网站几秒钟内换上。"


def difference_lines(difference: Difference) -> Iterator[str]:
    """What a release changes against the live one; the first few sites of each kind by name."""
    if difference.live_number is None:
        yield "这是第一版。"
        return
    yield (
        f"和第 {difference.live_number} 版相比：新增 {len(difference.added)}，"
        f"去掉 {len(difference.removed)}，改动 {len(difference.changed)}，"
        f"不变 {difference.unchanged}"
    )
    yield from _some("+", (site.unit for site in difference.added))
    yield from _some("-", (site.unit for site in difference.removed))
    changed = (f"{each.after.unit}（{_field_words(each.fields)}）" for each in difference.changed)
    yield from _some("~", changed)


def _field_words(names: Iterable[str]) -> str:
    words = {"phones": "电话", "fix": "位置", "source": "出处", "adcode": "地区", **COLUMN_WORDS}
    return "、".join(words.get(name, name) for name in names)


def _some(mark: str, texts: Iterable[str]) -> Iterator[str]:
    for turn, text in enumerate(texts):
        if turn == _SHOWN_CHANGES:
            yield f"  {mark} ……"
            return
        yield f"  {mark} {text}"


def release_line(release: Release) -> str:
    """One line of `flask sites releases`; times are UTC."""
    sites = release.sites
    published = f"{release.published_at:%Y-%m-%d %H:%M}" if release.published_at else "—"
    return (
        f"第 {release.number} 版  {_RELEASE_STATES[release.state]}  发布于 {published} UTC  "
        f"{sites.total} 处（真实 {sites.published}，演示 {sites.demo}）  "
        f"sha256 {release.sha256[:_HASH_LENGTH]}  {'、'.join(release.files)}"
    )


def published_line(release: Release) -> str:
    """After a release was published."""
    return f"正在公布：{release_line(release)}"


def rolled_back_line(release: Release) -> str:
    """After the release before was published again."""
    return f"已退回；{published_line(release)}"


def exported_line(number: int, out: Path) -> str:
    """After a release was written to a file."""
    return f"第 {number} 版写好了：{out}"
