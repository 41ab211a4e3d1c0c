"""The review page in a real Chromium: opened from a disk, worked by keyboard, its list loaded."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from benchmarks.accessibility import axe_findings
from sites.assembling.provenance import is_initials
from sites.printed.proofing import list_csv, review_page
from sites.reading import read_list
from sites.records import Row
from sites.records.scans import Doubt, Leftover, Provenance, Transcript
from tests.browser import DESKTOP, PHONE, TIMEOUT_MS
from tests.conftest import MakeApp
from tests.proofing_lists import made_cut_out, made_row, made_transcript

SIZES = [pytest.param(DESKTOP, id="desk"), pytest.param(PHONE, id="phone")]
NOON = "2026-03-04T12:00:00"
ROWS = 150
WRONG = 15  # every tenth row is misread


@dataclass
class Desk:
    """One volunteer with one browser. errors: what the console said. asked: what was fetched."""

    page: Page
    path: Path
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def sign_in(self, initials: str = "WXL") -> None:
        self.page.keyboard.type(initials)
        self.press("Enter")

    def title(self) -> str:
        return self.page.locator("#card-title").inner_text()

    def said(self) -> str:
        return self.page.locator("#say").inner_text()

    def save(self, button: str) -> str:
        with self.page.expect_download() as coming:
            self.page.locator(button).press("Enter")
        return Path(coming.value.path()).read_bytes().decode("utf-8")

    def rows(self) -> list[dict[str, str]]:
        text = self.save("#save-list")
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


Sit = Callable[..., Desk]


@pytest.fixture
def sit(chromium: Browser, tmp_path: Path) -> Iterator[Sit]:
    """sit(transcript, size=…): the page of the transcript, open in a browser without memory."""
    contexts = []

    def down(
        transcript: Transcript,
        *,
        size: ViewportSize = DESKTOP,
        bypass_csp: bool = False,
        script: str = "",
    ) -> Desk:
        path = tmp_path / "名单.html"
        path.write_text("".join(review_page(transcript, made_cut_out)), encoding="utf-8")
        context = chromium.new_context(
            viewport=size, has_touch=size is PHONE, locale="zh-CN", bypass_csp=bypass_csp
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.clock.set_fixed_time(NOON)
        page.add_init_script(script)
        desk = Desk(page, path)
        page.on("console", lambda message: desk.errors.append(message.text))
        page.on("pageerror", lambda error: desk.errors.append(str(error)))
        page.on("request", lambda request: desk.asked.append(request.url))
        page.goto(path.as_uri())
        return desk

    yield down
    for context in contexts:
        context.close()


def _settled(desk: Desk) -> None:
    assert desk.errors == []
    foreign = [
        url for url in desk.asked if not url.startswith(("data:", "blob:", desk.path.as_uri()))
    ]
    assert foreign == []


@pytest.mark.parametrize("size", SIZES)
def test_list_is_checked_by_keyboard_saved_loaded_and_served(
    sit: Sit, make_app: MakeApp, tmp_path: Path, size: ViewportSize
) -> None:
    desk = sit(made_transcript(ROWS), size=size)
    desk.sign_in()
    for _ in range(WRONG):  # the rows with a doubt come first: take the proposal, go on
        desk.press("1", "Enter")
    desk.press("Tab", "Control+a")  # the first good row: its unit was printed with a slip
    desk.page.keyboard.type("阆中市公安局刑侦大队（演示一）")
    desk.press("Enter", "d")  # and the next one is none
    for _ in range(ROWS - WRONG - 2):
        desk.press("Enter")
    expect(desk.page.locator("#finish-title")).to_have_text("全部核对完了")
    expect(desk.page.locator("#done-words")).to_have_text(f"已核对 {ROWS} / {ROWS} 行")
    lines = desk.rows()
    assert len(lines) == ROWS - 1
    assert {(line["checked_by"], line["checked_on"]) for line in lines} == {("WXL", "2026-03-04")}
    assert {line["county"] for line in lines} == {"郯城县", "阆中市", "郫都区", "德惠市", "澄城县"}
    assert lines[0]["unit"] == "阆中市公安局刑侦大队（演示一）"
    assert [line["picture_row"] for line in lines[:3]] == ["2", "4", "5"]
    _settled(desk)

    path = tmp_path / "checked.csv"
    path.write_text(desk.save("#save-list"), encoding="utf-8", newline="")
    app = make_app(str(path))
    sites = app.extensions["sites"].live.current().sites
    assert len(sites) == ROWS - 1
    site = next(site for site in sites if "演示一" in site.unit)
    served = app.test_client().get(f"/sites/{site.id}").get_data(as_text=True)
    for words in ("https://example.org/list", "演示公安厅演示采血点名单", "2022"):
        assert words in served


def test_untouched_page_saves_what_the_list_holds(sit: Sit) -> None:
    transcript = made_transcript(20)
    hostile = made_row(21, notes='=1+1,"</script>"', address="</textarea><b>演示大街</b>")
    transcript = replace(transcript, rows=(*transcript.rows, hostile))
    desk = sit(transcript)
    desk.press("Escape")
    assert desk.save("#save-list") == "".join(list_csv(transcript))
    _settled(desk)


def test_saved_list_is_read_back_with_the_same_cells(sit: Sit, tmp_path: Path) -> None:
    notes = '-2,"引号"；</script><img src=x onerror=alert(1)>'
    desk = sit(Transcript((made_row(1, notes=notes),), ()))
    desk.sign_in()
    desk.press("Enter")
    path = tmp_path / "saved.csv"
    path.write_text(desk.save("#save-list"), encoding="utf-8", newline="")
    [back] = [found for found in read_list(path) if isinstance(found, Row)]
    assert back.cells["notes"].replace("; ", "；").replace(";", "；") == notes
    assert back.cells["checked_by"] == "WXL"
    _settled(desk)


def test_nothing_counts_as_checked_before_somebody_says_so(sit: Sit) -> None:
    desk = sit(made_transcript(10))
    desk.sign_in()
    desk.press("ArrowDown", "1", "ArrowDown", "Tab", "x", "Escape")
    assert {line["checked_by"] + line["checked_on"] for line in desk.rows()} == {""}
    expect(desk.page.locator("#save-words")).to_have_text("还有 10 行没核对")


def test_proposal_is_never_put_in_silently(sit: Sit) -> None:
    desk = sit(made_transcript(10))
    desk.sign_in()
    assert desk.page.locator("#f-county").input_value() == "郑城县"
    assert desk.page.locator(".field.county mark").first.inner_text() == "郑"
    desk.press("Enter")
    assert [line["county"] for line in desk.rows()][9] == "郑城县"


def test_changed_row_must_be_confirmed_again(sit: Sit) -> None:
    desk = sit(made_transcript(3))
    desk.sign_in()
    desk.press("Enter", "ArrowUp", "Tab", "End")
    desk.page.keyboard.type("甲")
    assert [line["checked_by"] for line in desk.rows()] == ["", "", ""]


def test_letters_written_into_a_field_are_no_commands(sit: Sit) -> None:
    desk = sit(made_transcript(3))
    desk.sign_in()
    desk.press("Tab", "Control+a")
    desk.page.keyboard.type("dun1zf")
    assert desk.page.locator("#f-unit").input_value() == "dun1zf"
    assert desk.rows()[0]["unit"] == "dun1zf"
    assert len(desk.rows()) == 3


def test_proposal_can_be_taken_while_writing(sit: Sit) -> None:
    desk = sit(made_transcript(10))
    desk.sign_in()
    desk.press("Tab", "Alt+1")
    assert desk.page.locator("#f-county").input_value() == "郯城县"
    expect(desk.page.locator("#f-county")).to_be_focused()


def test_enter_of_an_input_method_confirms_nothing(sit: Sit) -> None:
    desk = sit(made_transcript(3))
    desk.sign_in()
    desk.press("Tab")
    desk.page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            { key: 'Enter', code: 'Enter', isComposing: true, bubbles: true }))"""
    )
    assert desk.page.locator("#done-words").inner_text() == "已核对 0 / 3 行"


