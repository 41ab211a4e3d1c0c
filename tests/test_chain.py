"""The chain of providers: memory, order, pace, outages, the guard; killed and started again.

Run as a program, this file is the run that gets killed.
"""

import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.geo import Point
from sites.geocoding import PlaceText, locate
from sites.geocoding.asking import Asker, Clock
from sites.geocoding.chain import Chain, chain_of
from sites.geocoding.guard import is_inside
from sites.geocoding.placing import place_sites
from sites.geocoding.providers import PROVIDERS
from sites.geocoding.queries import Query, query_of
from sites.geocoding.settling import Said, SettledFix, settle
from sites.geocoding.tallying import FixTally
from sites.records import COARSE, PRECISIONS, Precision, Reply, Site
from sites.settings import read_settings
from sites.store import Store
from tests.making import make_site
from tests.postgres import unused_port
from tests.providers_server import KEY, Asked, Play, playing

__all__ = ["unused_port"]

ROOT = Path(__file__).parents[1]
NAMES = tuple(PROVIDERS)
WUHOU = PlaceText(address="四川省成都市武侯区试验一路12号")
SEAT = Point(30.641, 104.043)  # in 武侯区, some way from its borders
DOOR = Point(30.635, 104.045)
QUERY = "四川省成都市武侯区试验一路12号"


@dataclass
class Notebook:
    """A memory in a dictionary."""

    kept: dict[tuple[str, str], Reply] = field(default_factory=dict)

    def recall(self, provider: str, queries: Sequence[str]) -> Mapping[str, Reply]:
        return {q: self.kept[provider, q] for q in queries if (provider, q) in self.kept}

    def remember(self, new: Sequence[Reply]) -> None:
        self.kept |= {(reply.provider, reply.query): reply for reply in new}


@dataclass
class Watch:
    """A clock that only moves when somebody sleeps."""

    time_s: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, for_s: float) -> None:
        self.slept.append(for_s)
        self.time_s += for_s

    def clock(self) -> Clock:
        return Clock(lambda: self.time_s, self.sleep)


@pytest.fixture
def play() -> Iterator[Play]:
    with playing() as play:
        play.locate = lambda _: DOOR
        yield play


def chain(
    play: Play,
    *names: str,
    memory: Notebook | None = None,
    watch: Watch | None = None,
    pause_s: float = 0.0,
    may_ask: bool = True,
) -> Chain:
    clock = (watch or Watch()).clock()
    askers = [
        Asker(PROVIDERS[n](KEY, url=play.url(n), timeout=1.0), pause_s=pause_s, clock=clock)
        for n in names
    ]
    return Chain(askers, memory if memory is not None else Notebook(), may_ask=may_ask)


def placed(chain: Chain, *places: PlaceText) -> list[SettledFix]:
    return list(chain.follow((place, locate(place)) for place in places))


def streets(count: int, county: str = "四川省成都市武侯区") -> list[PlaceText]:
    return [PlaceText(address=f"{county}试验{number}路1号") for number in range(count)]


@pytest.mark.parametrize("name", NAMES)
def test_a_door_is_finer_than_the_county(play: Play, name: str) -> None:
    (found,) = placed(chain(play, name), WUHOU)
    assert found.fix is not None
    assert (found.fix.precision, found.fix.method, found.fix.adcode) == (
        "building",
        name,
        "510107",
    )
    assert found.fix.point.lat == pytest.approx(DOOR.lat, abs=2e-6)
    for part in (QUERY, PROVIDERS[name].title, PROVIDERS[name].datum):
        assert part in found.fix.matched
    assert found.doubts == frozenset()


def test_areas_are_asked_by_the_names_of_today(play: Play) -> None:
    places = [
        PlaceText(address="密云县试验大街3号"),
        PlaceText("四川省", "成都市", "武侯区", "", "试验一路12号"),
        PlaceText(address="成都武侯区试验一路12号(电话028-85551234)"),
        PlaceText(county="成都市武侯区", unit="武侯区公安分局刑侦大队"),
        PlaceText(address="四川省 成都市，武侯区武侯祠大街3号"),
        PlaceText(address="成都武侯武侯祠大街3号"),
        PlaceText(address="诸暨市暨阳街道试验路7号"),
        PlaceText(address="新疆轮台县试验路轮台县民政局"),
    ]
    placed(chain(play, "tianditu"), *places)
    assert [asked.queries[0] for asked in play.asked] == [
        "北京市密云区试验大街3号",
        QUERY,
        "四川省成都市武侯区武侯区公安分局刑侦大队",
        "四川省成都市武侯区武侯祠大街3号",
        "浙江省绍兴市诸暨市暨阳街道试验路7号",
        "新疆维吾尔自治区巴音郭楞蒙古自治州轮台县试验路轮台县民政局",
    ], "and one query is asked once"


