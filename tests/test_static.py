"""Static files and their squeezed twins (tools/squeeze_static.py)."""

import ast
import re
from pathlib import Path

import brotli
import pytest
import tinycss2
from flask.testing import FlaskClient

from tests.conftest import GetPage, MakeApp
from tests.served import Gunicorn

HOME = Path(__file__).resolve().parent.parent
from tools.squeeze_static import (  # noqa: E402  # a tool, not a package
    AREA_PARTS,
    MAP_PARTS,
    STATIC,
    made_files,
    squeezable,
    twin,
)

FILES = [path.relative_to(STATIC).as_posix() for path in squeezable(STATIC)]


@pytest.mark.parametrize("name", ["map.js", "area_map.js", "leaflet.css"])
def test_what_is_made_of_parts_is_made_of_them(name: str) -> None:
    assert (STATIC / name).read_text(encoding="utf-8") == made_files()[name], (
        "change sites/mapping/scripts, then run: .venv/bin/python -m tools.squeeze_static"
    )


def test_no_part_of_a_script_of_a_map_is_forgotten() -> None:
    parts = {path.stem for path in (HOME / "sites" / "mapping" / "scripts").glob("*.js")}
    assert {*MAP_PARTS, *AREA_PARTS} == parts


def test_a_made_file_holds_what_was_published_unchanged() -> None:
    """Licence lines and all: tests/test_mapping.py holds the published files to their hashes."""
    for made, names in {
        "map.js": ("leaflet/leaflet.js", "markercluster/leaflet.markercluster.js"),
        "leaflet.css": ("leaflet/leaflet.css", "markercluster/MarkerCluster.css"),
    }.items():
        text = (STATIC / made).read_text(encoding="utf-8")
        for name in names:
            assert (STATIC / "vendor" / name).read_text(encoding="utf-8").rstrip("\n") in text


def test_every_twin_says_what_its_file_says() -> None:
    forgotten = [
        name
        for name in FILES
        if not twin(STATIC / name).exists()
        or brotli.decompress(twin(STATIC / name).read_bytes()) != (STATIC / name).read_bytes()
    ]
    assert forgotten == [], "run: .venv/bin/python -m tools.squeeze_static"


def test_no_twin_outlives_its_file() -> None:
    assert set(STATIC.rglob("*.br")) == {twin(STATIC / name) for name in FILES}


def test_the_style_sheet_in_a_page_says_what_its_file_says(get_page: GetPage) -> None:
    def said(text: str) -> list[object]:
        parts = tinycss2.parse_component_value_list(text, skip_comments=True)
        return [each.serialize() for each in parts if each.type != "whitespace"]

    (sheet,) = get_page("/").select("style")
    file = (STATIC / "site.css").read_text(encoding="utf-8")
    shipped, written = said(str(sheet.string)), said(file)
    assert len(shipped) == len(written)
    for seen, meant in zip(shipped, written, strict=True):
        # Inside a block comments stand between declarations; blanks there mean one blank.
        bare = re.sub(r"/\*.*?\*/", "", str(meant), flags=re.DOTALL)
        assert str(seen).split() == bare.split()


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br", "gzip", "identity"])
def test_a_file_comes_as_the_browser_can_read_it(client: FlaskClient, accepted: str) -> None:
    with client.get("/static/site.css", headers={"Accept-Encoding": accepted}) as answer:
        encoding = answer.headers.get("Content-Encoding")
        assert encoding == ("br" if "br" in accepted else "gzip" if "gzip" in accepted else None)
        assert "Accept-Encoding" in answer.headers["Vary"]
        if encoding == "br":
            assert brotli.decompress(answer.data) == (STATIC / "site.css").read_bytes()


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/none.css"])
def test_no_other_file_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "before",
    [
        pytest.param("/static/../../", id="dots"),
        pytest.param("/static/%2e%2e/%2E%2e/", id="dots, escaped"),
        pytest.param("/static/..%2f..%2F", id="slashes, escaped"),
        pytest.param("/static/basemap/..%2f../../..%2f", id="out of a folder that is there"),
        pytest.param("/static/..%5c..%5C", id="backslashes"),
        pytest.param("/static/%252e%252e%252f", id="escaped twice"),
        pytest.param("/static//", id="from the root"),
        pytest.param("/static/%2f", id="from the root, escaped"),
    ],
)
def test_no_twin_outside_static_is_served(
    served: Gunicorn, tmp_path: Path, method: str, before: str
) -> None:
    secret = tmp_path / "backup.db"
    (tmp_path / "backup.db.br").write_bytes(b"SECRET")
    steps = "../" * len(STATIC.parents)
    for path in (f"{before}{steps}{secret}", before + str(secret), before + "app.py"):
        answer = served.ask(path, "Accept-Encoding: br", method=method)
        assert b"SECRET" not in answer.body
        assert answer.status != 500


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a" * 300, id="300 letters"),
        pytest.param("%E5%AD%97" * 300, id="300 letters of three bytes"),
        pytest.param("a/" * 1900, id="1,900 folders"),
        pytest.param("a%00b", id="NUL"),
        pytest.param("%00", id="only NUL"),
        pytest.param("%ff%fe.css", id="no UTF-8"),
        pytest.param("%ED%A0%80.css", id="half a surrogate pair"),
        pytest.param("basemap", id="a folder"),
        pytest.param("C:%5Cboot.ini", id="a drive"),
        pytest.param("con", id="a device"),
        pytest.param("site.css%0aX-Header:%20no", id="a line break"),
    ],
)
def test_no_name_of_a_file_breaks_the_answer(served: Gunicorn, method: str, name: str) -> None:
    answer = served.ask(f"/static/{name}", "Accept-Encoding: br", method=method)
    assert answer.status in ({200, 404} if method == "OPTIONS" else {404, 405})


