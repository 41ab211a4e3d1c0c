"""The gazetteer: what stands in it, held against the ministry's counts and known cases."""

import gzip
import json
import re
from pathlib import Path

import pytest

from sites.areas import Area, Gazetteer, Level, Names, gazetteer
from sites.records import Fix, Precision
from tools.gazetteer.build.stamp import STAMP, contents, stamp

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "sites" / "areas" / "data"


@pytest.fixture(scope="module")
def areas() -> Gazetteer:
    return gazetteer()


def fix_of(areas: Gazetteer, area: Area) -> Fix:
    """The area's point, which every area has."""
    fix = areas.fix(area.adcode)
    assert fix is not None, area.name
    return fix


@pytest.mark.parametrize(
    ("level", "count"),
    [
        pytest.param("province", 34, id="33 of the ministry and Taiwan"),
        pytest.param("city", 333 + 20, id="333 of the ministry and 20 in Taiwan"),
        pytest.param("county", 2845 + 18 + 8, id="2,845 of the ministry, Hong Kong, Macao"),
        pytest.param("township", 38723, id="38,723 of the ministry"),
    ],
)
def test_every_area_of_the_ministry_is_there(areas: Gazetteer, level: Level, count: int) -> None:
    assert len(areas.all(level)) == count


def test_every_parent_exists_and_lists_its_parts(areas: Gazetteer) -> None:
    for level in ("city", "county", "township"):
        for area in areas.all(level):
            assert area.parent is not None
            assert areas.get(area.parent) is not None
    assert [part.adcode for part in areas.parts("510107")][:2] == ["510107001", "510107002"]


def test_a_municipality_has_no_city_between(areas: Gazetteer) -> None:
    assert [area.name for area in areas.path("110118")] == ["北京市", "密云区"]
    assert areas.names("110118").city is None


def test_a_city_without_counties_has_townships(areas: Gazetteer) -> None:
    assert {part.level for part in areas.parts("441900")} == {"township"}


@pytest.mark.parametrize(
    ("adcode", "names"),
    [
        pytest.param("510107", ("四川省", "成都市", "武侯区"), id="district of a city"),
        pytest.param("510107003", ("四川省", "成都市", "武侯区"), id="township"),
        pytest.param("110105", ("北京市", None, "朝阳区"), id="district of a municipality"),
        pytest.param("429004", ("湖北省", None, "仙桃市"), id="county of a province"),
        pytest.param("441900", ("广东省", "东莞市", None), id="city without counties"),
        pytest.param("510000", ("四川省", None, None), id="province"),
    ],
)
def test_an_area_has_three_names_or_fewer(
    areas: Gazetteer, adcode: str, names: tuple[str, str | None, str | None]
) -> None:
    assert areas.names(adcode) == Names(*names)


def test_an_unknown_code_is_nothing(areas: Gazetteer) -> None:
    assert areas.get("999999") is None
    assert areas.path("999999") == ()
    with pytest.raises(LookupError, match="999999"):
        areas.names("999999")


@pytest.mark.parametrize(
    ("adcode", "short"),
    [
        pytest.param("510107", "武侯", id="district"),
        pytest.param("422800", "恩施", id="peoples' names go"),
        pytest.param("130726", "蔚县", id="one character is no name"),
        pytest.param("140109", "万柏林", id="林区 is no kind here"),
        pytest.param("429021", "神农架", id="林区 is the kind here"),
        pytest.param("441803", "清新", id="新区 is no kind here"),
        pytest.param("310115", "浦东", id="新区 is the kind here"),
        pytest.param("511002", "市中区", id="no name without 区"),
        pytest.param("130107", "井陉矿区", id="井陉 is another county"),
        pytest.param("152921", "阿拉善左旗", id="left banner"),
        pytest.param("150724", "鄂温克", id="only a people's name"),
        pytest.param("810000", "香港", id="special region"),
    ],
)
def test_short_names_are_what_people_say(areas: Gazetteer, adcode: str, short: str) -> None:
    area = areas.get(adcode)
    assert area is not None
    assert area.short == short


