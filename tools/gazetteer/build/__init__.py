"""Putting all together: `python -m tools.gazetteer.build.all`."""
