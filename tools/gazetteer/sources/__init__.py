"""What the gazetteer is built from: pinned packages and what they hold."""
