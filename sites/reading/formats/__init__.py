"""A file of any format → its Sheets, told by its first bytes (`kinds`), never by its name."""
