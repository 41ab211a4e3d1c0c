"""A GeoNames dump as a source of places: what is found by it, what it refuses."""

import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sites.areas import gazetteer
from sites.areas.place_rows import Place, PlaceSource
from sites.areas.places_file import PlacesFile
from sites.errors import BadFileError, SitesError
from sites.geo import Point, great_circle_km
from sites.geocoding import Located, PlaceText, locate
from sites.locating.brought import doors, geonames, places_kept
from sites.locating.brought.geonames import things_of
from tests.conftest import MakeApp
from tests.dumps import DAY, dump_row, write_dump

SOURCE = PlaceSource("geonames", "CN.zip", DAY, "", 0)
# Places that are not there, in 启东市 (320681; its seat lies at 31.81, 121.66).
ROWS = [
    dump_row(1, "Shiwan,試灣村,しわん", 31.85123, 121.70123),
    dump_row(2, "汇龙镇,Huilong", 31.81111, 121.65555, "P.PPLA4"),
    dump_row(3, "吕四港", 32.05555, 121.60111),
    dump_row(4, "试验医院,Shiyan Hospital", 31.82123, 121.66123, "S.HSP"),
    dump_row(5, "启东", 31.87123, 121.66123, "S.RSTN"),
    dump_row(6, "试验花园", 31.82555, 121.65123, "P.PPLX"),
    dump_row(7, "试验社区", 31.82666, 121.65222, "P.PPLX"),
    dump_row(8, "吕四港镇", 32.05666, 121.60222),
]
Bring = Callable[[list[str]], PlacesFile]


@pytest.fixture
def bring(tmp_path: Path, places: Path) -> Bring:
    """bring(rows): the places file that a dump becomes; the gazetteer asks it from now on."""

    def bringing(rows: list[str]) -> PlacesFile:
        doors.bring(write_dump(tmp_path / "CN.zip", rows), places, SOURCE, lambda _: None)
        file = PlacesFile(places)
        gazetteer().bring(file)
        return file

    return bringing


def located(address: str, county: str = "启东市") -> Located:
    return locate(PlaceText("江苏省", "南通市", county, "", address))


@pytest.mark.parametrize(
    ("address", "precision", "lat", "lon"),
    [
        ("试湾村三组", "township", 31.85123, 121.70123),
        ("試灣村", "township", 31.85123, 121.70123),
        ("试验医院内", "street", 31.82123, 121.66123),
        ("试验医院对面", "street", 31.82123, 121.66123),
        ("火车站对面", "street", 31.87123, 121.66123),
        ("试验花园6幢", "township", 31.82555, 121.65123),
        ("试验社区2组", "township", 31.82666, 121.65222),
    ],
)
def test_the_words_of_an_address_lead_to_the_place(
    bring: Bring, address: str, precision: str, lat: float, lon: float
) -> None:
    bring(ROWS)
    fix = located(address).fix
    assert fix is not None
    assert (fix.precision, fix.method, fix.adcode) == (precision, "geonames", "320681")
    assert great_circle_km(fix.point, Point(lat, lon)) < 0.01


def test_a_place_counts_in_its_own_county_alone(bring: Bring) -> None:
    bring(ROWS)
    for address in ("试湾村三组", "试验医院内", "试验花园6幢"):
        assert located(address).fix != located(address, county="如皋市").fix
        there = located(address, county="如皋市").fix
        assert there is not None
        assert there.method != "geonames"


def test_kind_name_and_number_of_each_place_are_kept(bring: Bring) -> None:
    found = {(place.kind, place.name, place.id) for place in bring(ROWS).of("320681")}
    assert found == {
        ("village", "试湾", "1"),
        ("township", "汇龙镇", "2"),
        ("village", "吕四港", "3"),
        ("office", "试验医院", "4"),
        ("office", "启东站", "5"),
        ("office", "启东火车站", "5"),
        ("office", "火车站", "5"),
        ("estate", "试验花园", "6"),
        ("village", "试验", "7"),
        ("township", "吕四港镇", "8"),
    }


