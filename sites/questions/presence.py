"""What a place is to the speaker, by the words around it: where somebody is, or comes from."""

import re

_AROUND = 10  # characters before and behind a place that say what it is to the speaker
_PRESENT = re.compile(
    "人在|现在|如今|目前|现居|现住|住|居|打工|务工|上班|工作|生活|嫁|拐到|卖到|抱到|到|去|身在|待在|来到"
)
_PAST = re.compile(
    "老家|原籍|祖籍|籍贯|户籍|户口|出生|娘家|走失|走丢|失散|失踪|走散|丢|从|我是|是|被拐|抱走|以前|当年"
)
_PRESENT_AFTER = re.compile("^[ ,，]*(?:打工|务工|上班|工作|生活|居住|这边)")
_PAST_AFTER = re.compile("^(?:人|的|走失|走丢|失散|失踪|丢|被|出生)")


def presence(ahead: str, behind: str) -> int:
    """Of the text before a place and behind it, up to its neighbours. Above 0: the speaker is
    there; below: comes from there; 0: nothing says it."""
    ahead, behind = ahead[-_AROUND:], behind[:_AROUND]
    score = bool(_PRESENT.search(ahead)) - bool(_PAST.search(ahead))
    return score + bool(_PRESENT_AFTER.search(behind)) - bool(_PAST_AFTER.search(behind))
