"""All rows together: two rows that are one site are joined, every id stands for one site."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sites.assembling.ids import made_id
from sites.assembling.judging import Rules, assemble_row
from sites.assembling.numbering import numbered
from sites.assembling.provenance import unchecked
from sites.assembling.telling import (
    told_apart,
    told_id,
    told_joined,
    told_several,
    told_unsourced,
)
from sites.geocoding import Listener
from sites.phones.phone_cells import in_order
from sites.records import Assembly, Phone, Problem, Row, Site, Source
from sites.text import squeeze


@dataclass(slots=True, eq=False)
class _Draft:
    """A site with the row it first came from. place: of that row in the list, from 0.

    given_id: the id that the list brings; empty when it brings none.
    """

    site: Site
    row: Row
    place: int
    given_id: str


@dataclass(slots=True)
class _Table:
    """The sites so far, found again by unit and area, by address and number, and by given id."""

    drafts: list[_Draft] = field(default_factory=list)
    by_unit: dict[tuple[str, str], list[_Draft]] = field(default_factory=dict)
    by_door: dict[tuple[str, str], _Draft] = field(default_factory=dict)
    by_id: dict[str, _Draft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def assemble(
    rows: Iterable[Row | Problem], rules: Rules, listener: Listener | None = None
) -> Assembly:
    """Every row as a site or as a problem, in the order of the list; no exception for any row.

    listener: keeps what the rows say of their places; None = for nobody.
    """
    table, read, drafts = _Table(), list(rows), []
    for place, row in enumerate(read):
        if isinstance(row, Problem):
            table.problems.append(row)
            continue
        site, problems = assemble_row(row, rules, listener)
        table.problems.extend(problems)
        if site is not None:
            drafts.append(_Draft(site, row, place, _given_id(row, site)))
    # Those without an address last: each may belong to any place of its unit.
    for draft in sorted(drafts, key=lambda draft: not draft.site.address):
        _enter(table, draft)
    table.drafts.sort(key=lambda draft: draft.place)
    table.problems.sort(key=_order_of(read))
    if not rules.source_required:
        table.problems.extend(_unsourced(table.drafts))
    table.problems.extend(unchecked(row for row in read if isinstance(row, Row)))
    given = frozenset(draft.given_id for draft in table.drafts if draft.given_id)
    sites = numbered([_as_given(each, given) for each in table.drafts], given)
    return Assembly(sites, tuple(table.problems), given)


def _given_id(row: Row, site: Site) -> str:
    return site.id if row.cells.get("site_id", "").lower() == site.id else ""


def _as_given(draft: _Draft, given: frozenset[str]) -> Site:
    """The site under the id that the list gives it. An id that was made for it may stand until it
    is numbered, unless the list gives it to another."""
    made = draft.site.id
    is_free = not draft.given_id and made not in given
    return (
        draft.site if is_free or made == draft.given_id else replace(draft.site, id=draft.given_id)
    )


def _order_of(read: Iterable[Row | Problem]) -> Callable[[Problem], tuple[int, int]]:
    """The order of the files as they were read, then of their lines."""
    files = {file: place for place, file in enumerate(dict.fromkeys(each.file for each in read))}
    return lambda problem: (files[problem.file], problem.line)


def _unsourced(drafts: Iterable[_Draft]) -> Iterator[Problem]:
    """One problem for each file with published sites that have no source, at the first."""
    counts: dict[str, int] = {}
    first: dict[str, Row] = {}
    for draft in drafts:
        if draft.site.source is None and not draft.site.is_demo:
            file = draft.row.file
            counts[file] = counts.get(file, 0) + 1
            first.setdefault(file, draft.row)
    yield from (told_unsourced(row, counts[file]) for file, row in first.items())


def _enter(table: _Table, draft: _Draft) -> None:
    """Join the draft to the site it is, or add it as one of its own."""
    known = table.by_unit.get(_unit_key(draft.site), [])
    candidates = _candidates(known, draft) or _same_door(table, draft)
    if len(candidates) == 1 and not _contradict(candidates[0], draft):
        _join(table, draft, candidates[0])
        return
    if len(candidates) == 1:
        twin = candidates[0]
        is_same_unit = _unit_key(twin.site) == _unit_key(draft.site)
        table.problems.append(told_apart(draft.row, twin.row, is_same_unit=is_same_unit))
    elif candidates:
        rows = [each.row for each in sorted(candidates, key=lambda each: each.place)]
        table.problems.append(told_several(draft.row, rows))
    draft.given_id = _own_id(table, draft)
    table.drafts.append(draft)
    _index(table, draft)


def _join(table: _Table, draft: _Draft, twin: _Draft) -> None:
    twin.given_id = twin.given_id or _own_id(table, draft)
    twin.site = _joined(twin.site, draft.site, twin.given_id)
    _index(table, twin)
    table.problems.append(told_joined(draft.row, twin.row))


def _candidates(known: Sequence[_Draft], draft: _Draft) -> list[_Draft]:
    """The places of the unit that the row may be of; the first of all that it contradicts when
    it is of none. Several when it has too little to tell them apart: which is not guessed."""
    agreeing = [each for each in known if not _contradict(each, draft)]
    if len(known) < 2 or not agreeing:
        return agreeing or list(known[:1])
    if draft.site.address:
        return [each for each in agreeing if _is_same_address(each.site, draft.site)] or agreeing
    # Hours that agree are too little to say which of several places is meant.
    sharing = [each for each in agreeing if _is_pinned(each, draft)]
    return sharing if len(sharing) == 1 else list(known)


def _is_same_address(first: Site, second: Site) -> bool:
    return squeeze(first.address) == squeeze(second.address)


def _is_pinned(one: _Draft, two: _Draft) -> bool:
    """Whether the list's own id or a number says that both rows are of one place."""
    texts = {phone.text for phone in one.site.phones}
    is_called_the_same = one.given_id != "" and one.given_id == two.given_id
    return is_called_the_same or any(phone.text in texts for phone in two.site.phones)


