"""`python -m benchmarks.first_view [--write] [--turns 5]`: how soon pages stand on a slow phone."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.first_view import baselines
from benchmarks.first_view.pages import page_paths
from benchmarks.first_view.watching import Seen, middle, phone, visit
from benchmarks.product import HOME, SITES, command, scratch_store, server
from benchmarks.rivals.environments import NotInstalledError
from benchmarks.table import processor, write_into

_PAGE = HOME / "docs" / "benchmarks.md"
_LCP_S, _SHIFT, _BLOCKED_MS, _VIEW_KB = 0.9, 0.01, 50.0, 14.0
_HELD = ("home", "search", "area", "site")


def main() -> None:
    """Visit each page cold, all in turns, and print or write the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    seen: dict[str, list[Seen]] = {}
    with scratch_store() as store, phone() as browser, TemporaryDirectory() as folder:
        command(store, "load", str(SITES))
        with server(store) as plain:
            paths = page_paths(plain)
            points = baselines.points_of(plain.ask("/sites.csv", encoding="identity").text())
            with baselines.files(points) as files:
                urls = {"a bare page": f"{files}/bare.html"}
                urls |= {name: plain.address + path for name, path in paths.items()}
                urls["a stock folium page"] = f"{files}/folium.html"
                _in_turns(browser, urls, seen, options.turns)
            secured = _certificate(Path(folder))
            if secured:
                with server(store, secured) as tls:
                    urls = {
                        f"{name}, TLS": tls.address + path
                        for name, path in paths.items()
                        if name in _HELD
                    }
                    _in_turns(browser, urls, seen, options.turns)
        _datasette(points, browser, seen, options.turns)
    table = _table({name: middle(each) for name, each in seen.items()}, options.turns)
    print(table)
    if options.write:
        write_into(_PAGE, table, "first-view")


def _in_turns(
    browser: Browser, urls: dict[str, str], seen: dict[str, list[Seen]], turns: int
) -> None:
    for _ in range(turns):
        for name, url in urls.items():
            print(f"… {name}", file=sys.stderr, flush=True)
            seen.setdefault(name, []).append(visit(browser, url))


def _datasette(
    points: list[baselines.Point], browser: Browser, seen: dict[str, list[Seen]], turns: int
) -> None:
    try:
        with baselines.datasette(points) as url:
            _in_turns(browser, {"datasette with cluster-map": url}, seen, turns)
    except NotInstalledError as error:
        print(error, file=sys.stderr)


def _certificate(folder: Path) -> Path | None:
    """A certificate of our own with its key, made by openssl; None where there is none."""
    file = folder / "certificate.pem"
    make = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", file, "-out", folder / "public.pem")  # fmt: skip
    try:
        subprocess.run(make, check=True, capture_output=True)
    except FileNotFoundError:
        print("openssl is absent: the pages are not measured with TLS.", file=sys.stderr)
        return None
    file.write_text(file.read_text() + (folder / "public.pem").read_text())
    return file


def _table(seen: dict[str, Seen], turns: int) -> str:
    bare = seen["a bare page"]
    lines = [
        "| page | LCP s | layout shift | blocked ms | first view KB | requests | |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, each in seen.items():
        held = name.removesuffix(", TLS") in _HELD
        lines.append(
            f"| {name} | {each.lcp_s:.2f} | {each.shift:.3f} | {each.blocked_ms:.0f} | "
            f"{each.kilobytes:.1f} | {each.requests} | {_mark(each, bare) if held else ''} |"
        )
    lines += ["", f"Medians of {turns} cold visits in turns, on {processor()}."]
    return "\n".join(lines)


def _mark(each: Seen, bare: Seen) -> str:
    """What misses its gate; ✓ when nothing does."""
    gates: dict[str, Callable[[], bool]] = {
        f"LCP > {_LCP_S} s": lambda: each.lcp_s > _LCP_S,
        f"shift > {_SHIFT}": lambda: each.shift > _SHIFT,
        f"blocked > bare + {_BLOCKED_MS:.0f} ms": lambda: (
            each.blocked_ms > bare.blocked_ms + _BLOCKED_MS
        ),
        f"> {_VIEW_KB:.0f} KB": lambda: each.kilobytes > _VIEW_KB,
    }
    return ", ".join(name for name, is_missed in gates.items() if is_missed()) or "✓"


if __name__ == "__main__":
    main()