def test_without_a_provider_there_is_no_chain() -> None:
    assert chain_of(read_settings({}), Notebook()) is None


def test_the_settings_make_the_chain(play: Play) -> None:
    made = chain_of(read_settings(play.settings("amap", "tianditu")), Notebook())
    assert made is not None
    (found,) = placed(made, WUHOU)
    assert [asked.provider for asked in play.asked] == ["amap", "tianditu"]
    assert found.fix is not None
    assert found.fix.method == "amap"


def test_what_is_remembered_is_not_asked(play: Play) -> None:
    memory = Notebook()
    first = placed(chain(play, "amap", memory=memory), *streets(25))
    asked = len(play.asked)
    again = placed(chain(play, "amap", memory=memory), *streets(25))
    assert len(play.asked) == asked
    assert [each.fix for each in again] == [each.fix for each in first]


def test_no_such_place_is_remembered_and_could_not_ask_is_not(play: Play) -> None:
    memory = Notebook()
    play.locate = lambda _: None
    (absent,) = placed(chain(play, "tianditu", memory=memory), WUHOU)
    assert absent.fix == locate(WUHOU).fix
    assert [each.verdict for each in absent.hearsay] == ["absent"]
    assert memory.kept["tianditu", QUERY].point is None
    placed(chain(play, "tianditu", memory=memory), WUHOU)
    assert len(play.asked) == 1

    play.parts["amap"] = "quota"
    (unasked,) = placed(chain(play, "amap", memory=memory), WUHOU)
    assert unasked.fix == locate(WUHOU).fix
    assert unasked.doubts == {"unasked"}
    assert "配额" in "".join(unasked.notes)
    assert ("amap", QUERY) not in memory.kept


def test_a_memory_alone_answers_when_nothing_may_be_asked(play: Play) -> None:
    memory = Notebook()
    placed(chain(play, "amap", memory=memory), WUHOU)
    silent = chain(play, "amap", memory=memory, may_ask=False)
    known, unknown = placed(silent, WUHOU, *streets(1))
    assert len(play.asked) == 1
    assert known.fix is not None
    assert known.fix.method == "amap"
    assert unknown.fix == locate(streets(1)[0]).fix


