"""How soon a page stands on a slow phone, beside pages that others serve."""
