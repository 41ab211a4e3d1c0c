"""The page that `flask sites geocode-report` writes: one file that opens from a disk."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sites.exporting import disk_page, text_beside
from sites.locating.surveying import DOUBT_KINDS, DoubtKind, Survey, SurveyedRow
from sites.mapping.report import Pin, report_map
from sites.records import Fix
from sites.voice.fixes import fix_words
from sites.voice.place_reports import DOUBT_WORDS, closing_lines

_COLUMNS = ("行", "单位", "地址", "位置", "原因")


def doubtful_places_page(title: str, survey: Survey, static: Path) -> Iterator[str]:
    """The page in pieces. title: what was surveyed, e.g. the file's name.

    static: the folder that holds Leaflet and the base map.
    """
    return disk_page(
        __package__,
        "doubtful_places.html",
        title=title,
        survey=survey,
        drawn=report_map(_pins(enumerate(survey.doubtful)), static),
        style=text_beside(__package__, "doubtful_places.css"),
        columns=_COLUMNS,
        kinds=list(_by_kind(survey)),
        kind_words=DOUBT_WORDS,
        tally=[line.strip() for line in closing_lines(survey.tally)],
        cells=_cells,
    )


def _pins(numbered: Iterable[tuple[int, SurveyedRow]]) -> list[Pin]:
    return [
        Pin(row.fix.point.lat, row.fix.point.lon, number, row.gravest)
        for number, row in numbered
        if row.fix is not None
    ]


def _by_kind(survey: Survey) -> Iterator[tuple[DoubtKind, list[tuple[int, SurveyedRow]]]]:
    """The rows under their gravest doubt, each with the number of its table row."""
    for place, kind in enumerate(DOUBT_KINDS):
        numbered = enumerate(survey.doubtful)
        if rows := [(number, row) for number, row in numbered if row.gravest == place]:
            yield kind, rows


def _cells(row: SurveyedRow) -> tuple[str, ...]:
    reasons = " ".join(doubt.words for doubt in row.doubts)
    return f"{row.file} 第 {row.line} 行", row.unit, row.address, _fix_words(row.fix), reasons


def _fix_words(fix: Fix | None) -> str:
    if fix is None:
        return "没有"
    point = f"{fix.point.lat:.6f}, {fix.point.lon:.6f}"
    return f"{point}（{'，'.join(fix_words(fix))}）"
