"""Divisions of today and of the past, their names, spellings and telephone codes."""
