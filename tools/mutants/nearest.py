"""Which tests a package's faults are tried with: the nearest first, because the first that fails
ends the run. The one place for this table; a package that is not here cannot be sampled."""

NEAREST = {
    "phones": ("phones", "deriving", "area_codes", "own_numbers"),
    "areas": ("buildings", "borders", "codes_of_areas", "gazetteer", "former_areas"),
    "understanding": ("understanding", "typed_places", "zones", "places_found", "former_areas"),
    "geocoding": ("geocoding", "guard", "chain", "providers", "geocode_report"),
    "assembling": ("assembling", "numbering", "area_codes", "demo", "own_numbers"),
    "store": ("store", "proving", "replies"),
    "directory": ("suggesting", "search", "ordering", "finding", "nearest", "directory"),
    "finding": ("finding", "directory", "ordering", "asked"),
    "voice": ("words", "cards", "links", "addresses", "asked", "cli", "pages"),
    "printed/doubting": ("doubting",),
    "web": ("asked", "serving", "pages", "door", "logs"),
    "exporting": ("exporting",),
    "loading": ("loading", "assembling"),
    "questions": ("questions", "typed_places"),
    "geo": ("geo", "nearest"),
}


def tests_of(package: str) -> tuple[str, ...]:
    """The test files of a package of the table, from the top of the clone.

    Raises KeyError for a package that is not in the table.
    """
    return tuple(f"tests/test_{name}.py" for name in NEAREST[package])
