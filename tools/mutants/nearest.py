"""Which tests a package's faults are tried with: the nearest and quickest first, because the first
that fails ends the run. The one place for this table; a package not here cannot be sampled."""

NEAREST = {
    "phones": ("phones", "deriving", "area_codes", "own_numbers"),
    "areas": ("buildings", "borders", "codes_of_areas", "gazetteer", "former_areas"),
    "understanding": ("understanding", "typed_places", "zones", "places_found", "former_areas"),
    "geocoding": ("geocoding", "reports", "providers", "chain", "geocode_report"),
    "assembling": ("assembling", "numbering", "area_codes", "demo", "own_numbers"),
    "store": ("store", "proving", "replies"),
    "directory": ("suggesting", "search", "ordering", "finding", "nearest", "directory"),
    "finding": ("finding", "ordering", "asked"),
    "voice": ("words", "answers", "reports", "cards", "addresses", "links", "geocode_report"),
    "printed/doubting": ("doubting",),
    "web": ("asked", "serving", "pages", "door", "logs"),
    "exporting": ("exporting",),
    "loading": ("loading", "assembling"),
    "questions": ("questions", "typed_places"),
    "geo": ("geo", "nearest"),
}

# Left out: they start and kill whole programs for half a minute, and see no fault of a line that
# the others of their file do not see.
TOO_SLOW = (
    "--deselect=tests/test_chain.py::test_a_run_killed_five_times_loses_nothing_and_asks_nothing_twice",
)


def tests_of(package: str) -> tuple[str, ...]:
    """The test files of a package of the table, from the top of the clone.

    Raises KeyError for a package that is not in the table.
    """
    return tuple(f"tests/test_{name}.py" for name in NEAREST[package])
