"""Judging what was built, by sources that must not be shipped."""