def _same_door(table: _Table, draft: _Draft) -> list[_Draft]:
    doors = (table.by_door.get(key) for key in _door_keys(draft.site))
    return [door for door in doors if door is not None][:1]


def _unit_key(site: Site) -> tuple[str, str]:
    return site.adcode, squeeze(site.unit)


def _door_keys(site: Site) -> Iterator[tuple[str, str]]:
    """Address and number; none for a site without an address."""
    if site.address:
        yield from ((squeeze(site.address), phone.text) for phone in site.phones)


def _contradict(one: _Draft, two: _Draft) -> bool:
    """Whether two rows say different things of one site, so that a person must look."""
    first, second = one.site, two.site
    texts = ((first.address, second.address), (first.hours, second.hours))
    return (
        first.status != second.status
        or any(one and two and squeeze(one) != squeeze(two) for one, two in texts)
        or not _is_same_name(first.unit, second.unit)
        or not _is_same_area(first, second)
        or (first.fix is not None and second.fix is not None and first.fix != second.fix)
        or bool(one.given_id and two.given_id and one.given_id != two.given_id)
    )


def _is_same_name(first: str, second: str) -> bool:
    """Whether one name holds the other: 武侯区分局 and 成都市公安局武侯区分局."""
    one, two = squeeze(first), squeeze(second)
    return one in two or two in one


def _is_same_area(first: Site, second: Site) -> bool:
    """Whether the areas are equal, or one is only known more coarsely."""
    pairs = ((first.city, second.city), (first.county, second.county))
    return first.province == second.province and all(
        one is None or two is None or one == two for one, two in pairs
    )


def _joined(first: Site, second: Site, given_id: str) -> Site:
    """One site of both: the finer area, the longer name, all numbers, the newer source."""
    checked_on, checked_by = max(
        (first.checked_on, first.checked_by), (second.checked_on, second.checked_by)
    )
    fuller = max(first, second, key=lambda site: (site.county is not None, len(site.unit)))
    unit = max(first.unit, second.unit, key=len)
    return replace(
        fuller,
        id=given_id or made_id(fuller.adcode, unit),
        unit=unit,
        address=first.address or second.address,
        phones=_united(first.phones, second.phones),
        hours=first.hours or second.hours,
        fix=first.fix or second.fix,
        source=_newer(first.source, second.source),
        checked_on=checked_on,
        checked_by=checked_by,
        notes="；".join(dict.fromkeys(text for text in (first.notes, second.notes) if text)),
    )


def _united(first: tuple[Phone, ...], second: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """Each number once; of one that both have, what the first says of it."""
    phones = {phone.text: phone for phone in (*second, *first)}
    return in_order(phones[text] for text in dict.fromkeys(each.text for each in (*first, *second)))


def _newer(first: Source | None, second: Source | None) -> Source | None:
    """Of one source for both, all spots: the second number stands in the second row."""
    if first is None or second is None:
        return first or second
    if replace(first, spots=second.spots) == second:
        return replace(first, spots=tuple(dict.fromkeys((*first.spots, *second.spots))))
    return second if second.published_on > first.published_on else first


def _index(table: _Table, draft: _Draft) -> None:
    if draft.given_id:
        table.by_id[draft.given_id] = draft
    known = table.by_unit.setdefault(_unit_key(draft.site), [])
    if draft not in known:
        known.append(draft)
    for key in _door_keys(draft.site):
        table.by_door.setdefault(key, draft)


def _own_id(table: _Table, draft: _Draft) -> str:
    """The id the row brings, unless another row brought it before, which is told."""
    first = table.by_id.get(draft.given_id)
    if first is None:
        return draft.given_id
    table.problems.append(told_id(draft.row, first.row))
    return ""