def test_every_question_s_answer_is_kept_before_the_next_is_put(play: Play) -> None:
    memory = Notebook()
    kept: list[int] = []

    def look(_: str) -> Point:
        kept.append(len(memory.kept))
        return DOOR

    play.locate = look
    placed(chain(play, "amap", memory=memory), *streets(45))
    assert kept == [number // 10 * 10 for number in range(45)]


@pytest.mark.parametrize("part", ["key", "quota"])
def test_a_provider_without_hope_is_passed_over_at_once(play: Play, part: str) -> None:
    play.parts["tianditu"] = part
    run = chain(play, "tianditu", "amap")
    found = placed(run, *streets(40))
    assert play.questions("tianditu").total() == 1
    assert play.questions("amap").total() == 40
    assert all(each.fix is not None and each.fix.method == "amap" for each in found)
    (outage,) = run.outages()
    assert (outage.title, outage.unasked) == ("天地图", 40)
    assert outage.why_out


@pytest.mark.parametrize("part", ["500", "cut", "reset", "html", "unknown", "elsewhere"])
def test_a_provider_that_fails_three_times_running_is_passed_over(play: Play, part: str) -> None:
    play.parts["tianditu"] = part
    run = chain(play, "tianditu", "amap")
    found = placed(run, *streets(40))
    assert len(play.questions("tianditu")) == 3
    assert all(each.fix is not None and each.fix.method == "amap" for each in found)
    assert all(each.doubts == {"unasked"} for each in found)
    assert [outage.unasked for outage in run.outages()] == [40]


def test_a_provider_that_is_not_there_is_passed_over(unused_port: int) -> None:
    nobody = Play(port=unused_port)
    run = chain(nobody, "amap")
    found = placed(run, *streets(45))
    assert [each.fix for each in found] == [locate(place).fix for place in streets(45)]
    (outage,) = run.outages()
    assert "连不上" in outage.why_out
    assert outage.unasked == 45


def test_a_provider_is_asked_again_in_the_next_run(play: Play) -> None:
    memory = Notebook()
    play.parts["tianditu"] = "quota"
    placed(chain(play, "tianditu", memory=memory), *streets(5))
    play.parts["tianditu"] = "well"
    found = placed(chain(play, "tianditu", memory=memory), *streets(5))
    assert all(each.fix is not None and each.fix.method == "tianditu" for each in found)
    assert set(play.answers("tianditu").values()) == {1}


class InTurn(dict[str, str]):
    """The part of each question when it comes: after the first, two of three or one fail. What is
    set behind an answer may be too late for the next question."""

    def __init__(self, failing: set[int]) -> None:
        super().__init__()
        self._failing, self._turns = failing, itertools.count(-1)

    def get(self, _provider: str, _default: object = None) -> str:
        turn = next(self._turns)
        return "cut" if turn >= 0 and turn % 3 in self._failing else "well"


@pytest.mark.parametrize(
    ("failing", "missed"),
    [
        pytest.param({1}, 10, id="every third"),
        pytest.param({1, 2}, 19, id="two of three, all but the first"),
    ],
)
def test_a_failure_now_and_then_passes_no_provider_over(
    play: Play, failing: set[int], missed: int
) -> None:
    play.parts = InTurn(failing)
    run = chain(play, "tianditu")
    found = placed(run, *streets(30))
    assert sum("unasked" in each.doubts for each in found) == missed
    (outage,) = run.outages()
    assert (outage.unasked, outage.why_out) == (missed, "")


def test_a_wait_that_is_asked_for_is_kept(play: Play) -> None:
    watch = Watch()
    play.parts["amap"] = "too many"
    play.after = lambda _: play.parts.update(amap="well")
    (found,) = placed(chain(play, "amap", watch=watch), WUHOU)
    assert watch.slept == [7.0]
    assert found.fix is not None
    assert found.fix.method == "amap"


def test_a_provider_that_stays_too_busy_is_passed_over(play: Play) -> None:
    watch = Watch()
    play.parts["amap"] = "rate"
    run = chain(play, "amap", watch=watch)
    placed(run, *streets(40))
    assert len(play.asked) == 3
    assert watch.slept == [1.0, 4.0]
    assert [outage.unasked for outage in run.outages()] == [40]


def test_questions_keep_their_distance(play: Play) -> None:
    watch = Watch()
    placed(chain(play, "tianditu", "baidu", watch=watch, pause_s=0.35), *streets(6))
    assert watch.slept == [pytest.approx(0.35)] * 10, "each provider's first needs no wait"


def test_amap_is_asked_one_by_one_where_one_address_spoils_ten(play: Play) -> None:
    play.parts["amap"] = "html"
    play.after = lambda _: play.parts.update(amap="well")
    found = placed(chain(play, "amap"), *streets(10))
    assert [len(asked.queries) for asked in play.asked] == [10, *[1] * 10]
    assert all(each.fix is not None and each.fix.method == "amap" for each in found)


def test_a_second_provider_confirms_a_door(play: Play) -> None:
    placed(chain(play, *NAMES), *streets(3))
    assert [play.questions(name).total() for name in NAMES] == [3, 3, 0, 0]


def test_the_next_provider_is_asked_where_one_knows_nothing_fine(play: Play) -> None:
    play.levels["tianditu"] = "区县"
    placed(chain(play, *NAMES), *streets(3))
    assert [play.questions(name).total() for name in NAMES] == [3, 3, 3, 0]


FAR = {
    "another county of the city": Point(30.69, 104.05),  # 金牛区
    "another province": Point(30.58, 114.30),  # 武汉
    "outside China": Point(48.85, 2.35),
    "the zero point": Point(0.0, 0.0),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", FAR)
def test_a_point_outside_the_county_is_refused(play: Play, name: str, where: str) -> None:
    play.locate = lambda _: FAR[where]
    (found,) = placed(chain(play, name), WUHOU)
    assert found.fix == locate(WUHOU).fix
    assert found.doubts == {"guarded"}
    (reason,) = (note for note in found.notes if "没有采用" in note)
    assert PROVIDERS[name].title in reason


def test_a_point_within_a_kilometre_of_the_border_is_taken() -> None:
    county = ("510107",)
    inside = [Point(30.60 + step / 1000, 104.05) for step in range(100)]
    judged = [is_inside(point, county) for point in inside]
    assert judged[0]
    assert not judged[-1], "the line runs north out of 武侯区"


def test_an_area_without_a_border_counts_as_what_holds_it() -> None:
    assert is_inside(Point(37.11, 79.92), ("653228",)), "和康县, made in 2024, has no border yet"
    assert not is_inside(DOOR, ("653228",))
    assert is_inside(Point(22.19, 113.54), ("820003",)), "a parish of Macao"


def test_a_township_counts_as_its_county() -> None:
    assert is_inside(DOOR, ("510107001",))
    assert not is_inside(DOOR, ("510106001",)), "a township of 金牛区"
    assert is_inside(DOOR, ("510106001", "510107001"))


@pytest.mark.parametrize(("apart_km", "is_doubted"), [(0.7, False), (1.3, True), (1.5, True)])
def test_a_kilometre_tells_one_place_from_two(
    play: Play, apart_km: float, *, is_doubted: bool
) -> None:
    memory = Notebook()
    placed(chain(play, "tianditu", memory=memory), WUHOU)
    play.locate = lambda _: Point(DOOR.lat - apart_km / 111.2, DOOR.lon)
    (found,) = placed(chain(play, "tianditu", "amap", memory=memory), WUHOU)
    assert ("disagreeing" in found.doubts) == is_doubted
    assert found.fix is not None
    assert found.fix.precision == ("township" if is_doubted else "building")


@pytest.mark.parametrize(
    ("site", "question"),
    [
        pytest.param(make_site(fix=None, address="试验一路12号"), QUERY, id="in a city"),
        pytest.param(
            make_site(
                fix=None, adcode="110105", province="北京市", city=None, county="朝阳区",
                address="试验一路12号", unit="刑侦支队",
            ),
            "北京市朝阳区试验一路12号",
            id="in a municipality",
        ),
        pytest.param(
            make_site(
                fix=None, adcode="510100", county=None, address="试验一路12号", unit="刑侦支队"
            ),
            "四川省成都市试验一路12号",
            id="of a city as a whole",
        ),
        pytest.param(
            make_site(
                fix=None, adcode="500000", province="重庆市", city=None, county=None,
                address="试验一路12号", unit="刑侦总队",
            ),
            "重庆市试验一路12号",
            id="of a municipality as a whole",
        ),
    ],
)  # fmt: skip
def test_providers_are_asked_with_the_whole_place_of_a_site(
    play: Play, site: Site, question: str
) -> None:
    list(place_sites([site], chain(play, "tianditu"), FixTally()))
    assert list(play.questions("tianditu")) == [question]


def test_two_providers_that_lie_apart_mark_the_row_and_claim_no_door(play: Play) -> None:
    memory = Notebook()
    placed(chain(play, "tianditu", memory=memory), WUHOU)
    play.locate = lambda _: Point(DOOR.lat - 0.02, DOOR.lon)
    (found,) = placed(chain(play, "tianditu", "amap", memory=memory), WUHOU)
    assert found.doubts == {"disagreeing"}
    assert "相差 2.2 公里" in "".join(found.notes)
    assert found.fix is not None
    assert found.fix.precision in COARSE
    assert found.fix.method == "tianditu"


@pytest.mark.parametrize(
    ("precision", "doubts"), [("building", {"disagreeing"}), ("street", set()), ("county", set())]
)
def test_a_building_of_the_gazetteer_is_a_witness_a_street_is_not(
    precision: Precision, doubts: set[str]
) -> None:
    located = locate(WUHOU)
    assert located.fix is not None
    offline = replace(located, fix=replace(located.fix, precision=precision, point=SEAT))
    query = query_of(WUHOU, offline)
    assert isinstance(query, Query)
    there = Point(SEAT.lat - 0.02, SEAT.lon)
    reply = Reply("amap", QUERY, datetime(2026, 11, 24, tzinfo=UTC), there, precision="building")
    found = settle(offline, Said(query, {"amap": reply}), {"amap": "高德"})
    assert found.doubts == doubts


def test_two_providers_that_agree_give_the_first_one_s_door(play: Play) -> None:
    memory = Notebook()
    placed(chain(play, "tianditu", memory=memory), WUHOU)
    play.locate = lambda _: Point(DOOR.lat - 0.008, DOOR.lon)
    (found,) = placed(chain(play, "tianditu", "amap", memory=memory), WUHOU)
    assert found.doubts == frozenset()
    assert found.fix is not None
    assert (found.fix.precision, found.fix.method) == ("building", "tianditu")
    assert [each.verdict for each in found.hearsay] == ["taken", "kept"]


def test_the_finer_of_two_is_taken(play: Play) -> None:
    play.levels |= {"tianditu": "道路"}
    (found,) = placed(chain(play, "tianditu", "amap"), WUHOU)
    assert found.fix is not None
    assert (found.fix.precision, found.fix.method) == ("building", "amap")


@pytest.mark.parametrize("level", ["区县", "市", "省", "从没见过"])
def test_a_point_no_finer_than_the_gazetteer_s_is_left(play: Play, level: str) -> None:
    play.levels["amap"] = level
    (found,) = placed(chain(play, "amap"), WUHOU)
    assert found.fix == locate(WUHOU).fix
    assert [each.verdict for each in found.hearsay] == ["coarse"]


def test_a_point_in_a_city_tells_its_county(play: Play) -> None:
    place = PlaceText(address="四川省成都市试验一路12号")
    (found,) = placed(chain(play, "amap"), place)
    known = locate(place).fix
    assert known is not None
    assert known.adcode == "510100"
    assert found.fix is not None
    assert (found.fix.adcode, found.fix.precision) == ("510107", "building")


BAD_PLACES = {
    "nothing": PlaceText(),
    "one character": PlaceText(address="路"),
    "ten thousand": PlaceText(address="四川省成都市武侯区" + "试验" * 5_000),
    "emoji": PlaceText(address="四川省成都市武侯区😀😀路1号"),
    "control characters": PlaceText(address="\x00\x07\x1b[31m"),
    "HTML": PlaceText(address="四川省成都市武侯区<script>alert('试验路')</script>"),
    "SQL": PlaceText(address="四川省成都市武侯区'; DROP TABLE 试验路; --"),
    "only digits": PlaceText(address="1234567890"),
    "digits in a county": PlaceText(address="四川省成都市武侯区 123456"),
    "abroad": PlaceText(address="1600 Pennsylvania Avenue NW, Washington"),
    "a phone": PlaceText(address="028-85551234"),
    "a phone in a county": PlaceText(address="成都市武侯区 028-85551234"),
    "three addresses": PlaceText(
        address="成都市武侯区试验一路1号；成都市锦江区试验二路2号；成都市青羊区试验三路3号"
    ),
    "three doors": PlaceText(address="成都市武侯区试验一路1号、试验二路2号、试验三路3号"),
    "right to left": PlaceText(address="成都市武侯区شارع الملك试验"),
    "no area": PlaceText(address="试验一路12号"),
    "a province": PlaceText(address="四川省试验一路12号"),
    "two provinces": PlaceText(address="四川省武汉市试验一路12号"),
    "a demonstration": PlaceText(address="四川省成都市武侯区演示路12号", unit="演示采血点"),
}


@pytest.mark.parametrize("case", BAD_PLACES)
def test_what_cannot_be_checked_is_not_asked(play: Play, case: str) -> None:
    place = BAD_PLACES[case]
    (found,) = placed(chain(play, *NAMES), place)
    assert play.asked == []
    assert found.fix == locate(place).fix
    assert found.why_not.endswith(("。", "请改正。"))


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        pytest.param("路" * 60, "", id="sixty characters"),
        pytest.param("路" * 61, "地址超过 60 个字，不像一个地址，不问在线服务。", id="one more"),
        pytest.param("路12号", "", id="two characters"),
        pytest.param("路12", "地址里没有街道、楼名或单位，不问在线服务。", id="one character"),
        pytest.param(
            "试验路12号<b>", "地址里有不像地址的字符，不问在线服务；请改正。", id="markup"
        ),
        pytest.param(
            "试验一路1号、试验二路2号",
            "一格里像有几个地址，不问在线服务；请分成几行。",
            id="two addresses",
        ),
    ],
)
def test_why_a_place_is_not_asked_is_said(rest: str, said: str) -> None:
    place = PlaceText(address=f"四川省成都市武侯区{rest}")
    plan = query_of(place, locate(place))
    assert (plan if isinstance(plan, str) else "") == said