@pytest.mark.parametrize(
    ("adcode", "spellings"),
    [
        pytest.param("510107", ("wuhouqu", "wuhou", "whq", "wh"), id="full, short, initials first"),
        pytest.param("110105", ("chaoyangqu", "chaoyang"), id="朝阳 in 北京"),
        pytest.param("211300", ("chaoyangshi", "chaoyang"), id="朝阳 in 辽宁"),
        pytest.param("371722", ("shanxian",), id="单县"),
        pytest.param("410621", ("xunxian",), id="浚县"),
        pytest.param("341621", ("guoyang",), id="涡阳"),
        pytest.param("141024", ("hongtong",), id="洪洞"),
        pytest.param("231085", ("muling",), id="穆棱"),
        pytest.param("140400", ("changzhi",), id="长治"),
        pytest.param("140428", ("zhangzi",), id="长子"),
        pytest.param("410783", ("changyuan",), id="长垣"),
        pytest.param("411082", ("changge",), id="长葛"),
        pytest.param("220100", ("changchun",), id="长春"),
        pytest.param("510682", ("shifang",), id="什邡"),
        pytest.param("510117", ("pidu", "pixian"), id="郫都 and the old name"),
        pytest.param("341500", ("luan", "liuan"), id="六安 both ways"),
        pytest.param("361124", ("yanshan",), id="铅山"),
        pytest.param("130726", ("yuxian",), id="蔚县"),
        pytest.param("652823", ("yuli",), id="尉犁"),
        pytest.param("410223", ("weishi",), id="尉氏"),
        pytest.param("441422", ("dabu",), id="大埔 in 广东"),
        pytest.param("331000", ("taizhou",), id="台州"),
        pytest.param("330382", ("yueqing",), id="乐清"),
        pytest.param("130225", ("laoting",), id="乐亭"),
        pytest.param("371481", ("laoling", "leling"), id="乐陵 both ways"),
        pytest.param("410923", ("nanle",), id="南乐"),
        pytest.param("341600", ("bozhou",), id="亳州"),
        pytest.param("411726", ("biyang",), id="泌阳"),
        pytest.param("410182", ("xingyang",), id="荥阳"),
        pytest.param("511822", ("yingjing",), id="荥经"),
        pytest.param("130121", ("jingxing",), id="井陉"),
        pytest.param("371522", ("shenxian",), id="莘县"),
        pytest.param("371524", ("donge",), id="东阿"),
        pytest.param("340722", ("zongyang",), id="枞阳"),
        pytest.param("341021", ("shexian",), id="歙县"),
        pytest.param("440113", ("panyu",), id="番禺"),
        pytest.param("460400", ("danzhou",), id="儋州"),
        pytest.param("511123", ("qianwei",), id="犍为"),
        pytest.param("511526", ("gongxian",), id="珙县"),
        pytest.param("511381", ("langzhong",), id="阆中"),
        pytest.param("513402", ("huili",), id="会理"),
        pytest.param("650400", ("tulufan", "turpan"), id="吐鲁番"),
        pytest.param("350200", ("xiamen", "amoy"), id="厦门"),
        pytest.param("500000", ("chongqing",), id="重庆"),
        pytest.param("450804", ("qintang",), id="覃塘"),
        pytest.param("130125", ("xingtang",), id="行唐"),
        pytest.param("340300", ("bengbu",), id="蚌埠"),
        pytest.param("222404", ("hunchun",), id="珲春"),
        pytest.param("420116", ("huangpi",), id="黄陂"),
        pytest.param("652801", ("kuerle", "korla"), id="库尔勒"),
        pytest.param("530100", ("kunming",), id="昆明"),
        pytest.param("141100", ("lvliang", "luliang", "lyuliang"), id="ü in three ways"),
        pytest.param("540100", ("lasa", "lhasa"), id="Lhasa"),
        pytest.param("650100", ("wulumuqi", "urumqi"), id="Urumqi"),
        pytest.param("150000", ("neimenggu", "innermongolia"), id="Inner Mongolia"),
        pytest.param("540000", ("xizang", "tibet"), id="Tibet"),
        pytest.param("230100", ("haerbin", "harbin"), id="Harbin"),
        pytest.param("150100", ("huhehaote", "hohhot"), id="Hohhot"),
        pytest.param("653100", ("kashi", "kashgar"), id="Kashgar"),
        pytest.param("820000", ("aomen", "macau", "macao"), id="Macao"),
        pytest.param("810000", ("xianggang", "hongkong"), id="Hong Kong"),
        pytest.param("422800", ("enshi", "enshizhou"), id="autonomous prefecture"),
    ],
)
def test_names_are_read_as_people_read_them(
    areas: Gazetteer, adcode: str, spellings: tuple[str, ...]
) -> None:
    assert set(spellings) <= set(areas.pinyin(adcode))
    assert areas.pinyin(adcode)[0].startswith(spellings[0])


def test_spellings_are_lower_case_latin_letters_and_every_area_has_some(areas: Gazetteer) -> None:
    for level in ("province", "city", "county"):
        for area in areas.all(level):
            spellings = areas.pinyin(area.adcode)
            assert spellings
            assert all(re.fullmatch("[a-z]+", each) for each in spellings), area.name


