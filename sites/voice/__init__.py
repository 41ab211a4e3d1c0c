"""Records become words, cards, links and JSON. Rounding and wording live here, markup does not."""