WORDS = st.sampled_from([
    "四川省", "成都市", "武侯区", "朝阳区", "试验路", "12号", "公安局", "028-85551234", "镇", "村",
    "|", "<b>", "'; --", "😀", "ع", "1", "a&b=c", "%00", "#", "{}", "\n", "\x00", "\u202e", "，",
])  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map("".join), st.text(max_size=40))


@settings(max_examples=300, deadline=None)
@given(st.builds(PlaceText, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS))
def test_any_words_become_a_query_that_can_be_checked_or_a_sentence(place: PlaceText) -> None:
    plan = query_of(place, locate(place))
    if isinstance(plan, Query):
        assert plan.adcodes
        assert all(
            not code.endswith("0000") or code[:2] in "1112315081 82" for code in plan.adcodes
        )
        assert len(plan.text) <= 120
        assert plan.text.isprintable()
        assert "|" not in plan.text
    else:
        assert plan.endswith("。")


POINTS = st.one_of(
    st.just(DOOR),
    st.sampled_from([*FAR.values(), Point(DOOR.lat - 0.02, DOOR.lon)]),
    st.builds(Point, st.floats(30.55, 30.72), st.floats(103.95, 104.12)),
)
REPLIES = st.one_of(
    st.just((None, None)),
    st.tuples(POINTS, st.sampled_from(PRECISIONS[1:])),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), REPLIES), st.sets(st.sampled_from(NAMES)))