def test_key_held_down_confirms_one_row_only(sit: Sit) -> None:
    desk = sit(made_transcript(5))
    desk.sign_in()
    for _ in range(4):
        desk.page.keyboard.down("Enter")
    desk.page.keyboard.up("Enter")
    assert desk.page.locator("#done-words").inner_text() == "已核对 1 / 5 行"


def test_steps_are_taken_back_in_order(sit: Sit) -> None:
    desk = sit(made_transcript(10))
    desk.sign_in()
    desk.press("1", "Enter", "Enter", "d")
    expect(desk.page.locator("#done-words")).to_have_text("已核对 3 / 10 行")
    desk.press("u", "u", "u")
    expect(desk.page.locator("#done-words")).to_have_text("已核对 0 / 10 行")
    assert desk.page.locator("#f-county").input_value() == "郯城县"
    desk.press("Control+z")
    assert desk.page.locator("#f-county").input_value() == "郑城县"
    desk.press("u")
    assert desk.said() == "没有可以撤回的了"


def test_last_step_can_be_taken_back_at_the_end(sit: Sit) -> None:
    desk = sit(made_transcript(2))
    desk.sign_in()
    desk.press("Enter", "Enter")
    expect(desk.page.locator("#finish-title")).to_be_focused()
    desk.press("u")
    expect(desk.page.locator("#done-words")).to_have_text("已核对 1 / 2 行")
    expect(desk.page.locator("#card")).to_be_focused()
    desk.press("Enter", "ArrowUp")
    expect(desk.page.locator("#card-state")).to_have_text("WXL 已核对　2026-03-04")