def test_only_reading_gets_the_twin(served: Gunicorn) -> None:
    reply = {
        method: served.ask("/static/site.css", "Accept-Encoding: br", method=method)
        for method in ("GET", "HEAD", "OPTIONS")
    }
    assert brotli.decompress(reply["GET"].body) == (STATIC / "site.css").read_bytes()
    assert reply["HEAD"].headers["content-length"] == str(len(reply["GET"].body))
    assert brotli.decompress(reply["OPTIONS"].body) == b""
    assert set(reply["OPTIONS"].headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_twin_written_after_the_start_is_not_served(make_app: MakeApp, tmp_path: Path) -> None:
    """The table of the start is all there is: the disk is not asked for a name of a request."""
    app = make_app()
    app.static_folder = str(tmp_path)
    (tmp_path / "new.css").write_text("a{}" * 200)
    (tmp_path / "new.css.br").write_bytes(brotli.compress(b"b{}"))
    with app.test_client().get("/static/new.css", headers={"Accept-Encoding": "br"}) as answer:
        assert brotli.decompress(answer.data) == b"a{}" * 200


# Whatever else asks the disk would have to prove that no request chooses the name.
TOUCHES_THE_DISK = {
    ("api.py", "openapi"),  # one file, beside the program
    ("headers.py", "_code_hash"),  # at the start
    ("headers.py", "_style_sheet"),  # at the start
    ("headers.py", "StaticAddresses"),  # names that templates write
    ("headers.py", "_SqueezedTwins"),  # listed at the start
}
_DISK = {"open", "read_bytes", "read_text", "exists", "is_file", "is_dir", "stat", "lstat",
         "iterdir", "glob", "rglob", "send_file", "send_from_directory"}  # fmt: skip


def test_outside_the_views_nothing_asks_the_disk_by_a_name_of_a_request() -> None:
    found = {
        (path.name, node.name)
        for path in sorted((HOME / "sites" / "web").glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and _DISK & {_last_name(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
    }
    assert found == TOUCHES_THE_DISK


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def test_a_file_that_is_opened_by_itself_may_fetch_nothing(client: FlaskClient) -> None:
    policies = {}
    for path in ("/static/icon.svg", "/static/site.js", "/static/nowhere.js", "/sw.js"):
        with client.get(path) as answer:
            policies[path] = answer.headers["Content-Security-Policy"]
    assert policies["/static/icon.svg"] == "default-src 'none'; frame-ancestors 'none'"
    assert policies["/static/site.js"] == policies["/static/icon.svg"]
    assert "script-src 'self' 'sha256-" in policies["/static/nowhere.js"], "a page of ours"
    assert "connect-src 'self'" in policies["/sw.js"], "the worker's own"