@pytest.mark.parametrize(
    "row",
    [
        dump_row(1, "Shiwan,Shi-wan", 31.85123, 121.70123),
        dump_row(1, "试湾村", 31.85123, 121.70123, "P.PPLQ"),
        dump_row(1, "试湾村", 31.85123, 121.70123, "P.PPLH"),
        dump_row(1, "试湾河", 31.85123, 121.70123, "H.STM"),
        dump_row(1, "试验镇", 31.85123, 121.70123, "A.ADM4"),  # the county has none of that name
        dump_row(1, "启东市", 31.85123, 121.70123, "A.ADM3"),
        dump_row(1, "试验医院", 31.85000, 121.71667, "S.HSP"),  # 51′ 43′: from an old map
        dump_row(1, "试湾村", 31.85123, 121.70123, country="KR"),
        dump_row(1, "试湾村", 37.56, 126.97),
        dump_row(1, "南通,南通市", 31.85123, 121.70123),  # its city's name
        dump_row(1, "试湾", 31.85123, 121.70123, people=80_000),
        dump_row(1, "试\x00湾\x07", 91.0 - 1, 121.7),
    ],
)
def test_what_no_address_names_is_left_out(bring: Bring, row: str) -> None:
    assert [place.id for place in bring([row, ROWS[3]]).all()] == ["4"]


def test_signs_that_no_name_has_leave_no_trace(bring: Bring) -> None:
    (place,) = bring([dump_row(1, "试\x00湾\u200b家\x07庄村", 31.85123, 121.70123)]).all()
    assert place.name == "试湾家庄"


@pytest.mark.parametrize(
    ("names", "province", "local"),
    [
        ("大连,다롄 시", "19", ""),  # not in Yanbian
        ("试验庄村,سىناق يېزىسى", "13", "سىناق يېزىسى"),
        ("试验庄村,barkۆl bazyry", "13", ""),
        ("试验庄村,تجربة", "13", ""),  # Arabic, as many a city has it
        ("试验庄村,ལྷ་ས", "14", "ལྷ་ས"),
        ("试验庄村,ལྷ་ས", "04", ""),
        ("试验庄村,ᠮᠣᠩᠭᠣᠯ", "20", "ᠮᠣᠩᠭᠣᠯ"),
    ],
)
def test_the_regions_own_script_stands_beside(
    tmp_path: Path, names: str, province: str, local: str
) -> None:
    row = dump_row(1, names, 43.8, 87.6, province=province)
    (thing,) = things_of(write_dump(tmp_path / "CN.zip", [row]), lambda _: None)
    assert thing.local == local


def test_a_street_office_is_its_township(bring: Bring) -> None:
    """西山街办, as GeoNames writes many: 320281 江阴市 has 澄江街道."""
    (place,) = bring([dump_row(1, "澄江街办", 31.92111, 120.28555)]).all()
    assert (place.kind, place.name, place.township) == ("township", "澄江街道", "320281001")


def test_korean_stands_beside_in_yanbian(tmp_path: Path) -> None:
    row = dump_row(1, "试验庄村,시험", 42.9, 129.5, province="05", city="2224")
    (thing,) = things_of(write_dump(tmp_path / "CN.zip", [row]), lambda _: None)
    assert thing.local == "시험"


def test_the_newest_change_dates_the_data(tmp_path: Path) -> None:
    days = ("2019-01-02", "2026-03-04", "2025-12-31")
    rows = [dump_row(n, "试湾村", 31.8, 121.7, day=day) for n, day in enumerate(days, start=1)]
    assert geonames.date_of(write_dump(tmp_path / "CN.txt", rows)) == "2026-03-04"


def test_the_percent_told_make_a_hundred(tmp_path: Path) -> None:
    told: list[int] = []
    list(things_of(write_dump(tmp_path / "CN.zip", ROWS * 40), told.append))
    assert sum(told) == 100
    assert len(told) > 50


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("CN.zip", b"PK\x03\x04 cut off", "geonames"),
        ("CN.txt", ROWS[0].encode(), "geonames"),
        ("CN.txt", b"\xef\xbb\xbf" + ROWS[0].encode(), "geonames"),
        ("own.txt", "单位\t省份\tlat\tlon\n".encode(), "table"),
        ("own.csv", ROWS[0].encode(), "table"),
        ("own.txt", b"", "table"),
    ],
)
def test_a_file_tells_its_door(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert doors.door_of(path) == kind


def test_a_workbook_called_zip_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "own.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert doors.door_of(path) == "table"
    assert doors.door_of(tmp_path / "none.zip") == "table", "reading says that there is no file"


def zipped(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), content)
    return path


def _truncated(path: Path) -> None:
    whole = write_dump(path, ROWS).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _wrong_sum(path: Path) -> None:
    content = write_dump(path, ROWS, "CN.txt").read_bytes()
    with zipfile.ZipFile(path) as archive:
        sums = archive.getinfo("CN.txt").CRC.to_bytes(4, "little")
    path.write_bytes(content.replace(sums, bytes(4)))


