"""What may be sent: a text or body that nobody means is refused with a sentence, never a 500."""

import gzip
import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from sites.text import tidy
from tests.conftest import GetPage
from tests.served import Gunicorn, Reply

JSON = "Content-Type: application/json"
FORM = "Content-Type: application/x-www-form-urlencoded"
GOOD = b'{"lat": 30.642, "lon": 104.0434}'


def is_told(answer: Reply, field: str | None) -> bool:
    """One error of the API's shape, a 4xx, nothing of the question in it."""
    (error,) = json.loads(answer.body).values()
    assert set(error) == {"code", "message", "field"}
    assert error["message"]
    return 400 <= answer.status < 500 and error["field"] == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param(b"[" * 1500, "body", id="1,500 lists"),
        pytest.param(b"[" * 16_000, "body", id="16,000 lists"),
        pytest.param(b"[" * 1500 + b"]" * 1500, "body", id="1,500 lists that end"),
        pytest.param(b'{"a":' * 1500 + b"1" + b"}" * 1500, "body", id="1,500 objects"),
        pytest.param(b'{"lat":' + b"[" * 8000 + b"]" * 8000 + b"}", "body", id="deep number"),
        pytest.param(b'[{"a":' * 1200, "body", id="lists and objects"),
        pytest.param(rb'{"\ud800":1}', "body", id="half a letter as a name"),
        pytest.param(rb'{"\udfff\ud800":1,"lat":1}', "body", id="two halves the wrong way"),
        pytest.param(rb'{"lat":"\ud800","lon":1}', "lat", id="half a letter as a number"),
        pytest.param(b'{"\xed\xa0\x80":1}', "body", id="half a letter in bytes"),
        pytest.param(b'{"\xff":1}', "body", id="no UTF-8"),
        pytest.param('{"lat":"成都","lon":1}'.encode("gb18030"), "body", id="GB18030"),
        pytest.param(GOOD.decode().encode("utf-16"), "body", id="UTF-16"),
        pytest.param(GOOD.decode().encode("utf-32"), "body", id="UTF-32"),
        pytest.param(rb'{"\u0000":1}', "body", id="NUL as a name"),
        pytest.param('{"\u202egpj":1}'.encode(), "body", id="a turned name"),
        pytest.param(b'{"<script>":1}', "body", id="markup as a name"),
        pytest.param(b'{"' + b"k" * 9000 + b'":1}', "body", id="a name of 9,000"),
        pytest.param(b'{"name":1}', "name", id="a plain name too many"),
        pytest.param(b'{"lat":1e999,"lon":2}', "lat", id="1e999"),
        pytest.param(b'{"lat":1,"lon":-1e999}', "lon", id="-1e999"),
        pytest.param(b'{"lat":NaN,"lon":2}', "body", id="NaN"),
        pytest.param(b'{"lat":Infinity,"lon":2}', "body", id="Infinity"),
        pytest.param(b'{"lat":1,"lon":2,"limit":-Infinity}', "body", id="limit -Infinity"),
        pytest.param(b'{"lat":1,"lon":2,"limit":1e999}', "limit", id="limit 1e999"),
        pytest.param(b'{"lat":1,"lon":2,"limit":-0}', "limit", id="limit -0"),
        pytest.param(b'{"lat":1,"lon":2,"limit":-0.0}', "limit", id="limit -0.0"),
        pytest.param(b'{"lat":1' + b"0" * 4000 + b',"lon":2}', "lat", id="4,001 digits"),
        pytest.param(b'{"lat":1' + b"0" * 5000 + b',"lon":2}', "body", id="5,001 digits"),
        pytest.param(
            b'{"lat":1,"lon":2,"limit":1' + b"0" * 4200 + b"}", "limit", id="4,201 digits"
        ),
        pytest.param(b'{"lat":0.' + b"9" * 9000 + b'1e400,"lon":2}', "lat", id="endless fraction"),
        pytest.param(b'{"lat":1,"lat":2,"lon":3}', "body", id="a name twice"),
        pytest.param(rb'{"lat":1,"l\u0061t":2,"lon":3}', "body", id="a name twice, escaped"),
        pytest.param(b'{"lat":[],"lon":{}}', "lat", id="lists for numbers"),
        pytest.param(b'{"lat":{"lat":1},"lon":2}', "lat", id="an object for a number"),
        pytest.param(b'{"lat":null,"lon":2}', "lat", id="null"),
        pytest.param(b'{"lat":false,"lon":2}', "lat", id="false"),
        pytest.param(b"null", "body", id="only null"),
        pytest.param(b"7", "body", id="only a number"),
        pytest.param(b'"lat"', "body", id="only a text"),
        pytest.param(GOOD + b"x", "body", id="more behind it"),
        pytest.param(GOOD + GOOD, "body", id="two"),
        pytest.param(b"{'lat':1,'lon':2}", "body", id="single quotes"),
        pytest.param(b"lat=1&lon=2", "body", id="a form"),
        pytest.param(b"\x00" * 100, "body", id="NULs"),
        pytest.param(gzip.compress(GOOD), "body", id="gzip"),
        pytest.param(b" " * 17_000 + GOOD, None, id="17,000 bytes"),
    ],
)
def test_a_body_that_nobody_means_is_refused(
    served: Gunicorn, body: bytes, field: str | None
) -> None:
    before = served.said()
    answer = served.ask("/api/v1/nearest", JSON, method="POST", body=body)
    assert is_told(answer, field)
    assert served.said() == before


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: application/json; charset=gb18030", "Content-Type: multipart/form-data",
        "Content-Type: application/json; charset=utf-16", "Content-Type: nonsense", "X: no type",
        "Content-Type: application/json; charset=nonsense", "Content-Type: ;;;=\"",
        "Content-Type: application/json\r\nContent-Encoding: gzip",
        "Content-Type: application/json\r\nContent-Encoding: br",
    ],
)  # fmt: skip
def test_a_body_of_another_kind_is_refused(served: Gunicorn, header: str) -> None:
    assert is_told(served.ask("/api/v1/nearest", header, method="POST", body=GOOD), "body")


