"""What a sign on a county's map is called, for those who hear it."""

from collections.abc import Sequence

from sites.records import Site
from sites.voice.fixes import coarse_tag
from sites.voice.language import say, say_count
from sites.voice.local_names import published

# More names than these nobody follows; the list below has them all.
_MOST_NAMED = 3


def sign_words(sites: Sequence[Site]) -> str:
    """The unit, or how many there are and the first of them; demonstrations and coarse places say
    so where it holds for all. At least one site."""
    named = say("、").join(published(site.unit) for site in sites[:_MOST_NAMED])
    if len(sites) > _MOST_NAMED:
        named = say_count("%(n)s 处：%(units)s 等", len(sites), units=named)
    elif len(sites) > 1:
        named = say_count("%(n)s 处：%(units)s", len(sites), units=named)
    notes = [say("演示")] if all(site.is_demo for site in sites) else []
    if all(coarse_tag(site.fix) for site in sites):
        notes.append(coarse_tag(sites[0].fix))
    return say("，").join([named, *notes])