@pytest.mark.parametrize(
    ("old", "year", "today"),
    [
        pytest.param("郫县", 2016, ["510117"], id="county to district"),
        pytest.param("密云县", 2015, ["110118"], id="in a municipality"),
        pytest.param("宣武区", 2010, ["110102"], id="merged"),
        pytest.param("中甸县", 2001, ["533401"], id="renamed twice"),
        pytest.param("襄樊市", 2010, ["420600"], id="prefecture renamed"),
        pytest.param("邢台县", 2020, ["130502", "130503"], id="divided"),
        pytest.param("下城区", 2021, ["330105"], id="missing from the list of changes"),
        pytest.param("米林县", 2023, ["540481"], id="after 2020"),
        pytest.param("渝北区", 2025, ["500109", "500157"], id="newest"),
        pytest.param("莱芜市", 2018, ["370116", "370117"], id="prefecture to districts"),
    ],
)
def test_old_names_lead_to_today(areas: Gazetteer, old: str, year: int, today: list[str]) -> None:
    (spelling,) = [each for each in areas.spellings() if each.text == old and each.kind == "old"]
    assert list(spelling.successors) == today
    assert (spelling.year, spelling.adcode) == (year, today[0])
    assert spelling.note.startswith(f"「{old}」{year} 年")
    assert all(areas.path(code)[-1].name in spelling.note for code in today)


def test_every_old_name_and_alias_leads_to_areas_of_today(areas: Gazetteer) -> None:
    for each in areas.spellings():
        assert areas.get(each.adcode) is not None
        assert all(areas.get(code) is not None for code in each.successors)
        assert (each.kind == "old") == bool(each.note)


def test_no_old_short_name_takes_the_place_of_a_name_of_today(areas: Gazetteer) -> None:
    """上海县 is 闵行区 today; 上海 is still 上海."""
    old = {each.text for each in areas.spellings() if each.kind == "old"}
    assert "上海县" in old
    assert not old & {area.short for area in (*areas.all("province"), *areas.all("city"))}


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        pytest.param("沪", "310000", id="letter"),
        pytest.param("恩施州", "422800", id="autonomous prefecture"),
        pytest.param("岫岩县", "210323", id="autonomous county"),
        pytest.param("喀左县", "211324", id="its short form"),
        pytest.param("阿左旗", "152921", id="banner"),
        pytest.param("巴州", "652800", id="巴音郭楞"),
        pytest.param("兵团第八师", "659001", id="corps division"),
        pytest.param("雄安新区", "130629", id="zone, its first county"),
    ],
)
def test_further_forms_in_use_are_known(areas: Gazetteer, text: str, adcode: str) -> None:
    assert adcode in {each.adcode for each in areas.spellings() if each.text == text}


@pytest.mark.parametrize(
    ("code", "today"),
    [
        pytest.param("510107", "510107", id="of today"),
        pytest.param("510124", "510117", id="郫县"),
        pytest.param("110228", "110118", id="密云县"),
        pytest.param("810005", "810109", id="油尖旺 in map services"),
        pytest.param("540422", "540481", id="米林县"),
    ],
)
def test_an_abolished_code_leads_to_the_area_on_its_ground(
    areas: Gazetteer, code: str, today: str
) -> None:
    area = areas.current(code)
    assert area is not None
    assert area.adcode == today


def test_a_code_that_never_was_leads_nowhere(areas: Gazetteer) -> None:
    assert areas.current("000000") is None
    assert areas.current("") is None


@pytest.mark.parametrize(
    ("adcode", "codes"),
    [
        pytest.param("510107", ("028",), id="county of its prefecture"),
        pytest.param("510107001", ("028",), id="township of its county"),
        pytest.param("511402", ("028",), id="merged: 眉山"),
        pytest.param("211200", ("024",), id="merged: 铁岭"),
        pytest.param("520300", ("0851",), id="merged: 遵义"),
        pytest.param("110105", ("010",), id="municipality"),
        pytest.param("220200", ("0432",), id="吉林市 is not 吉林省"),
        pytest.param("340500", ("0555",), id="马鞍山 is not 鞍山"),
        pytest.param("632500", ("0974",), id="海南州 is not 海南省"),
        pytest.param("429004", ("0728",), id="仙桃"),
        pytest.param("429021", ("0719",), id="神农架"),
        pytest.param("419001", ("0391",), id="济源"),
        pytest.param("659001", ("0993",), id="石河子"),
        pytest.param("469007", ("0898",), id="county of 海南"),
        pytest.param("130300", ("0335",), id="missing from the source"),
        pytest.param("654003", ("0992",), id="奎屯 is not 0999"),
        pytest.param("440000", (), id="a province has several"),
        pytest.param("810101", (), id="Hong Kong is another country code"),
        pytest.param("999999", (), id="unknown"),
    ],
)
def test_telephone_codes(areas: Gazetteer, adcode: str, codes: tuple[str, ...]) -> None:
    assert areas.telephone_codes(adcode) == codes


def test_every_county_of_the_mainland_has_a_telephone_code(areas: Gazetteer) -> None:
    for area in areas.all("county"):
        if not area.adcode.startswith(("81", "82")):
            assert areas.telephone_codes(area.adcode)


