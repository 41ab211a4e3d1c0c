"""Two sets of sites → what came, what went, what changed, and whether too much went."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sites.records import Site

_FIELDS = tuple(field.name for field in fields(Site) if field.name != "id")


@dataclass(frozen=True, slots=True)
class Loss:
    """How many real (published) sites there were, and how many of those would be gone.

    A demonstration site never counts; a site that becomes a demonstration is gone.
    """

    before: int
    lost: int

    @property
    def share(self) -> float:
        """0 to 1; 0 when there was none to lose."""
        return self.lost / self.before if self.before else 0.0

    @property
    def is_too_much(self) -> bool:
        """Whether more than a tenth would be gone; exactly a tenth is not."""
        return self.lost * 10 > self.before


@dataclass(frozen=True, slots=True)
class Change:
    """A site that stays under its id but not as it was. fields: names of the Site fields."""

    before: Site
    after: Site
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a release would change. Each part stands in the order of site ids.

    live_number: the release it is compared with; None when nothing is live, then all is new.
    """

    number: int
    live_number: int | None
    added: tuple[Site, ...]
    removed: tuple[Site, ...]
    changed: tuple[Change, ...]
    unchanged: int
    loss: Loss


def compare(
    before: Iterable[Site], after: Iterable[Site], *, number: int, live_number: int | None
) -> Difference:
    """The way from `before` (release `live_number`) to `after` (release `number`)."""
    old = {site.id: site for site in before}
    new = {site.id: site for site in after}
    stayed = sorted(old.keys() & new.keys())
    changed = tuple(_change(old[id_], new[id_]) for id_ in stayed if old[id_] != new[id_])
    return Difference(
        number=number,
        live_number=live_number,
        added=tuple(new[id_] for id_ in sorted(new.keys() - old.keys())),
        removed=tuple(old[id_] for id_ in sorted(old.keys() - new.keys())),
        changed=changed,
        unchanged=len(stayed) - len(changed),
        loss=loss_between(_real_ids(old.values()), _real_ids(new.values())),
    )


def loss_between(before: set[str], after: set[str]) -> Loss:
    """The loss from one set of real sites' ids to the next."""
    return Loss(before=len(before), lost=len(before - after))


def _real_ids(sites: Iterable[Site]) -> set[str]:
    return {site.id for site in sites if not site.is_demo}


def _change(before: Site, after: Site) -> Change:
    names = tuple(name for name in _FIELDS if getattr(before, name) != getattr(after, name))
    return Change(before, after, names)
