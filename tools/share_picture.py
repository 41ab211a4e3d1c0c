"""Draw static/share.png anew, the picture beside a link to a page of no area and no site:
`python -m tools.share_picture`."""

from pathlib import Path

from sites.leaflets.leaflet import Leaflet
from sites.leaflets.thumbnail import thumbnail
from sites.voice import words

TARGET = Path(__file__).resolve().parent.parent / "static" / "share.png"


def drawn() -> bytes:
    """As the pictures of areas, with the whole country for a place."""
    return thumbnail(
        Leaflet(
            brand=words.BRAND, title="", short="帮您找亲人", offer="电话、地址、怎么去", lead="",
            entries=(), is_area=True, more="", url="", scan=("", ""), warning=words.WARNING,
            sources="", dated="", demo="",
        )
    )  # fmt: skip


if __name__ == "__main__":
    TARGET.write_bytes(drawn())