def test_cells_are_filled_from_above_and_downwards(sit: Sit) -> None:
    rows = [made_row(number, province="" if number < 5 else "吉林省") for number in range(1, 7)]
    desk = sit(Transcript(tuple(rows), ()))
    desk.sign_in()
    desk.press("Tab", "Tab")
    desk.page.keyboard.type("四川省")
    desk.press("Alt+ArrowDown")
    provinces = ["四川省", "四川省", "四川省", "四川省", "吉林省", "吉林省"]
    assert [line["province"] for line in desk.rows()] == provinces
    assert {line["checked_by"] for line in desk.rows()} == {""}
    desk.page.locator("#card").focus()
    desk.press("u")
    assert [line["province"] for line in desk.rows()] == ["四川省", "", "", "", "吉林省", "吉林省"]
    desk.page.locator("#card").focus()
    desk.press("Tab", "Tab", "Alt+ArrowUp")
    assert desk.rows()[1]["province"] == "四川省"


def test_row_without_a_unit_is_not_confirmed(sit: Sit) -> None:
    desk = sit(Transcript((made_row(1, unit=""), made_row(2)), ()))
    desk.sign_in()
    desk.press("Enter")
    assert "没有单位" in desk.said()
    expect(desk.page.locator("#done-words")).to_have_text("已核对 0 / 2 行")


def test_name_or_number_is_not_taken_as_initials(sit: Sit) -> None:
    desk = sit(made_transcript(2))
    taken = {}
    for text in ("王小丽", "13800000000", "WANGXIAOLISHANGHAI", "志愿者3", "王XL", "W. X. L."):
        desk.page.evaluate("byId('start').close(); askReviewer(); byId('reviewer').value = ''")
        desk.sign_in(text)
        taken[text] = not desk.page.locator("#start").is_visible()
    assert taken == {text: is_initials(text) for text in taken}
    assert set(taken.values()) == {True, False}


def test_progress_outlives_a_reload(sit: Sit) -> None:
    desk = sit(made_transcript(30))
    desk.sign_in()
    desk.press("1", "Enter", "Enter", "d")
    desk.press("n")
    desk.page.keyboard.type("演示县公安局")
    desk.press("Enter")
    before = desk.rows()
    desk.page.reload()
    expect(desk.page.locator("#start")).to_be_hidden()
    assert desk.rows() == before
    expect(desk.page.locator("#done-words")).to_have_text("已核对 4 / 31 行")
    _settled(desk)


def test_progress_goes_to_another_browser_in_a_file(sit: Sit, tmp_path: Path) -> None:
    first = sit(made_transcript(30))
    first.sign_in()
    first.press("1", "Enter", "Enter")
    kept = tmp_path / "进度.json"
    kept.write_text(first.save("#save-progress"), encoding="utf-8")

    second = sit(made_transcript(30))
    second.sign_in("ZXM")
    second.press("ArrowDown", "ArrowDown", "Enter")
    second.page.locator("#open-progress").set_input_files(kept)
    expect(second.page.locator("#done-words")).to_have_text("已核对 3 / 30 行")
    checked = [line["checked_by"] for line in second.rows() if line["checked_by"]]
    assert sorted(checked) == ["WXL", "WXL", "ZXM"]
    second.page.reload()
    expect(second.page.locator("#done-words")).to_have_text("已核对 3 / 30 行")


