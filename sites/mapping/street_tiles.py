"""Tianditu's map with streets, for a deployment that has a key for browsers.

Layers "vec_w" (ground) and "cva_w" (names) of its WMTS, in the projection of every web map; servers
t0 to t7. Its datum CGCS2000 lies within a metre of WGS-84: nothing is shifted.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sites.settings import Settings

_SERVERS = tuple(f"https://t{number}.tianditu.gov.cn" for number in range(8))
_TILES = (
    "/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default"
    "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk="
)


@dataclass(frozen=True, slots=True)
class Streets:
    """tiles: address of a tile with {s}, {layer}, {z}, {y} and {x}, as Leaflet fills it in. note:
    whose map it is, with its review number. origins: where the tiles come from."""

    tiles: str
    note: str
    origins: tuple[str, ...]


def streets(settings: Settings) -> Streets | None:
    """None for a deployment without a key."""
    if not settings.tianditu_map_key:
        return None
    home = settings.tianditu_map_url or "https://t{s}.tianditu.gov.cn"
    parts = urlsplit(settings.tianditu_map_url)
    return Streets(
        tiles=home + _TILES + settings.tianditu_map_key,
        note=f"街道图：天地图 审图号 {settings.tianditu_map_note}",
        origins=(f"{parts.scheme}://{parts.netloc}",) if settings.tianditu_map_url else _SERVERS,
    )
