"""Sentences that can be said in other languages later: they keep what they were made of.

The source language is simplified Chinese: a Sentence is its Chinese text and can be used, compared
and logged as one. Who shows it to people says it in theirs (sites/voice/language.py). Rooms below
the voice make sentences so, because what they answer is kept and shared by all languages.
"""


class Sentence(str):
    """A whole sentence of ours. wording: with %(name)s where values stand, as it is looked up in a
    catalogue. values: what stands there, itself perhaps a Sentence or the names of places."""

    wording: str
    values: dict[str, object]

    def __new__(cls, wording: str, **values: object) -> "Sentence":
        """The text is the wording with its values; without any, a % stands for itself."""
        made = super().__new__(cls, wording % values if values else wording)
        made.wording, made.values = wording, values
        return made


def mark(wording: str) -> str:
    """The wording itself, marked for the catalogues: where a sentence stands in a table and is said
    later."""
    return wording