def test_file_that_is_no_progress_is_refused_in_words(sit: Sit, tmp_path: Path) -> None:
    desk = sit(made_transcript(2))
    desk.sign_in()
    other = tmp_path / "other.json"
    for text in ("", "[]", "{}", "null", '{"kind":"caixuedian-progress"}'):
        other.write_text(text, encoding="utf-8")
        desk.page.evaluate("say('')")
        desk.page.locator("#open-progress").set_input_files(other)
        expect(desk.page.locator("#say")).to_contain_text("不是本页存下的进度文件")
    _settled(desk)


def test_progress_that_was_tampered_with_does_no_harm(sit: Sit, tmp_path: Path) -> None:
    desk = sit(made_transcript(3))
    desk.sign_in()
    desk.press("Enter")
    kept = json.loads(desk.save("#save-progress"))
    [key] = kept["decisions"]
    wrong = [None, 7, "x", {"cells": 7, "at": 1e15}, {"cells": {"unit": 7}, "by": {}, "at": 2e15}]
    path = tmp_path / "kept.json"
    for decision in [*wrong, {"by": "王小丽", "on": "2026-01-01", "at": 3e15}]:
        path.write_text(json.dumps(kept | {"decisions": {key: decision}}), encoding="utf-8")
        desk.page.locator("#open-progress").set_input_files(path)
        expect(desk.page.locator("#say")).to_contain_text("打开了进度")
        desk.page.evaluate("say('')")
    assert [line["checked_by"] for line in desk.rows()] == ["", "", ""]
    assert desk.rows()[0]["unit"] == "阆中市公安局刑侦大队（演示1）"
    _settled(desk)


def test_browser_that_keeps_nothing_says_so(sit: Sit) -> None:
    desk = sit(made_transcript(3), script="Storage.prototype.setItem = () => { throw Error(); };")
    desk.sign_in()
    desk.press("Enter")
    expect(desk.page.locator("#no-store")).to_be_visible()
    expect(desk.page.locator("#done-words")).to_have_text("已核对 1 / 3 行")
    _settled(desk)


def test_decision_about_another_list_is_not_taken_over(sit: Sit, tmp_path: Path) -> None:
    desk = sit(made_transcript(2))
    desk.sign_in()
    decisions = {
        "0123456789ab": {"by": "ZXM", "on": "2026-01-01", "at": 1},
        "m1": {"made": {"beside": "0123456789ab", "cells": {"unit": "演示"}, "at": 1}, "at": 1},
    }
    kept = {"kind": "caixuedian-progress", "sources": {}, "decisions": decisions}
    path = tmp_path / "kept.json"
    path.write_text(json.dumps(kept), encoding="utf-8")
    desk.page.locator("#open-progress").set_input_files(path)
    expect(desk.page.locator("#say")).to_contain_text("2 条和这份名单对不上")
    assert len(desk.rows()) == 2


def test_leftover_becomes_a_row_with_its_picture_and_source(sit: Sit) -> None:
    desk = sit(made_transcript(3))
    desk.sign_in()
    desk.page.locator("#leftovers > summary").press("Enter")
    expect(desk.page.locator(".leftover")).to_have_count(2)
    desk.page.get_by_role("button", name="做成一行").first.press("Enter")
    expect(desk.page.locator("#f-unit")).to_be_focused()
    expect(desk.page.locator("#f-unit")).to_have_value("澄城县公安局")
    expect(desk.page.locator("#f-phone")).to_have_value("0913-0000999")
    expect(desk.page.locator("#cut")).to_be_visible()
    desk.press("Enter")
    made = desk.rows()[-1]
    assert made["picture"] == "名单/01.png"
    assert made["picture_box"] == "0, 0, 600, 44"
    assert made["source_url"] == "https://example.org/list"
    assert made["checked_by"] == "WXL"
    expect(desk.page.locator("#leftovers-words")).to_have_text("没有放进名单的文字：2 条")


