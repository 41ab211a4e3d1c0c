"""The deployment's own places: a table, a GeoNames dump or an OpenStreetMap extract → the file that
the gazetteer asks first (docs/places.md)."""
