"""The page that `flask sites geocode-report` writes: one file that opens from a disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from sites.locating.review import DOUBT_KINDS, DoubtKind, Review, ReviewedRow
from sites.mapping.report import Pin, ReportMap, report_map
from sites.records import Fix
from sites.voice.reporting import PRECISION_WORDS, closing_lines, method_words

KIND_WORDS: Mapping[DoubtKind, str] = {
    "unread": "没有读懂的行",
    "nowhere": "没有位置",
    "outside": "名单里的坐标不能用（不在该区县、不在中国、没写坐标系……）",
    "disagreeing": "几处来源相差 1 公里以上",
    "guarded": "在线位置不在地址说的区县，没有采用",
    "unasked": "在线服务没有问成",
    "duplicate": "几行在同一点",
    "coarse": "位置约略（只到乡镇、街道或更粗）",
}
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 1200px; padding: 0 16px; }
#map_report { height: 60vh; min-height: 320px; background: #f6f3ec; border: 1px solid #999; }
table { border-collapse: collapse; width: 100%; margin: 8px 0 24px; }
th, td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
tr:target { outline: 3px solid #c62828; }
.leaflet-popup-content p { margin: 2px 0; }
.out { border-left: 4px solid #c62828; padding-left: 8px; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def review_page(title: str, review: Review, static: Path) -> Iterator[str]:
    """The page in pieces. title: what was reviewed, e.g. the file's name.

    static: the folder that holds Leaflet and the base map.
    """
    drawn = report_map(_pins(enumerate(review.doubtful)), static)
    yield from _head(title, drawn)
    yield from _summary(title, review)
    yield "<h2>地图</h2>\n<p>颜色同下面各段；点一下看是哪一行。没有道路，只看在不在那个地方。</p>\n"
    yield f"{drawn.html}\n"
    for kind, rows in _by_kind(review):
        yield from _table(kind, rows)
    yield from (f"<script>{script}</script>\n" for script in drawn.scripts)
    yield "</body>\n</html>\n"


def _pins(numbered: Iterable[tuple[int, ReviewedRow]]) -> list[Pin]:
    return [
        Pin(row.fix.point.lat, row.fix.point.lon, number, row.gravest)
        for number, row in numbered
        if row.fix is not None
    ]


def _head(title: str, drawn: ReportMap) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield f"<title>要核对的位置：{escape(title)}</title>\n"
    yield f"<style>{drawn.style}</style>\n<style>{_STYLE}</style>\n</head>\n<body>\n"


def _summary(title: str, review: Review) -> Iterator[str]:
    yield f"<h1>要核对的位置：{escape(title)}</h1>\n"
    yield f"<p>共 {review.rows} 行，其中 {len(review.doubtful)} 行要核对。核对好的位置请写进名单的 "
    yield "lat、lon、datum 三列：名单里的坐标最优先。</p>\n"
    for outage in review.outages:
        yield f'<p class="out"><strong>{escape(outage.why_out or outage.title)}</strong>：'
        yield f"{outage.unasked} 行没有问到；再运行一次会接着问。</p>\n"
    yield "<ul>\n"
    for kind, rows in _by_kind(review):
        yield f'<li><a href="#{kind}">{escape(KIND_WORDS[kind])}</a>：{len(rows)} 行</li>\n'
    yield "</ul>\n<details>\n<summary>全部行按来源和省份</summary>\n<ul>\n"
    yield from (f"<li>{escape(line.strip())}</li>\n" for line in closing_lines(review.tally))
    yield "</ul>\n</details>\n"


def _by_kind(review: Review) -> Iterator[tuple[DoubtKind, list[tuple[int, ReviewedRow]]]]:
    """The rows under their gravest doubt, each with the number of its table row."""
    for place, kind in enumerate(DOUBT_KINDS):
        numbered = enumerate(review.doubtful)
        if rows := [(number, row) for number, row in numbered if row.gravest == place]:
            yield kind, rows


def _table(kind: DoubtKind, rows: Sequence[tuple[int, ReviewedRow]]) -> Iterator[str]:
    is_open = "" if kind == "coarse" else " open"
    yield f'<h2 id="{kind}">{escape(KIND_WORDS[kind])}</h2>\n'
    yield f"<details{is_open}>\n<summary>{len(rows)} 行</summary>\n"
    yield "<table>\n<thead><tr>"
    for column in ("行", "单位", "地址", "位置", "原因"):
        yield f'<th scope="col">{column}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for number, row in rows:
        yield f'<tr id="row-{number}">'
        yield from (f"<td>{escape(text)}</td>" for text in _cells(row))
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</details>\n"


def _cells(row: ReviewedRow) -> tuple[str, ...]:
    reasons = " ".join(doubt.words for doubt in row.doubts)
    return f"{row.file} 第 {row.line} 行", row.unit, row.address, _fix_words(row.fix), reasons


def _fix_words(fix: Fix | None) -> str:
    if fix is None:
        return "没有"
    point = f"{fix.point.lat:.6f}, {fix.point.lon:.6f}"
    return f"{point}（{PRECISION_WORDS[fix.precision]}，{method_words(fix.method)}）"
