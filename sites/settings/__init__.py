"""What a deployment says by its environment (`deployment`); hosts it may name (`hosts`)."""

from sites.settings.deployment import (
    GEOCODERS,
    PREFIX,
    Settings,
    read_settings,
)

__all__ = [
    "GEOCODERS",
    "PREFIX",
    "Settings",
    "read_settings",
]
