"""What the texts of one list say, each understood once."""

from sites.areas import gazetteer
from sites.understanding import Understanding, understand


class Listener:
    """Keeps what it understood for those who ask after it.

    A load hears each unit and address for the area its site belongs to, and again, in that area,
    for the point where the site lies: it hands one listener to both. It grows with the texts, so
    it lives as long as one list is read.
    """

    def __init__(self) -> None:
        self._understood: dict[tuple[str, str | None], Understanding] = {}

    def understand(self, text: str, within: str | None = None) -> Understanding:
        """The areas a text means, by the shipped gazetteer; see sites.understanding.understand."""
        found = self._understood.get((text, within))
        if found is None:
            found = self._understood[text, within] = understand(gazetteer(), text, within)
        return found
