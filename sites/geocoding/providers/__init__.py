"""Providers of the network, one module each; read in only when a deployment has a key.

docs/providers.md: formats, levels, codes and their sources, and what of it was never tried
against the real services.
"""

from sites.geocoding.providers.amap import Amap
from sites.geocoding.providers.baidu import Baidu
from sites.geocoding.providers.base import BusyError, Provider
from sites.geocoding.providers.tencent import Tencent
from sites.geocoding.providers.tianditu import Tianditu

PROVIDERS: dict[str, type[Provider]] = {
    each.name: each for each in (Tianditu, Amap, Tencent, Baidu)
}

__all__ = ["PROVIDERS", "BusyError", "Provider"]
