"""Tools of the maintainers, run as `python -m tools.…`; the site itself needs none of them."""