def _encrypted(path: Path) -> None:
    """The bit that says so is set in both places; nobody gets as far as the content."""
    content = bytearray(write_dump(path, ROWS).read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.rfind(sign)
        content[at + flags] |= 1
    path.write_bytes(content)


def _of_another_way(path: Path) -> None:
    content = bytearray(write_dump(path, ROWS).read_bytes())
    for sign, way in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.rfind(sign)
        content[at + way] = 97
    path.write_bytes(content)


def _nested(path: Path) -> None:
    inner = write_dump(path, ROWS).read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("CN.zip", inner)


def _bomb(path: Path) -> None:
    zipped(path, CN_txt=bytes(50_000_000))


def _two_texts(path: Path) -> None:
    zipped(path, CN_txt=ROWS[0].encode(), HK_txt=ROWS[1].encode())


def _endless_row(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("CN.txt", b"1\t" * 1_000_000)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_truncated, "重新下载"),
        (_wrong_sum, "解不开"),
        (_encrypted, "有密码"),
        (_of_another_way, "解不开"),
        (_nested, "没有 GeoNames 的 .txt"),
        (_bomb, "大得不像"),
        (_two_texts, "2 个 .txt"),
        (_endless_row, "第 1 行不是"),
        (lambda path: zipped(path, readme_txt=b"x"), "没有 GeoNames 的 .txt"),
        (lambda path: zipped(path, CN_txt=b""), "没有在中国"),
        (lambda path: path.write_bytes(b""), "解不开"),
        (lambda path: path.write_bytes(b"PK\x05\x06" + bytes(18)), "没有 GeoNames 的 .txt"),
    ],
)
def test_a_zip_that_is_none_of_geonames_is_refused(
    bring: Bring, tmp_path: Path, places: Path, make: Callable[[Path], object], said: str
) -> None:
    bring(ROWS)
    before = places.read_bytes()
    path = tmp_path / "hostile.zip"
    make(path)
    with pytest.raises(BadFileError, match=said) as raised:
        added(path, places)
    assert_one_sentence(raised.value)
    assert places.read_bytes() == before
    assert [each.name for each in tmp_path.glob("places.bin*") if each.suffix == ".tmp"] == []


def added(path: Path, places: Path) -> None:
    """As the command does it."""
    kind = doors.door_of(path)
    assert kind == "geonames"
    doors.date_of(path, kind)
    doors.bring(path, places, SOURCE, lambda _: None)


def assert_one_sentence(error: SitesError) -> None:
    text = str(error)
    assert text.endswith("。")
    assert "「" in text
    assert "\n" not in text


@pytest.mark.parametrize(
    "text",
    [
        ROWS[0].replace("\t", ",").encode(),
        ROWS[0].encode()[:-20],
        ROWS[0].encode() + ROWS[1].encode()[:-4],
        ROWS[0].encode("gb18030"),
        ROWS[0].encode("utf-16"),
        ROWS[0].replace("31.85123", "northern").encode(),
        ROWS[0].replace("31.85123", "nan").encode(),
        ROWS[0].replace("31.85123", "131.85").encode(),
        ROWS[0].replace("121.70123", "").encode(),
        b"\n" + ROWS[0].encode(),
        b"x" + ROWS[0].encode(),
        bytes(10_000),
    ],
)
def test_rows_of_another_form_name_their_line(tmp_path: Path, places: Path, text: bytes) -> None:
    path = zipped(tmp_path / "CN.zip", CN_txt=ROWS[2].encode() + text)
    with pytest.raises(BadFileError, match=r"第 [23] 行不是 GeoNames 的格式") as raised:
        added(path, places)
    assert_one_sentence(raised.value)
    assert not places.exists()


def test_a_path_with_tricks_is_read_and_written_nowhere(tmp_path: Path, places: Path) -> None:
    path = write_dump(tmp_path / "CN.zip", ROWS, "../../../tmp/CN.txt")
    added(path, places)
    assert {each.name for each in tmp_path.iterdir()} == {"CN.zip", places.name, "places.bin.lock"}


def test_a_country_that_is_not_china_is_said(bring: Bring, tmp_path: Path, places: Path) -> None:
    bring(ROWS)
    before = places.read_bytes()
    rows = [dump_row(n, "東京,东京", 35.68, 139.69, country="JP") for n in (1, 2)]
    with pytest.raises(BadFileError, match=r"没有在中国.*CN\.zip"):
        added(write_dump(tmp_path / "JP.zip", rows), places)
    assert places.read_bytes() == before