def test_row_can_be_made_where_none_was_read(sit: Sit) -> None:
    desk = sit(replace(made_transcript(1), rows=()))
    expect(desk.page.locator("#finish-title")).to_have_text("没有读出一行")
    desk.page.locator("#leftovers > summary").press("Enter")
    desk.page.get_by_role("button", name="做成一行").first.press("Enter")
    desk.press("Enter")
    desk.sign_in()
    desk.press("Enter")
    expect(desk.page.locator("#finish-title")).to_have_text("全部核对完了")
    [line] = desk.rows()
    assert (line["unit"], line["checked_by"]) == ("澄城县公安局", "WXL")
    desk.page.locator("#finish-title").focus()
    desk.press("u", "u")
    expect(desk.page.locator("#finish-title")).to_have_text("没有读出一行")
    _settled(desk)


def test_added_row_does_not_lead_away_from_the_doubts(sit: Sit) -> None:
    desk = sit(made_transcript(30))
    desk.sign_in()
    desk.press("n")
    desk.page.keyboard.type("演示县公安局")
    desk.press("Enter")
    assert desk.title() == "名单/01.png　第 21 行"
    assert [line["unit"] for line in desk.rows()].index("演示县公安局") == 10


def test_missing_source_is_asked_for_and_written_into_every_row(sit: Sit) -> None:
    rows = tuple(replace(made_row(number), provenance=Provenance()) for number in (1, 2))
    desk = sit(Transcript(rows, ()))
    expect(desk.page.locator("#sources-words")).to_have_text("出处：还有 1 处没写全")
    desk.page.keyboard.type("WXL")
    desk.press("Tab")
    desk.page.keyboard.type("演示公告")
    desk.press("Tab")
    desk.page.keyboard.type("https://example.org/notice")
    desk.press("Tab")
    desk.page.keyboard.type("2022-07")
    desk.press("Enter")
    expect(desk.page.locator("#sources-words")).to_have_text("出处：都写全了")
    desk.page.reload()
    for line in desk.rows():
        assert line["source_title"] == "演示公告"
        assert line["source_url"] == "https://example.org/notice"
        assert line["published_on"] == "2022-07"


def test_rows_are_picked_by_doubt_and_by_picture(sit: Sit) -> None:
    desk = sit(made_transcript(60))
    desk.sign_in()
    desk.press("f")
    expect(desk.page.locator("#filter")).to_be_focused()
    pick = desk.page.locator("#filter")
    pick.select_option("doubts")
    expect(desk.page.locator("#list-title")).to_have_text("只看有疑问的：6 行")
    pick.select_option("=名单/02.png")
    expect(desk.page.locator("#list-title")).to_have_text("名单/02.png：10 行")
    assert desk.title() == "名单/02.png　第 2 行"
    expect(desk.page.locator("#card")).to_be_focused()


def test_end_of_one_picture_leads_to_the_rest(sit: Sit) -> None:
    desk = sit(made_transcript(52))
    desk.sign_in()
    desk.page.locator("#filter").select_option("=名单/02.png")
    desk.press("Enter", "Enter")
    expect(desk.page.locator("#finish-title")).to_have_text("这一批核对完了")
    desk.press("Tab", "Enter")
    expect(desk.page.locator("#list-title")).to_have_text("只看还没核对的：50 行")
    expect(desk.page.locator("#card")).to_be_focused()


def test_key_that_saves_a_page_saves_the_progress(sit: Sit) -> None:
    desk = sit(made_transcript(2))
    desk.sign_in()
    with desk.page.expect_download() as coming:
        desk.press("Control+s")
    assert coming.value.suggested_filename == "名单-进度.json"


def test_list_keeps_few_rows_in_the_page(sit: Sit) -> None:
    desk = sit(made_transcript(500))
    desk.sign_in()
    assert desk.page.locator(".line").count() < 20
    desk.page.locator("#list").evaluate("box => { box.scrollTop = box.scrollHeight; }")
    expect(desk.page.locator(".line").last).to_have_attribute("aria-posinset", "500")
    assert desk.page.locator(".line").count() < 20