@pytest.mark.parametrize(
    ("chunks", "status"),
    [
        pytest.param(b"20\r\n" + GOOD + b"\r\n0\r\n\r\n", 200, id="right"),
        pytest.param(b"1\r\n{\r\n1f\r\n" + GOOD[1:] + b"\r\n0\r\n\r\n", 200, id="right, in two"),
        pytest.param(b"zz\r\nabc\r\n0\r\n\r\n", 400, id="no size"),
        pytest.param(b"-1\r\nabc\r\n0\r\n\r\n", 400, id="a negative size"),
        pytest.param(b"3\r\nabcXX0\r\n\r\n", 400, id="no end of a piece"),
        pytest.param(b"ffffffffffffffff\r\nabc", 400, id="an endless size"),
        pytest.param(b"20\r\n" + GOOD[:9], 400, id="breaks off"),
        pytest.param(b"5000\r\n" + b"[" * 0x5000 + b"\r\n0\r\n\r\n", 413, id="20,480 bytes"),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/nearest", "/nearest"])
def test_a_body_in_pieces_is_read_or_refused(
    served: Gunicorn, path: str, chunks: bytes, status: int
) -> None:
    kind = JSON if path.startswith("/api") else FORM
    if path == "/nearest":
        chunks = chunks.replace(GOOD, b"lat=30.6420&lon=104.043400000000").replace(
            GOOD[1:], b"at=30.6420&lon=104.043400000000"
        ).replace(b"\r\n{\r\n", b"\r\nl\r\n")  # fmt: skip
    before = served.said()
    head = f"POST {path} HTTP/1.1\r\nHost: a.local\r\nConnection: close\r\n{kind}\r\n"
    answer = served.send(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n" + chunks, ends=True)
    assert answer.status == status
    assert (
        status == 200
        or path == "/nearest"
        or is_told(answer, json.loads(answer.body)["error"]["field"])
    )
    assert served.said() == before


@pytest.mark.parametrize(
    ("path", "kind", "content"),
    [
        pytest.param("/api/v1/nearest", JSON, GOOD + b"\n", id="JSON"),
        pytest.param("/nearest", FORM, b"lat=30.642&lon=104.0434", id="form"),
    ],
)
def test_a_body_that_breaks_off_is_no_position(
    served: Gunicorn, path: str, kind: str, content: bytes
) -> None:
    """lon=104 of lon=104.0434 would be another town."""
    head = f"POST {path} HTTP/1.1\r\nHost: a.local\r\nConnection: close\r\n{kind}\r\n"
    head += f"Content-Length: {len(content)}\r\n\r\n"
    for lost, status in ((0, 200), (1, 400), (5, 400)):
        sent = content[: len(content) - lost]
        answer = served.send(head.encode() + sent, ends=True)
        assert answer.status == status
        assert "没有收完整。请再发一次。" in answer.text or not lost


@pytest.mark.parametrize(
    "content",
    [
        "lat=%ED%A0%80&lon=1", "lat=%ff&lon=1", b"lat=\xff&lon=1", "lat=1&lon=2&%ff=3",
        "lat=1&lat=2&lon=3", "lat=1&lon=2&lat=1", "lat=1e999&lon=1", "lat=nan&lon=1",
        "lat=1_0&lon=1",
        "lat=inf&lon=1", "lat=0x1f&lon=1", "lat=1,5&lon=1", "lat=%00&lon=1", "lat=1%00&lon=1",
        "lat=" + "1" * 15_000 + "&lon=1", "lat=" + "0" * 15_000 + "1&lon=1", "", "lat", "&&&", "=",
        "&".join(f"a{number}=1" for number in range(2000)), "lat[]=1&lon[]=2", "lat=90.0001&lon=1",
        "lat=1&lon=-180.0001", "lat=--1&lon=1", '{"lat":1,"lon":2}',
    ],
)  # fmt: skip
def test_a_form_that_nobody_means_is_refused(served: Gunicorn, content: str | bytes) -> None:
    body = content if isinstance(content, bytes) else content.encode()
    before = served.said()
    answer = served.ask("/nearest", FORM, method="POST", body=body)
    assert answer.status == 400
    assert "<h1>请换个写法再试</h1>" in answer.text
    assert served.said() == before


@pytest.mark.parametrize(
    "part",
    [
        b"", b"--x", b"--x\r\nfoo\r\n", b"--x\r\n\r\n\r\n--x--\r\n", b"--y--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="lat"\r\n\r\n1',
        b'--x\r\nContent-Disposition: form-data; name="lat"; filename="a"\r\n\r\n1\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="lat"\r\nContent-Type: text/plain; '
        b'charset=nonsense\r\n\r\n1\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\xff\r\n--x--\r\n',
        b"--x\r\n" + b"a: b\r\n" * 2000 + b"\r\n1\r\n--x--\r\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("boundary", ["; boundary=x", "", "; boundary=", '; boundary="\xff"'])
def test_a_form_in_parts_is_read_or_refused(served: Gunicorn, part: bytes, boundary: str) -> None:
    kind = b"Content-Type: multipart/form-data" + boundary.encode("latin-1")
    answer = served.ask("/nearest", kind, method="POST", body=part)
    assert 400 <= answer.status < 500


@pytest.mark.parametrize(
    ("path", "field"),
    [
        pytest.param("/api/v1/sites?q=%ED%A0%80", "q", id="half a letter"),
        pytest.param("/api/v1/sites?q=%ED%A0%80%ED%B0%80", "q", id="two halves"),
        pytest.param("/api/v1/sites?q=%ff", "q", id="no UTF-8"),
        pytest.param("/api/v1/sites?q=%c0%af", "q", id="too long a form"),
        pytest.param("/api/v1/sites?q=%f5%80%80%80", "q", id="beyond Unicode"),
        pytest.param("/api/v1/sites?q=%e6%88", "q", id="half a character"),
        pytest.param("/api/v1/sites?q=%b3%c9%b6%bc", "q", id="GB18030"),
        pytest.param(b"/api/v1/sites?q=\xb3\xc9\xb6\xbc", "q", id="GB18030, raw"),
        pytest.param("/api/v1/sites?area=%ff", "area", id="area"),
        pytest.param("/api/v1/sites?limit=%ff", "limit", id="limit"),
        pytest.param("/api/v1/sites?%ff=1", "query", id="a name"),
        pytest.param("/api/v1/sites?limit=1e3", "limit", id="a limit with an exponent"),
        pytest.param("/api/v1/sites?limit=+5", "limit", id="a limit with a blank"),
        pytest.param("/api/v1/sites?limit=%D9%A5", "limit", id="a limit in other digits"),
        pytest.param("/api/v1/sites?limit=-0", "limit", id="a limit of -0"),
        pytest.param("/api/v1/sites?offset=1e999", "offset", id="an endless offset"),
        pytest.param("/api/v1/sites?offset=" + "9" * 3000, "offset", id="3,000 digits"),
        pytest.param("/api/v1/sites?q=" + "a" * 3900, "q", id="3,900 letters"),
        pytest.param("/api/v1/sites?q=" + "%E3%8D%BF" * 100, "q", id="㍿ a hundred times"),
    ],
)
def test_a_query_that_nobody_means_is_refused(
    served: Gunicorn, path: str | bytes, field: str
) -> None:
    assert is_told(served.ask(path), field)


@pytest.mark.parametrize("name", ["sites", "areas"])
@pytest.mark.parametrize(
    "code", ["%ED%A0%80", "%ff", "%00", "9" * 3000, "%E2%80%AE", "..%2f..", "é"]
)
def test_an_id_that_nobody_means_is_not_found(served: Gunicorn, name: str, code: str) -> None:
    answer = served.ask(f"/api/v1/{name}/{code}")
    assert answer.status == 404
    assert is_told(answer, None)
    assert served.ask(f"/{name}/{code}").status == 404


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("成都".encode("gb18030"), "成都", id="a city"),
        pytest.param(b"%b3%c9%b6%bc", "成都", id="escaped"),
        pytest.param("武侯 公安".encode("gbk").replace(b" ", b"+"), "武侯 公安", id="two words"),
        pytest.param("联通".encode("gbk"), "联通", id="bytes that are nearly UTF-8"),
        pytest.param("㐂𠮷".encode("gb18030"), "㐂𠮷", id="four bytes"),
        pytest.param("浙江省".encode("gb18030") + b"%D2%E5%CE%DA", "浙江省义乌", id="half escaped"),
        pytest.param("Ω武".encode(), "Ω武", id="UTF-8 stays UTF-8"),
        pytest.param("é".encode(), "é", id="UTF-8 that GB18030 could read too"),
    ],
)
def test_what_old_windows_pastes_is_read(served: Gunicorn, typed: bytes, read: str) -> None:
    """GB18030 is what a program on Chinese Windows sends when it sends raw letters."""
    answer = served.ask(b"/search?q=" + typed)
    assert answer.status == 200
    assert answer.body == served.ask(f"/search?q={quote(read)}").body


@pytest.mark.parametrize("typed", ["%ff", "%ED%A0%80", "%ED%A0%81%ED%B0%81", "%80%80"])
def test_a_page_says_that_a_text_cannot_be_read(served: Gunicorn, typed: str) -> None:
    answer = served.ask(f"/search?q={typed}")
    assert answer.status == 400
    assert "这段文字的编码看不懂" in answer.text
    assert 'role="search"' in answer.text


@pytest.mark.parametrize(
    "text",
    ["㍿" * 100, "ﷺ" * 100, "㎯" * 60, "㋿" * 51, "⑴" * 34, "ﬃ" * 34, "武" * 101, "ａ" * 101,
     "e\u0301" * 101, "武\u0301" * 51, "ㄅ" * 101, "\U0001f468\u200d" * 101, "１" * 101],
)  # fmt: skip
def test_a_text_is_measured_as_it_is_compared(get_page: GetPage, text: str) -> None:
    assert len(tidy(text)) > 100
    page = get_page(f"/search?q={quote(text)}", status=400)
    assert "最多 100 个字" in page.get_text()


@pytest.mark.parametrize(
    "text",
    ["武侯" * 50, "㍿" * 25, "ﷺ" * 5, "ａ" * 100, "武\u200b" * 100, "  武侯  " * 9 + " " * 100,
     "e\u0301" * 100, "武侯\u3000" * 33],
)  # fmt: skip
def test_a_text_that_is_short_when_compared_is_searched(get_page: GetPage, text: str) -> None:
    assert len(tidy(text)) <= 100
    get_page(f"/search?q={quote(text)}")


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        pytest.param(90, 180, None, id="north-east"),
        pytest.param(-90, -180, None, id="south-west"),
        pytest.param(0, 0, None, id="nought"),
        pytest.param(-0.0, -0.0, None, id="minus nought"),
        pytest.param(90.0001, 0, "lat 要写 -90 到 90 的度数", id="north of the pole"),
        pytest.param(-91, 0, "lat 要写 -90 到 90 的度数", id="south of the pole"),
        pytest.param(0, 180.0001, "lon 要写 -180 到 180 的度数", id="east of the date line"),
        pytest.param(0, -181, "lon 要写 -180 到 180 的度数", id="west of the date line"),
    ],
)
def test_degrees_are_taken_up_to_their_borders(
    client: FlaskClient, lat: float, lon: float, words: str | None
) -> None:
    page = client.post("/nearest", data={"lat": lat, "lon": lon})
    answer = client.post("/api/v1/nearest", json={"lat": lat, "lon": lon})
    assert page.status_code == answer.status_code == (400 if words else 200)
    if words:
        assert "没有收到您的位置" in page.text
        assert answer.get_json()["error"]["message"].startswith(words)
        assert answer.get_json()["error"]["field"] == words[:3]
