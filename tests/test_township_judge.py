"""What judges the points of townships, played by our own points moved north."""

from pathlib import Path

from sites.areas import gazetteer
from tools.gazetteer.judge import townships as judge


def test_the_judge_counts_what_lies_far_away(tmp_path: Path) -> None:
    """One of them lies in another county and judges nothing."""
    areas = gazetteer()
    own = [code for code, _ in areas.township_names() if code.startswith("320583")]
    fixes = {code: fix for code in own if (fix := areas.fix(code)) and fix.adcode == code}
    rows = [f"{code},{fix.point.lat + 0.01},{fix.point.lon}" for code, fix in fixes.items()]
    elsewhere = rows[0].split(",")[0]
    rows[0] = f"{elsewhere},39.9,116.4"
    table = tmp_path / "points.csv"
    table.write_text("\n".join(["code,lat,lon", *rows]), encoding="utf-8")
    judged = list(judge.judge(areas, judge.read_points(table)))
    assert elsewhere not in {each.adcode for each in judged}
    assert {round(each.km, 1) for each in judged} == {1.1}
    assert "townships have a point" in "\n".join(judge.tables(areas, judge.read_points(table)))
