"""The map under the pins, built from the county polygons: `python -m tools.basemap.build`."""