@pytest.mark.parametrize(
    ("adcode", "lat", "lon", "precision"),
    [
        pytest.param("510107", 30.641, 104.043, "county", id="district"),
        pytest.param("510100", 30.657, 104.066, "city", id="prefecture"),
        pytest.param("440000", 23.13, 113.27, "province", id="province"),
        pytest.param("232700", 50.42, 124.12, "city", id="a seat on another province's land"),
        pytest.param("320583113", 31.26, 121.00, "township", id="township"),
        pytest.param("710200", 22.63, 120.31, "city", id="Taiwan"),
        pytest.param("632724", 33.85, 95.61, "county", id="by hand"),
        pytest.param("370828", 35.07, 116.31, "county", id="金乡县 is no 乡"),
        pytest.param("410700", 35.30, 113.92, "city", id="新乡市 is no 乡"),
    ],
)
def test_points_are_seats_within_some_kilometres(
    areas: Gazetteer, adcode: str, lat: float, lon: float, precision: Precision
) -> None:
    fix = areas.fix(adcode)
    assert fix is not None
    assert (fix.precision, fix.adcode) == (precision, adcode)
    assert abs(fix.point.lat - lat) < 0.15
    assert abs(fix.point.lon - lon) < 0.15


def test_a_township_without_a_point_has_its_countys(areas: Gazetteer) -> None:
    fixes = {area.adcode: fix_of(areas, area) for area in areas.all("township")}
    coarse = {code: fix for code, fix in fixes.items() if fix.precision != "township"}
    assert 0.42 < 1 - len(coarse) / len(fixes) < 0.48
    for code, fix in list(coarse.items())[:100]:
        assert fix == areas.fix(code[:6])


def test_a_township_lies_in_its_county(areas: Gazetteer) -> None:
    """A sample: every 50th point against the polygons; within 1 km of the border counts."""
    own = [area for area in areas.all("township") if fix_of(areas, area).adcode == area.adcode]
    strays = [
        area.name
        for area in own[::50]
        if area.parent not in {c.adcode for c in areas.counties_at(fix_of(areas, area).point)}
    ]
    assert len(own) > 16_600, (
        "17,226 before points that were wrong were dropped (docs/gazetteer.md)"
    )
    assert strays == []


def test_no_seat_is_farther_off_than_its_town_may_be(areas: Gazetteer) -> None:
    """Counties whose sources were once 30 to 180 km off."""
    for adcode, lat, lon in (("540529", 28.41, 92.46), ("513331", 31.21, 98.82)):
        fix = areas.fix(adcode)
        assert fix is not None
        assert abs(fix.point.lat - lat) < 0.02
        assert abs(fix.point.lon - lon) < 0.02


def test_an_unknown_code_has_no_point(areas: Gazetteer) -> None:
    assert areas.fix("999999") is None
    assert areas.fix("") is None


def test_all_points_lie_in_china(areas: Gazetteer) -> None:
    for level in ("province", "city", "county"):
        for area in areas.all(level):
            assert areas.counties_at(fix_of(areas, area).point), area.name


def test_attributions_name_each_source_and_licence(areas: Gazetteer) -> None:
    words = "".join(areas.attributions())
    for needed in ("民政部", "GS(2024)0650号", "OpenStreetMap", "ODbL", "GeoNames", "CC BY 4.0"):
        assert needed in words
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for package in re.findall(r"[a-z-]+ \d+\.\d+\.\d+", words):
        assert package in readme
    for path in DATA.glob("*z"):
        assert f"`{path.name}`" in readme


def test_points_of_different_licences_stand_in_different_files() -> None:
    files = [read_table(path) for path in sorted(DATA.glob("points_*.tsv.gz"))]
    codes = [line.split("\t")[0] for file in files for line in file.splitlines()[1:]]
    assert len(files) == 4
    assert len(set(codes)) == len(codes)


def read_table(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read()


def test_the_files_hold_what_the_tools_of_today_made() -> None:
    """A rebuild takes minutes: `make rebuild` tries it; the stamp is written by a rebuild alone."""
    assert json.loads(STAMP.read_text(encoding="utf-8")) == stamp(), (
        "the tools or the files changed since the last rebuild; run: "
        ".venv/bin/python -m tools.gazetteer.build.all"
    )


def test_the_stamp_tells_a_changed_row_and_not_another_packing(tmp_path: Path) -> None:
    for path in DATA.iterdir():
        if path.suffix in (".gz", ".npz"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "aliases.tsv.gz"
    table.write_bytes(gzip.compress(gzip.decompress(table.read_bytes()), 1))
    assert contents(tmp_path) == contents(DATA)
    table.write_bytes(gzip.compress(gzip.decompress(table.read_bytes()) + b"x\t1\n"))
    assert contents(tmp_path) != contents(DATA)
