"""Pages in other languages: by their address alone, whole, and with nothing left in Chinese but
what was published."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from babel.support import NullTranslations, Translations
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from flask import Flask
from flask.testing import FlaskClient

from sites.areas import Area, Level, gazetteer
from sites.questions import hear
from sites.questions.guidance import LIVING_ABROAD
from sites.records import Phone
from sites.saying import Sentence
from sites.understanding import understand
from sites.voice import local_names, words
from sites.voice.language import ENGLISH, LANGUAGES, SOURCE, TRADITIONAL, Language, speaking
from sites.voice.telephones import from_abroad
from sites.web.languages import SHOWN
from tests.conftest import HOME, GetPage, MakeApp
from tests.making import make_site
from tests.pages import FAMILY
from tools.catalogues import (
    FOLDER,
    LOCALES,
    faults,
    mo_text,
    of_scripts,
    po_path,
    po_text,
    read,
    script_path,
    script_text,
    sentences,
    updated,
)

OTHERS = pytest.mark.parametrize("language", SHOWN, ids=[language.code for language in SHOWN])
PATHS = {
    "home": "/",
    "guide": "/guide",
    "about": "/about",
    "map": "/map",
    "map of an area": "/map?area=510107",
    "province": "/areas/510000",
    "city": "/areas/510100",
    "county": "/areas/510107",
    "area without a site": "/areas/469028",
    "notice of an area": "/areas/510107/notice",
    "notice of a province": "/areas/510000/notice",
    "notice of an area without a site": "/areas/469028/notice",
    "nearest without a position": "/nearest",
    "search": "/search?q=武侯",
    "search with a choice": "/search?q=朝阳",
    "search of an old name": "/search?q=密云县",
    "search with a slip": "/search?q=成都市武候区",
    "search for a question": "/search?q=采血要钱吗",
    "search in pinyin": "/search?q=wuhou",
    "search for a number": "/search?q=110",
    "search without an answer": "/search?q=qqqqzzzz",
    "search of nothing": "/search?q=采血点",
}
ERRORS = {
    "no such page": ("/nowhere", 404),
    "no such area": ("/areas/999999", 404),
    "no such site": ("/sites/nowhere", 404),
    "bad page number": ("/search?q=武侯&page=x", 400),
    "too long": (f"/search?q={'长' * 101}", 400),
}
_HAN = re.compile("[㐀-鿿]")


def in_language(code: str, path: str) -> str:
    return f"/{code}{quote(path, safe='/?=&%')}"


def _texts(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """(language, text) of all that is read or heard on a page, by the nearest lang above it."""
    for tag in page.find_all(True):
        nearest = tag if tag.get("lang") else tag.find_parent(attrs={"lang": True})
        language = str(nearest["lang"]) if nearest else ""
        if tag.name not in ("script", "style", "input", "pre"):
            yield from (
                (language, str(text)) for text in tag.children if isinstance(text, NavigableString)
            )
        for name in ("aria-label", "placeholder", "alt", "title", "data-locate"):
            yield language, str(tag.get(name, ""))
        if tag.name == "meta" and tag.get("name") == "description":
            yield language, re.sub(r"\S*[㐀-鿿]\S*", "", str(tag["content"]))


def left_in_chinese(page: BeautifulSoup) -> list[str]:
    """What an English page says in Chinese without telling so. A title is plain text: it may name
    what was searched for, or an office."""
    for title in page.select("title, textarea"):
        title.clear()
    return [text for language, text in _texts(page) if language == "en" and _HAN.search(text)]


def left_in_simplified(page: BeautifulSoup) -> list[str]:
    """What a page in traditional characters says in others without telling so. In 「」 may stand
    what was asked for, and what a map of the mainland is asked."""
    for title in page.select("title"):
        title.clear()
    said = ((language, re.sub("「[^」]*」", "", text)) for language, text in _texts(page))
    return [
        text
        for language, text in said
        if language == "zh-Hant" and local_names.traditional(text) != text
    ]


def left(page: BeautifulSoup) -> list[str]:
    check = left_in_chinese if page.html and page.html.get("lang") == "en" else left_in_simplified
    return check(page)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_has_every_sentence_and_no_other(locale: str) -> None:
    assert list(faults(read(locale), sentences())) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_is_compiled_as_it_is_written(locale: str) -> None:
    written = updated(locale, sentences())
    path = po_path(locale)
    assert path.read_bytes() == po_text(written), "Run `make catalogues`."
    assert path.with_suffix(".mo").read_bytes() == mo_text(written), "Run `make catalogues`."
    assert script_path(locale).read_text("utf-8") == script_text(written), "Run `make catalogues`."


def test_a_gap_in_a_catalogue_is_found() -> None:
    wanted = sentences()
    catalogue = updated("en", wanted)
    catalogue["查找"].string = ""
    catalogue["约 %(number)s 米"].string = "about %(distance)s m"
    catalogue["打通了"].string = "接通"
    catalogue["忘掉"].string = 'For"get'
    catalogue["怎么去"].flags.add("fuzzy")
    catalogue['怎么去，看<a href="#way">下面的地址</a>。'].string = "How to get there: below."
    catalogue.delete("采血点")
    found = [fault.partition(":")[0] for fault in faults(catalogue, wanted | {"新的一句": False})]
    assert sorted(found) == sorted(
        ["empty", "other placeholders", "Chinese", "a straight quotation mark, which would end an "
         "attribute", "fuzzy", "other marks of HTML", "missing", "missing"]
    )  # fmt: skip


@OTHERS
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_page_is_whole_in_every_language(
    get_page: GetPage, language: Language, path: str
) -> None:
    page = get_page(in_language(language.code, path))
    assert page.html is not None
    assert page.html["lang"] == language.tag
    assert left(page) == []


@OTHERS
@pytest.mark.parametrize(("path", "status"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_told_in_the_language_of_the_page(
    get_page: GetPage, language: Language, path: str, status: int
) -> None:
    assert left(get_page(in_language(language.code, path), status=status)) == []


def _ids(app: Flask) -> Iterator[str]:
    """A real site, a demonstration one, and the one with the most to say."""
    sites = app.extensions["sites"].live.current().sites
    yield next(site.id for site in sites if not site.is_demo)
    yield from (site.id for site in sites[:1])
    yield max(sites, key=lambda site: len(repr(site))).id


@OTHERS
def test_a_site_is_told_in_every_language(
    app: Flask, office_app: Flask, get_page: GetPage, language: Language
) -> None:
    for made in (app, office_app):
        for site_id in _ids(made):
            for kind in ("", "/notice"):
                page = get_page(in_language(language.code, f"/sites/{site_id}{kind}"), of=made)
                assert (site_id, kind, left(page)) == (site_id, kind, [])


@OTHERS
def test_the_answer_to_a_position_is_told_in_every_language(
    get_page: GetPage, language: Language
) -> None:
    for lat, lon in ((30.642, 104.043), (51.5, -0.1), (30.6, 104.09)):
        form = {"lat": str(lat), "lon": str(lon)}
        assert left(get_page(in_language(language.code, "/nearest"), form=form)) == []


@OTHERS
def test_a_page_stays_in_its_language(get_page: GetPage, language: Language) -> None:
    """Every link leads to a page of the same language, but for what has none, and the switch."""
    plain = re.compile(r"/(?:static/|sites\.|openapi\.json|.*/(?:card|share)\.png$)")
    for path in ("/", "/areas/510100", "/search?q=武侯", "/map", "/guide", "/about"):
        page = get_page(in_language(language.code, path))
        for tag in page.select("a[href^='/'], form[action]"):
            address = str(tag.get("href") or tag.get("action"))
            if tag.get("hreflang") or plain.match(address):
                continue
            assert address.startswith(f"/{language.code}/"), tag


def test_what_is_for_programs_and_pictures_has_one_address(client: FlaskClient, app: Flask) -> None:
    here = app.extensions["sites"].live.current()
    site_id = here.sites[0].id
    one = ["/static/site.css", "/api/v1/release", "/healthz", "/readyz", "/openapi.json",
           "/sites.csv", "/sites.geojson", f"/sites/{site_id}/card.png",
           "/areas/510107/share.png"]  # fmt: skip
    for path in one:
        with client.get(path) as answer:
            assert answer.status_code == 200, path
        for language in SHOWN:
            assert client.get(f"/{language.code}{path}").status_code == 404, path
    page = BeautifulSoup(client.get("/en/map").text, "html5lib")
    frame = page.select_one("[data-pins]")
    assert frame is not None
    assert str(frame["data-pins"]).startswith("/map/")
    assert client.get(f"/en{frame['data-pins']}").status_code == 404
    assert str(frame["data-cards"]).startswith("/en/map/cards/")


def test_a_tap_on_the_english_map_is_answered_in_english(client: FlaskClient, app: Flask) -> None:
    site = next(site for site in app.extensions["sites"].live.current().sites if site.is_demo)
    card = client.get(f"/en/map/cards/{site.id}").get_json()
    assert card["unit"] == site.unit
    assert card["tags"][0] == "Demonstration, not a real site"
    assert client.get(f"/map/cards/{site.id}").get_json()["tags"][0] == "演示，不是真实采血点"


@pytest.mark.parametrize("path", ["/en", "/en/", "/zh-hant", "/zh-hant/"])
def test_the_first_page_of_a_language_opens_with_or_without_its_stroke(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'rel="canonical" href="http://localhost{path.rstrip("/")}/"' in answer.text


@pytest.mark.parametrize("path", ["/EN/", "/zh-hans/", "/fr/", "/english", "/en-gb/guide"])
def test_there_is_no_other_language(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (404, 308)


def test_nothing_but_the_address_decides(client: FlaskClient) -> None:
    chinese = client.get("/guide", headers={"Accept-Language": "en", "Cookie": "language=en"})
    assert '<html lang="zh-Hans">' in chinese.text
    assert "Set-Cookie" not in client.get("/en/guide").headers
    assert "Accept-Language" not in client.get("/en/guide").headers.get("Vary", "")
    assert '<html lang="zh-Hans">' in client.get("/guide").text, "the last one's is forgotten"


def test_a_page_names_itself_in_each_language(get_page: GetPage, make_app: MakeApp) -> None:
    page = get_page("/en/search?q=%E6%AD%A6%E4%BE%AF")
    known = {str(tag["hreflang"]): str(tag["href"]) for tag in page.select("link[rel=alternate]")}
    rest = "/search?q=%E6%AD%A6%E4%BE%AF"
    assert known == {
        "zh-Hans": f"http://localhost{rest}",
        "zh-Hant": f"http://localhost/zh-hant{rest}",
        "en": f"http://localhost/en{rest}",
        "x-default": f"http://localhost{rest}",
    }
    own = page.select_one("link[rel=canonical]")
    seen = page.select_one("meta[property='og:url']")
    assert own is not None
    assert seen is not None
    assert own["href"] == seen["content"] == f"http://localhost/en{rest}"


@pytest.mark.parametrize("language", LANGUAGES, ids=[language.tag for language in LANGUAGES])
def test_the_switch_leads_to_the_same_page(get_page: GetPage, language: Language) -> None:
    code = f"/{language.code}" if language.code else ""
    page = get_page(f"{code}/areas/510107")
    links = {str(tag["lang"]): str(tag["href"]) for tag in page.select("footer a[hreflang]")}
    other = {each.tag: (f"/{each.code}" if each.code else "") for each in LANGUAGES}
    del other[language.tag]
    assert links == {tag: f"{before}/areas/510107" for tag, before in other.items()}


def test_the_switch_of_an_answer_or_error_leads_to_the_first_page(get_page: GetPage) -> None:
    page = get_page("/en/nowhere", status=404)
    assert [tag["href"] for tag in page.select("footer a[hreflang]")] == ["/", "/zh-hant/"]


def test_languages_have_marks_of_their_own(client: FlaskClient) -> None:
    paths = ("/areas/510107", "/en/areas/510107", "/zh-hant/areas/510107")
    marks = [client.get(path).headers["ETag"] for path in paths]
    assert len(set(marks)) == 3
    again = client.get(paths[1], headers={"If-None-Match": marks[0]})
    assert again.status_code == 200
    assert client.get(paths[1], headers={"If-None-Match": marks[1]}).status_code == 304


def test_a_deployment_below_a_path_keeps_it(client: FlaskClient) -> None:
    below = {"SCRIPT_NAME": "/below"}
    text = client.get("/en/areas/510107", environ_overrides=below).text
    assert 'href="/below/en/guide"' in text
    assert 'src="/below/static/site.js' in text
    assert 'hreflang="zh-Hans" href="http://localhost/below/areas/510107"' in text


def test_a_moved_area_moves_in_its_language(client: FlaskClient) -> None:
    answer = client.get("/en/areas/110228")  # 密云县 became 密云区
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/areas/110118")


@OTHERS
def test_hostile_text_stays_text_in_every_language(get_page: GetPage, language: Language) -> None:
    for text in ("<script>alert(1)</script>", "%s %(text)s {{ 7*7 }}", "「成都」<b>%d", '"><img>'):
        page = get_page(in_language(language.code, f"/search?q={quote(text, safe='')}"))
        assert page.h1 is not None
        assert text in page.h1.get_text()
        assert not page.select("main script, main img, h1 b")


def test_a_sentence_of_a_lower_room_is_chinese_until_it_is_said() -> None:
    note = hear(gazetteer(), "密云县").place.notes[0]
    assert note == "「密云县」2015 年改为「密云区」。"
    assert isinstance(note, Sentence)
    assert local_names.said(note) == note
    assert Sentence("100%") == "100%"
    with speaking(ENGLISH):
        assert local_names.said("") == ""


def test_what_is_told_of_a_place_names_it_in_english(get_page: GetPage) -> None:
    page = get_page(in_language("en", "/search?q=密云县"))
    note = page.select_one("main .note")
    assert note is not None
    assert note.get_text() == "“密云县” became “Miyun District” in 2015."


@pytest.mark.parametrize(
    ("adcode", "english"),
    [
        ("510107", "Wuhou District"),
        ("510100", "Chengdu"),
        ("610100", "Xi'an"),
        ("610000", "Shaanxi"),
        ("150100", "Hohhot"),
        ("542500", "Ngari Prefecture"),
        ("130726", "Yuxian County"),
        ("141100", "Lüliang"),
        ("320583", "Kunshan City"),
        ("150522", "Ke'erqin Zuoyi Houqi Banner"),
        ("810112", "North District"),
        ("310115", "Pudong New Area"),
    ],
)
def test_an_area_has_an_english_name(adcode: str, english: str) -> None:
    assert gazetteer().english(adcode) == english


def _areas() -> list[Area]:
    levels: tuple[Level, ...] = ("province", "city", "county")
    return [area for level in levels for area in gazetteer().all(level)]


def test_the_search_knows_every_english_name() -> None:
    """Of two cities, or a province and its city, that have one name, the better known one."""
    unknown = []
    for area in _areas():
        name = gazetteer().english(area.adcode)
        found = understand(gazetteer(), name).areas
        if name not in {gazetteer().english(each.adcode) for each in found}:
            unknown.append((name, [each.name for each in found]))
    assert unknown == []


@pytest.mark.parametrize(
    ("name", "traditional"),
    [
        ("岳阳市", "岳陽市"), ("岳麓区", "嶽麓區"), ("岳池县", "岳池縣"), ("南岳区", "南嶽區"),
        ("新干县", "新干縣"), ("余干县", "餘干縣"), ("余姚市", "餘姚市"), ("大余县", "大余縣"),
        ("沈阳市", "瀋陽市"), ("沈丘县", "沈丘縣"), ("钟祥市", "鍾祥市"), ("钟山县", "鍾山縣"),
        ("钟山区", "鐘山區"), ("湖里区", "湖里區"), ("阿里地区", "阿里地區"), ("范县", "范縣"),
        ("于田县", "于田縣"), ("台州市", "台州市"), ("台山市", "台山市"), ("烟台市", "煙臺市"),
        ("科尔沁左翼后旗", "科爾沁左翼後旗"), ("云城区", "雲城區"), ("谷城县", "穀城縣"),
        ("平谷区", "平谷區"), ("昆山市", "崑山市"), ("昆明市", "昆明市"), ("涿鹿县", "涿鹿縣"),
        ("巨鹿县", "鉅鹿縣"), ("丹棱县", "丹稜縣"), ("个旧市", "箇舊市"), ("郁南县", "鬱南縣"),
        ("沾化区", "霑化區"), ("石拐区", "石拐區"), ("凌河区", "凌河區"), ("凌海市", "凌海市"),
        ("海淀区", "海淀區"), ("华蓥市", "華鎣市"), ("无为市", "無為市"), ("启东市", "啟東市"),
    ],
)  # fmt: skip
def test_a_name_has_its_traditional_characters(name: str, traditional: str) -> None:
    assert local_names.traditional(name) == traditional


def test_an_exception_is_needed_or_goes() -> None:
    plain = local_names._converter()
    needless = [
        name for name, by_hand in local_names.BY_HAND.items() if plain.convert(name) == by_hand
    ]
    assert needless == []


@pytest.mark.parametrize(
    ("text", "english"),
    [("2022-07-04", "4 July 2022"), ("2022-07", "July 2022"), ("2021", "2021"), ("近日", "近日"),
     ("2022-13", "13 2022")],
)  # fmt: skip
def test_a_day_is_told_in_english(text: str, english: str) -> None:
    with speaking(ENGLISH):
        assert words.date_words(text) == english


def _catalogue(language: Language) -> NullTranslations:
    return Translations.load(FOLDER, [language.locale])


def test_one_and_many_are_told_apart() -> None:
    with speaking(ENGLISH, _catalogue(ENGLISH)):
        assert words.places_words(1) == "1 site"
        assert words.places_words(13) == "13 sites"
        assert words.places_words(0) == "nearby"


def test_what_is_copied_and_shown_to_people_there_stays_as_published(
    office_app: Flask, get_page: GetPage
) -> None:
    site = next(s for s in office_app.extensions["sites"].live.current().sites if s.phones)
    for language in SHOWN:
        page = get_page(in_language(language.code, f"/sites/{site.id}"), of=office_app)
        copied = page.select_one("[data-copy-source=address]")
        assert copied is not None
        assert copied["lang"] == "zh-Hans"
        own = get_page(f"/sites/{site.id}", of=office_app)
        plain = own.select_one("[data-copy-source=address]")
        assert plain is not None
        assert copied.get_text() == plain.get_text()
        assert [tag["href"] for tag in page.select(".three a")] == [
            tag["href"] for tag in own.select(".three a")
        ]


def test_every_shown_language_says_whom_it_is_for() -> None:
    assert {language.tag for language in (SOURCE, *SHOWN)} <= set(FAMILY)
    assert TRADITIONAL in LANGUAGES


@OTHERS
def test_who_lives_abroad_is_told_what_is_known(get_page: GetPage, language: Language) -> None:
    for path in ("/", "/guide"):
        page = get_page(in_language(language.code, path))
        with speaking(language, _catalogue(language)):
            heading = local_names.said(LIVING_ABROAD.heading)
        assert heading in [tag.get_text() for tag in page.select("main h2")]
    assert LIVING_ABROAD.heading not in get_page("/").get_text()


def test_a_number_is_told_as_it_is_dialled_from_abroad(
    office_app: Flask, get_page: GetPage
) -> None:
    sites = office_app.extensions["sites"].live.current().sites
    site = next(each for each in sites if each.is_callable)
    page = get_page(f"/en/sites/{site.id}", of=office_app)
    link = page.select_one(".abroad a[href^='tel:+86']")
    assert link is not None
    assert str(link["href"]) == f"tel:+86{site.phones[0].tel.removeprefix('0')}"
    assert not get_page(f"/sites/{site.id}", of=office_app).select("a[href^='tel:+']")


@pytest.mark.parametrize(
    ("phone", "abroad"),
    [
        (Phone("028-86407110", "02886407110", "landline"), "+86 28 8640 7110"),
        (Phone("13800138000", "13800138000", "mobile"), "+86 138 0013 8000"),
        (Phone("4008880003", "4008880003", "service"), ""),
        (Phone("110", "110", "short"), ""),
        (Phone("86407110", None, "landline"), ""),
    ],
)
def test_a_number_that_ends_at_the_border_is_not_told_abroad(phone: Phone, abroad: str) -> None:
    with speaking(ENGLISH):
        assert from_abroad(make_site(phones=(phone,))) == abroad
        assert from_abroad(make_site(phones=(phone,), adcode="810101")) == ""
    assert from_abroad(make_site(phones=(phone,))) == ""


# Columns (a Chinese character takes two) that a narrow place has at 360 px with large letters.
WIDTHS = {
    "寻亲免费采血": 20, "大字": 8, "更大": 8, "最大": 8, "正常": 8, "忘掉": 8, "查找": 8,
    "看附近": 10, "上一页": 10, "下一页": 10, "＋ 放大": 12, "－ 缩小": 12, "地图": 12,
    "采血须知": 20, "来源与下载": 24, "县区、地名或拼音": 18, "时间": 8, "号码": 8, "位置": 8,
    "来源": 8, "核对": 8, "说明": 8, "版本": 8, "数目": 8, "校验": 8, "%(n)s 处": 12,
    "复制地址": 24, "复制号码": 24, "读给我听": 30, "发给家人": 24, "复制这段话": 24,
    "用高德地图找路": 24, "用百度地图找路": 24, "用腾讯地图找路": 24, "用苹果地图找路": 24,
    "在高德地图里搜": 24, "在百度地图里搜": 24, "在腾讯地图里搜": 24, "位置不太准": 26,
    "位置不清楚": 26, "位置较准": 26, "资料较新": 26, "%(month)s的资料": 26,
    "%(place)s寻亲免费采血": 40, "打通了吗？": 24,
}  # fmt: skip


def _columns(text: str) -> int:
    return sum(2 if _HAN.match(sign) else 1 for sign in re.sub(r"%\(\w+\)s", "", text))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_wider_than_its_place(locale: str) -> None:
    catalogue = read(locale)
    said = {text: catalogue[text].string for text in WIDTHS}
    forms = {
        text: (form,) if isinstance(form, str) else tuple(form or ()) for text, form in said.items()
    }
    wide = {
        text: (form, _columns(form))
        for text, all_forms in forms.items()
        for form in all_forms
        if _columns(form) > WIDTHS[text]
    }
    assert wide == {}


def test_what_a_script_says_can_be_said_in_every_language() -> None:
    scripts = HOME / "sites" / "mapping" / "scripts"
    of_pages = [HOME / "static" / name for name in ("site.js", "suggest.js", "wechat.js")]
    for path in (*of_pages, *scripts.glob("*.js")):
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"))
        left_over = _HAN.findall(re.sub(r"\btold\(\s*'[^'\\]+'", "", code))
        assert (path.name, left_over) == (path.name, [])
    assert len(of_scripts()) > 40


def test_a_script_tells_one_from_many_where_the_language_does() -> None:
    text = "%(n)s 处采血点"
    assert f'"{text}":[\n"%(n)s site",\n"%(n)s sites"\n]' in script_text(read("en"))
    assert f'"{text}":"%(n)s 處採血點"' in script_text(read("zh_Hant"))


def test_the_names_of_pins_are_told_in_the_characters_of_the_page(
    client: FlaskClient, get_page: GetPage
) -> None:
    told = {}
    for code in ("", "/zh-hant", "/en"):
        frame = get_page(f"{code}/map").select_one("[data-units]")
        assert frame is not None
        address = str(frame["data-units"]).replace("/-.json", "/51.json")
        assert address.startswith(f"{code}/map/")
        told[code] = client.get(address).get_json()["51"]
        everywhere = client.get(address.replace("/51.json", "/all.json")).get_json()
        assert everywhere["51"] == told[code]
    assert told["/en"] == told[""] != told["/zh-hant"]
    assert told["/zh-hant"] == [
        [site_id, local_names.traditional(unit)] for site_id, unit in told[""]
    ]