def test_whatever_is_said_the_fix_lies_where_the_address_says(
    said: dict[str, tuple[Point | None, Precision | None]], failed: set[str]
) -> None:
    located = locate(WUHOU)
    plan = query_of(WUHOU, located)
    assert isinstance(plan, Query)
    replies = {
        name: Reply(name, plan.text, datetime(2026, 11, 24, tzinfo=UTC), point, precision=claim)
        for name, (point, claim) in said.items()
    }
    failures = dict.fromkeys(failed - set(said), "超时")
    found = settle(located, Said(plan, replies, failures), {name: name for name in NAMES})
    assert found.fix is not None
    assert is_inside(found.fix.point, ("510107",))
    assert len(found.hearsay) == len(set(said) | failed)
    if found.disagreement:
        assert found.fix.precision in COARSE
    if found.fix != located.fix:
        taken = [each for each in found.hearsay if each.verdict == "taken"]
        assert [each.name for each in taken] == [found.fix.method]


# ---- killed and started again ----------------------------------------------------------------

COUNT = 500
KILLS = 5
COUNTIES = ("四川省成都市武侯区", "湖北省武汉市江岸区", "江苏省南通市启东市", "贵州省遵义市播州区")


def five_hundred() -> list[PlaceText]:
    return [
        PlaceText(address=f"{COUNTIES[number % len(COUNTIES)]}试验{number}路{number + 1}号")
        for number in range(COUNT)
    ]


