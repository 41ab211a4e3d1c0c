"""What the pages are compared with: a bare page, a stock folium page, datasette's map of a table.

All hold the same sites, come from loopback as ours do, and what they would fetch from other hosts
comes from the package index or from npm, once, into build/first_view.
"""

import csv
import gzip
import io
import re
import sqlite3
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import folium
from folium.plugins import MarkerCluster

from benchmarks.product import HOME, HOST, answers, free_port
from benchmarks.rivals.environments import python_with

FOLDER = HOME / "build" / "first_view"
_BARE = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>一个采血点</title>'
    '<h1>某某公安局刑侦大队</h1><p>某某路 1 号</p><p><a href="tel:110">110</a></p>'
)
# What folium 0.20's page asks of cdn.jsdelivr.net/npm and cdnjs, as npm packages.
_PACKAGES = (
    "leaflet@1.9.3", "jquery@3.7.1", "bootstrap@5.2.2", "@fortawesome/fontawesome-free@6.2.0",
    "leaflet.markercluster@1.1.0",
)  # fmt: skip
_DATASETTE = ("datasette==0.65.5", "datasette-cluster-map==0.18.2")
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}
Point = tuple[float, float]


@contextmanager
def files(points: list[Point]) -> Iterator[str]:
    """The address of a server with /bare.html and /folium.html, compressed as ours are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "bare.html").write_text(_BARE, encoding="utf-8")
    (FOLDER / "folium.html").write_text(_folium_page(points), encoding="utf-8")
    server = ThreadingHTTPServer((HOST, 0), _Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()


@contextmanager
def datasette(points: list[Point]) -> Iterator[str]:
    """The address of datasette's page of a table with these points. Raises NotInstalledError."""
    python = python_with("datasette", _DATASETTE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    database = FOLDER / "sites.db"
    _as_database(points, database)
    port = free_port()
    process = subprocess.Popen(
        [python, "-m", "datasette", "serve", database, "--host", HOST, "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        home = f"http://{HOST}:{port}"
        while process.poll() is None and not answers(f"{home}/-/versions.json"):
            time.sleep(0.1)
        yield f"{home}/sites/sites"
    finally:
        process.terminate()
        process.wait()


def points_of(exported: str) -> list[Point]:
    """(lat, lon), WGS-84, of the sites of an exported CSV that have a point."""
    rows = csv.DictReader(io.StringIO(exported))
    return [(float(row["lat"]), float(row["lon"])) for row in rows if row["lat"]]


def _folium_page(points: list[Point]) -> str:
    """As a first program with folium writes it, but with what it fetches from other hosts here."""
    page = folium.Map(location=(35.0, 105.0), zoom_start=4, tiles=None)
    cluster = MarkerCluster().add_to(page)  # type: ignore[no-untyped-call]
    for lat, lon in points:
        folium.Marker((lat, lon), popup="某某公安局刑侦大队 110").add_to(cluster)
    _fetch_packages()
    text: str = page.get_root().render()
    text = re.sub(r"https://cdn\.jsdelivr\.net/npm/(@?[^@\"]+)@[0-9.]+/", r"/\1/", text)
    cluster_of = r"https://cdnjs\.cloudflare\.com/ajax/libs/leaflet\.markercluster/[0-9.]+/"
    return re.sub(cluster_of, "/leaflet.markercluster/dist/", text)


def _fetch_packages() -> None:
    for package in _PACKAGES:
        target = FOLDER / package.rpartition("@")[0]
        if target.exists():
            continue
        packed = subprocess.run(
            ["npm", "pack", "--silent", package],
            cwd=FOLDER, check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        with tarfile.open(FOLDER / packed) as archive:
            archive.extractall(target.with_suffix(".new"), filter="data")
        (target.with_suffix(".new") / "package").rename(target)


def _as_database(points: list[Point], database: Path) -> None:
    database.unlink(missing_ok=True)
    with sqlite3.connect(database) as store:
        store.execute("create table sites (unit text, latitude real, longitude real)")
        rows = [("某某公安局刑侦大队 110", *point) for point in points]
        store.executemany("insert into sites values (?, ?, ?)", rows)


class _Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = (FOLDER / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if FOLDER not in path.parents or not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        kind = _TYPES.get(path.suffix, "application/octet-stream")
        for name, text in (
            ("Content-Type", kind), ("Content-Encoding", "gzip"), ("Content-Length", len(body)),
        ):  # fmt: skip
            self.send_header(name, str(text))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""
