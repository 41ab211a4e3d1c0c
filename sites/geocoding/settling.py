"""From what the gazetteer and the providers say of one place to the fix that stands.

The gazetteer's word holds until a provider's point is finer and lies where the address says. Two
fine points that lie apart are both doubted: then neither claims a street or a door.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from sites.areas.codes import is_above_counties
from sites.geo import great_circle_km
from sites.geocoding.guard import AGREE_KM, county_at, is_inside, place_words
from sites.geocoding.offline import Located
from sites.geocoding.queries import Query
from sites.records import COARSE, PRECISIONS, Fix, Precision, Reply

# "taken": the fix is this. "kept": as good, but another's is taken. "coarse": no finer than what
# the gazetteer knows. "refused": outside the county. "absent": no such place. "unasked".
Verdict = Literal["taken", "kept", "coarse", "refused", "absent", "unasked"]
Objection = Literal["guarded", "disagreeing", "unasked"]
_DOUBTED: Precision = "township"  # what is claimed at most where two fine points lie apart


@dataclass(frozen=True, slots=True)
class Hearsay:
    """What became of one provider's word. words: a sentence for the operator.

    reply: None when it could not be asked.
    """

    name: str
    title: str
    verdict: Verdict
    words: str
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class SettledFix:
    """Where a place lies, when everybody has been heard.

    fix: None when nobody knows. located: the gazetteer's word. query: what providers were asked;
    empty when they were not, then why_not says why. doubts: what wants a person's eye.
    disagreement: the sentence, when fine points lie apart.
    """

    fix: Fix | None
    located: Located
    query: str = ""
    why_not: str = ""
    hearsay: tuple[Hearsay, ...] = ()
    disagreement: str = ""

    @property
    def doubts(self) -> frozenset[Objection]:
        """What wants a person's eye; empty when nothing does."""
        verdicts = {each.verdict for each in self.hearsay}
        found: list[Objection] = []
        if "refused" in verdicts:
            found.append("guarded")
        if self.disagreement:
            found.append("disagreeing")
        if "unasked" in verdicts:
            found.append("unasked")
        return frozenset(found)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the operator, the gazetteer's first."""
        told = (each.words for each in self.hearsay if each.verdict in ("refused", "unasked"))
        return (*self.located.notes, *told, *filter(None, (self.disagreement,)))


@dataclass(slots=True)
class Said:
    """What is known of one query so far. replies, failures (sentences): by provider's name."""

    query: Query
    replies: dict[str, Reply] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def witnesses(self) -> int:
        """Replies with a point for a street or a door where the address says it is."""
        return sum(_is_usable(reply, self.query) for reply in self.replies.values())


def settle(located: Located, said: Said, titles: Mapping[str, str]) -> SettledFix:
    """The fix that stands. titles: name → for people, of every provider in the order of asking."""
    heard = [
        _hear(located, said, name, title)
        for name, title in titles.items()
        if name in said.replies or name in said.failures
    ]
    candidates = [each for each in heard if each.verdict == "taken"]
    best = min(candidates, key=lambda each: _rank(each.reply), default=None)
    told = tuple(
        replace(each, verdict="kept") if each.verdict == "taken" and each is not best else each
        for each in heard
    )
    apart = _apart(located, candidates)
    fix = located.fix if best is None else _fix(located, best)
    if apart and fix is not None and _is_fine(fix.precision):
        fix = replace(fix, precision=_DOUBTED)
    return SettledFix(fix, located, said.query.text, hearsay=told, disagreement=apart)


def _hear(located: Located, said: Said, name: str, title: str) -> Hearsay:
    reply = said.replies.get(name)
    if reply is None:
        return Hearsay(name, title, "unasked", f"没有问成：{said.failures[name]}。")
    if reply.point is None:
        return Hearsay(name, title, "absent", f"{title}没有这个地址。", reply)
    when = f"{reply.level or '没有说到哪一级'}，{reply.asked_at:%Y-%m-%d}"
    if not is_inside(reply.point, said.query.adcodes):
        where = place_words(reply.point)
        words = f"{title}给的位置在{where}，离地址说的地方超过 1 公里，没有采用（{when}）。"
        return Hearsay(name, title, "refused", words, reply)
    if not _is_better(reply, located.fix):
        return Hearsay(name, title, "coarse", f"{title}不比离线的更细，没有采用（{when}）。", reply)
    return Hearsay(name, title, "taken", f"{title}：{when}。", reply)


def _is_usable(reply: Reply, query: Query) -> bool:
    if reply.point is None or not _is_fine(reply.precision):
        return False
    return is_inside(reply.point, query.adcodes)


def _is_better(reply: Reply, fix: Fix | None) -> bool:
    if reply.precision is None or fix is None:
        return False
    claim, known = PRECISIONS.index(reply.precision), PRECISIONS.index(fix.precision)
    return claim < known or (claim == known and _is_fine(reply.precision))


def _is_fine(precision: Precision | None) -> bool:
    return precision is not None and precision not in COARSE


def _rank(reply: Reply | None) -> int:
    """The finest first; of equals the first asked."""
    return PRECISIONS.index(reply.precision) if reply and reply.precision else len(PRECISIONS)


def _apart(located: Located, candidates: list[Hearsay]) -> str:
    """The sentence when two fine points lie apart; else empty."""
    points = [
        (each.title, each.reply.point)
        for each in candidates
        if each.reply and each.reply.point and _is_fine(each.reply.precision)
    ]
    # The gazetteer's point of a street may lie anywhere along it: only a building is a witness.
    if located.fix is not None and located.fix.precision == "building":
        points.append(("离线", located.fix.point))
    pairs = [
        (great_circle_km(first, second), one, other)
        for (one, first), (other, second) in combinations(points, 2)
    ]
    if not pairs or max(pairs)[0] <= AGREE_KM:
        return ""
    km, one, other = max(pairs)
    return (
        f"{one}和{other}给的位置相差 {km:.1f} 公里，只当作到乡镇、街道："
        "请人核对，把坐标写进名单（lat、lon、datum）。"
    )


def _fix(located: Located, best: Hearsay) -> Fix | None:
    reply, known = best.reply, located.fix
    if reply is None or reply.point is None or reply.precision is None or known is None:
        return known
    is_wide = is_above_counties(known.adcode)
    source = f"{best.title} {reply.level} {reply.datum} {reply.asked_at:%Y-%m-%d}"
    return Fix(
        point=reply.point,
        precision=reply.precision,
        method=reply.provider,
        adcode=(is_wide and county_at(reply.point)) or known.adcode,
        matched=f"{reply.query}（{source}）",
    )