def in_its_county(query: str) -> Point | None:
    """Every seventh address is unknown; the others lie near their county's seat."""
    number = int("".join(c for c in query.partition("试验")[2].partition("路")[0] if c.isdigit()))
    fix = locate(PlaceText(address=query)).fix
    assert fix is not None
    return None if number % 7 == 0 else Point(fix.point.lat + 0.001, fix.point.lon)


def run_to_the_end(wanted: Mapping[str, str], out: Path) -> None:
    """What gets killed: 500 places through the chain, one line for each."""
    store = Store(wanted["SITES_DATABASE_URL"])
    store.migrate()
    run = chain_of(read_settings(wanted), store)
    assert run is not None
    with out.open("w", encoding="utf-8") as file:
        for found in run.follow((place, locate(place)) for place in five_hundred()):
            fix = found.fix
            print(fix and fix.method, fix and fix.precision, sep="\t", file=file)
        for outage in run.outages():
            print("outage", outage.title, outage.unasked, sep="\t", file=file)


def fork_on_demand() -> None:
    """For each line (settings, a file to write) a fresh process that runs to its end or is killed.

    It is forked from this one, which has read everything in: 30 starts cost no 30 seconds.
    """
    locate(WUHOU)
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        wanted, out = json.loads(line)
        pid = os.fork()
        if pid == 0:
            run_to_the_end(wanted, Path(out))
            os._exit(0)
        print(pid, flush=True)  # noqa: T201
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


