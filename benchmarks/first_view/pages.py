"""The kinds of pages that are measured, each by one example."""

from urllib.parse import quote

from benchmarks.product import Server

_COUNTY = "320681"  # 启东市, which has published sites


def page_paths(running: Server) -> dict[str, str]:
    """Kind → path on a server that has data/sites.csv loaded."""
    listed = running.ask(f"/areas/{_COUNTY}", encoding="identity").text()
    site = listed.partition('href="/sites/')[2].partition('"')[0]
    return {
        "home": "/",
        "search": f"/search?q={quote('启东')}",
        "area": f"/areas/{_COUNTY}",
        "site": f"/sites/{site}",
        "nearest": "/nearest",
        "guide": "/guide",
        "map": f"/map?area={_COUNTY}",
    }