def test_doubt_of_any_column_is_shown(sit: Sit) -> None:
    doubts = (
        Doubt("", "序号 7 后面是 9"),
        Doubt("serial", "序号看不清"),
        Doubt("hours", "没有读出"),
    )
    desk = sit(Transcript((made_row(1, doubts=doubts),), ()))
    desk.sign_in()
    for doubt in doubts:
        expect(desk.page.get_by_text(doubt.reason)).to_be_visible()


def _hostile() -> Transcript:
    text = "</script><img src=x onerror=alert(1)>"
    row = made_row(1, unit=text, doubts=(Doubt("unit", text, text + "乙"),))
    row = replace(row, picture=text, provenance=Provenance(text, text, text))
    return Transcript(
        (row,), (Leftover(text, text, "leftover", text),), ((text, text),), ((text, text),)
    )


def test_hostile_text_is_shown_as_text(sit: Sit) -> None:
    desk = sit(_hostile())
    desk.sign_in()
    desk.page.evaluate(
        "document.querySelectorAll('details').forEach(each => { each.open = true; })"
    )
    expect(desk.page.locator(".leftover")).to_have_count(1)
    assert desk.page.locator("img[src=x]").count() == 0
    assert desk.page.locator("#card-title").inner_text().startswith("</script><img")
    _settled(desk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_page_breaks_no_rule_of_accessibility(sit: Sit, size: ViewportSize, scheme: str) -> None:
    desk = sit(made_transcript(20), size=size, bypass_csp=True)
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert axe_findings(desk.page) == [], "at the start"
    desk.sign_in()
    assert axe_findings(desk.page) == [], "at a row with a doubt"
    desk.press("Tab")
    assert axe_findings(desk.page) == [], "while writing"
    desk.press("Escape", "1", *["Enter"] * 5)
    desk.page.evaluate(
        "document.querySelectorAll('details').forEach(each => { each.open = true; })"
    )
    expect(desk.page.locator(".leftover")).to_have_count(2)
    assert axe_findings(desk.page) == [], "with everything open"


@pytest.mark.parametrize("size", SIZES)
def test_nobody_scrolls_sideways(sit: Sit, size: ViewportSize) -> None:
    desk = sit(made_transcript(20), size=size)
    desk.sign_in()
    desk.page.evaluate(
        "document.querySelectorAll('details').forEach(each => { each.open = true; })"
    )
    width = desk.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"]


def test_printed_characters_are_never_shown_smaller_than_they_are(sit: Sit) -> None:
    desk = sit(made_transcript(3), size=PHONE)
    desk.sign_in()
    shown = desk.page.locator("#cut").evaluate("cut => cut.clientWidth / cut.naturalWidth")
    assert shown >= 1
    desk.press("z")
    assert desk.page.locator("#cut").evaluate("cut => cut.clientWidth / cut.naturalWidth") > shown


MARKS = {
    "another character": ("郑城县", "不是县名", "郯城县", "郑"),
    "other reading": ("0539-0000010", "另一遍读成“0539-0000018”", "", "0"),
    "proposal before what is quoted": ("郑城县", "没有“郑城”", "郯城县", "郑"),
    "part that is quoted": ("郑城县公安局", "“郑城县”不是这个省的县名", "", "郑城县"),
    "character too few": ("053-0000010", "少了一位", "0539-0000010", "3"),
    "character too many": ("演示大大街1号", "多了一个字", "演示大街1号", "大"),
    "whole cell quoted": ("甲乙", "“甲乙”没有见过", "", ""),
    "nothing alike": ("甲乙丙丁", "序号“12”后面是“15”", "", ""),
    "beyond the first plane": ("𠮷林县", "不是县名", "吉林县", "𠮷"),
}


def test_doubtful_characters_are_marked(sit: Sit) -> None:
    desk = sit(made_transcript(1))
    cells = {
        name: [text, ["county", reason, new]] for name, (text, reason, new, _) in MARKS.items()
    }
    found = desk.page.evaluate(
        """cells => Object.entries(cells).map(([name, [text, doubt]]) => {
            const flags = doubtfulFlags(text, [doubt]);
            return [name, [...text].filter((_, place) => flags[place]).join('')];
        })""",
        cells,
    )
    assert dict(found) == {name: marked for name, (*_, marked) in MARKS.items()}
