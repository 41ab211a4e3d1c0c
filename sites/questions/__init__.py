"""A question as families put it → what it asks for, before anything is looked up.

    hear(gazetteer(), "请问太康怎么去").place.areas  →  太康县

The sentence around a place is noise of known kinds (`noise`), which must not cost the place
(`places`); codes and numbers have a meaning of their own (`numbers`), and so have questions about
the procedure (`topics`). Only questions are heard so: `sites.areas` reads the addresses of lists.
"""

from sites.questions.hearing import hear
from sites.questions.localities import Locality, localities
from sites.questions.numbers import without_identity
from sites.questions.origins import Origin, origin_of
from sites.questions.question import Question
from sites.questions.slips import Suggestion, suggestions
from sites.questions.topics import Topic

__all__ = [
    "Locality",
    "Origin",
    "Question",
    "Suggestion",
    "Topic",
    "hear",
    "localities",
    "origin_of",
    "suggestions",
    "without_identity",
]