@dataclass
class Runs:
    """Runs of the chain in processes of their own, one at a time."""

    parent: subprocess.Popen[str]
    out: Path
    pid: int = 0

    def start(self, settings: Mapping[str, str]) -> None:
        self.out.unlink(missing_ok=True)
        assert self.parent.stdin is not None
        self.parent.stdin.write(json.dumps([settings, str(self.out)]) + "\n")
        self.parent.stdin.flush()
        self.pid = int(self._line())

    def status(self) -> int:
        """Its exit code, once it has ended; the signal as a negative number."""
        return int(self._line())

    def to_the_end(self, settings: Mapping[str, str]) -> list[str]:
        self.start(settings)
        assert self.status() == 0
        return self.out.read_text(encoding="utf-8").splitlines()

    def _line(self) -> str:
        assert self.parent.stdout is not None
        return self.parent.stdout.readline()


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    with subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        yield Runs(parent, tmp_path_factory.mktemp("runs") / "out")
        assert parent.stdin is not None
        parent.stdin.close()


@pytest.fixture
def store_there(tmp_path: Path) -> Iterator[str]:
    """A store in memory where the machine has such a folder: each of thousands of answers is
    written through to the disk, which is what we want, but not what these tests are about."""
    quick = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=quick if quick.is_dir() else tmp_path) as folder:
        yield f"sqlite:///{folder}/sites.db"


def kill_after(runs: Runs, questions: int) -> Callable[[Asked], None]:
    """Kills the run as soon as so many of its questions were served."""
    left = iter(range(questions - 1, -1, -1))

    def after(_: Asked) -> None:
        if next(left, 1) == 0:
            os.kill(runs.pid, signal.SIGKILL)

    return after


@pytest.mark.parametrize("name", NAMES)
def test_a_run_killed_five_times_loses_nothing_and_asks_nothing_twice(
    play: Play, runs: Runs, name: str, store_there: str
) -> None:
    wanted = play.settings(name) | {"SITES_DATABASE_URL": store_there}
    play.locate = in_its_county
    most = PROVIDERS[name].batch_size
    for kill in range(KILLS):
        play.after = kill_after(runs, (17 + 11 * kill) // most + 1)
        runs.start(wanted)
        assert runs.status() == -signal.SIGKILL
    assert 0 < len(Store(store_there).recall(name, list(play.questions(name)))) < COUNT

    play.after = lambda _: None
    lines = runs.to_the_end(wanted)
    assert len(lines) == COUNT, "nothing is lost"
    known = [line for number, line in enumerate(lines) if number % 7]
    assert set(known) == {f"{name}\tbuilding"}
    asked = play.questions(name)
    assert len(asked) == COUNT
    assert asked.total() - COUNT <= KILLS * most, "only what was under way when it was killed"

    total = len(play.asked)
    assert runs.to_the_end(wanted) == lines
    assert len(play.asked) == total, "a further run asks nothing"


def test_an_outage_half_way_is_told_and_made_good_by_the_next_run(
    play: Play, runs: Runs, store_there: str
) -> None:
    wanted = play.settings("tianditu") | {"SITES_DATABASE_URL": store_there}
    play.locate = in_its_county

    def run_out(_: Asked) -> None:
        if len(play.asked) == 200:
            play.parts["tianditu"] = "quota"

    play.after = run_out
    first = runs.to_the_end(wanted)
    assert first[-1] == f"outage\t天地图\t{COUNT - 200}"
    play.parts["tianditu"] = "well"
    play.after = lambda _: None
    assert len(runs.to_the_end(wanted)) == COUNT
    assert set(play.answers("tianditu").values()) == {1}, "nothing that was answered is asked again"


if __name__ == "__main__":
    fork_on_demand()
