"""Where areas, buildings, roads and villages lie, and borders."""