@pytest.mark.parametrize("most_bytes", [20_000, 60_000])
def test_a_full_disk_leaves_the_old_file(
    bring: Bring, tmp_path: Path, places: Path, most_bytes: int
) -> None:
    """The waiting rows do not fit, or the new file does not; a limit of one file stands for it."""
    bring(ROWS)
    before = places.read_bytes()
    rows = [dump_row(n, f"试验{_letters(n)}村", 31.8, 121.7) for n in range(3_000)]
    path = write_dump(tmp_path / "more.zip", rows[1:])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        with pytest.raises((SitesError, OSError)):
            added(path, places)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert places.read_bytes() == before
    assert [each.name for each in tmp_path.glob("places.bin.*")] == ["places.bin.lock"]


def _letters(number: int) -> str:
    return "".join(chr(0x4E00 + int(digit)) for digit in f"{number:05}")


def test_the_command_takes_a_dump_and_about_names_it(
    make_app: MakeApp, places: Path, tmp_path: Path
) -> None:
    dump = write_dump(tmp_path / "CN.zip", ROWS)
    run = make_app(SITES_PLACES=str(places)).test_cli_runner().invoke
    told = run(args=["sites", "places", "add", str(dump)])
    assert (told.exit_code, told.stderr) == (0, "")
    assert "CN.zip：加入 10 个地名" in told.output
    listed = run(args=["sites", "places", "list"]).output
    assert "CC BY 4.0，2026-10-31。" in listed
    about = make_app(SITES_PLACES=str(places)).test_client().get("/about").text
    assert "GeoNames（geonames.org），知识共享署名许可 CC BY 4.0，2026-10-31。" in about


def test_what_is_no_dump_ends_the_command_with_a_sentence(
    make_app: MakeApp, places: Path, tmp_path: Path
) -> None:
    path = tmp_path / "CN.zip"
    _truncated(path)
    told = (
        make_app(SITES_PLACES=str(places))
        .test_cli_runner()
        .invoke(args=["sites", "places", "add", str(path)])
    )
    assert told.exit_code == 1
    assert "解不开" in told.output
    assert "Traceback" not in told.output


def test_our_own_table_wins_over_geonames(bring: Bring, places: Path) -> None:
    bring(ROWS)
    table = PlaceSource("table", "own.csv", "", "", 0)
    own = Place("320681", "试湾", "village", (Point(31.9, 121.8),), 0, "1")
    places_kept.add(places, table, [own])
    gazetteer().bring(PlacesFile(places))
    fix = located("试湾村三组").fix
    assert fix is not None
    assert (fix.method, fix.precision) == ("table", "street")


def test_a_shipped_point_wins_over_geonames(bring: Bring) -> None:
    """湖北省麻城市七里桥 is on OpenStreetMap's map, to the street."""
    shipped = locate(PlaceText("湖北省", "黄冈市", "麻城市", "", "七里桥村")).fix
    assert shipped is not None
    assert shipped.precision == "street"
    near = (shipped.point.lat + 0.004, shipped.point.lon)
    bring([dump_row(1, "七里桥", *near, province="12"), *ROWS])
    assert locate(PlaceText("湖北省", "黄冈市", "麻城市", "", "七里桥村")).fix == shipped


def test_a_shipped_station_wins_over_geonames(bring: Bring) -> None:
    text = PlaceText("浙江省", "绍兴市", "上虞区", "下官派出所", "")
    shipped = locate(text).fix
    assert shipped is not None
    assert shipped.precision == "building"
    near = (shipped.point.lat + 0.00412, shipped.point.lon)
    bring([dump_row(1, "下官派出所", *near, "S.PP", province="02"), *ROWS])
    assert locate(text).fix == shipped


@pytest.mark.parametrize("unit", ["启东市公安局试验派出所", "启东市公安局"])
def test_a_unit_at_geonames_point_is_known_to_the_street(bring: Bring, unit: str) -> None:
    rows = [
        dump_row(1, "试验派出所", 31.82123, 121.66123, "S.PP"),
        dump_row(2, "启东市公安局", 31.82223, 121.66223, "S.PP"),
    ]
    bring(rows)
    fix = locate(PlaceText("江苏省", "南通市", "启东市", unit, "")).fix
    assert fix is not None
    assert (fix.method, fix.precision) == ("geonames", "street")
