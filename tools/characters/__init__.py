"""Tables of characters: which look alike, how they are read, what recognition takes them for."""
