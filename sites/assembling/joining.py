"""All rows together: two rows that are one site are joined, every id stands for one site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sites.assembling.provenance import unchecked
from sites.assembling.rows import Rules, assemble_row
from sites.ids import made_id
from sites.records import Phone, Problem, Row, Site, Source
from sites.text import squeeze


@dataclass(frozen=True, slots=True)
class Assembly:
    """What became of a list: each row is a site or one problem that is not `taken`."""

    sites: tuple[Site, ...]
    problems: tuple[Problem, ...]

    @property
    def joined(self) -> int:
        """Rows whose site another row had already brought; their numbers stand there."""
        return sum(problem.joined_to is not None for problem in self.problems)

    @property
    def refused(self) -> int:
        """Rows of which nothing was taken."""
        return sum(not problem.taken for problem in self.problems) - self.joined

    @property
    def rows(self) -> int:
        return len(self.sites) + self.joined + self.refused


@dataclass(slots=True, eq=False)
class _Draft:
    """A site with the row it first came from."""

    site: Site
    row: Row


@dataclass(slots=True)
class _Table:
    """The sites so far, found again by unit and area, by address and number, and by id."""

    drafts: list[_Draft] = field(default_factory=list)
    by_unit: dict[tuple[str, str], list[_Draft]] = field(default_factory=dict)
    by_door: dict[tuple[str, str], _Draft] = field(default_factory=dict)
    by_id: dict[str, _Draft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def assemble(rows: Iterable[Row | Problem], rules: Rules) -> Assembly:
    """Every row as a site or as a problem, in the order of the list; no exception for any row."""
    table = _Table()
    for row in rows:
        if isinstance(row, Problem):
            table.problems.append(row)
            continue
        table.rows.append(row)
        site, problems = assemble_row(row, rules)
        table.problems.extend(problems)
        if site is not None:
            _enter(table, _Draft(site, row))
    if not rules.source_required:
        table.problems.extend(_unsourced(table.drafts))
    table.problems.extend(unchecked(table.rows))
    sites = tuple(draft.site for draft in table.drafts)
    return Assembly(sites, tuple(table.problems))


def _unsourced(drafts: Iterable[_Draft]) -> Iterator[Problem]:
    """One problem for each file with published sites that have no source, at the first."""
    counts: dict[str, int] = {}
    first: dict[str, Row] = {}
    for draft in drafts:
        if draft.site.source is None and not draft.site.is_demo:
            file = draft.row.file
            counts[file] = counts.get(file, 0) + 1
            first.setdefault(file, draft.row)
    for file, row in first.items():
        advice = (
            f"从这一行起，这份名单有 {counts[file]} 处没有出处。"
            "导入时要给出 --source-title、--source-url、--published-on。"
        )
        yield _problem(row, "source_title", advice, taken=True)


def _enter(table: _Table, draft: _Draft) -> None:
    """Join the draft to the site it is, or add it under an id of its own."""
    twin = _same_unit(table, draft) or _same_door(table, draft)
    if twin is None:
        _add(table, draft)
        return
    if _contradict(twin.site, draft.site):
        _report(table, draft, twin, joined=False)
        _add(table, draft)
        return
    site = _joined(twin.site, draft.site)
    is_free = table.by_id.get(site.id, twin) is twin
    twin.site = site if is_free else replace(site, id=twin.site.id)
    _index(table, twin)
    _report(table, draft, twin, joined=True)


def _same_unit(table: _Table, draft: _Draft) -> _Draft | None:
    """A draft of the same unit in the same area; one that does not contradict comes first."""
    known = table.by_unit.get(_unit_key(draft.site), [])
    agreeing = (each for each in known if not _contradict(each.site, draft.site))
    return next(agreeing, known[0] if known else None)


def _same_door(table: _Table, draft: _Draft) -> _Draft | None:
    doors = (table.by_door.get(key) for key in _door_keys(draft.site))
    return next((door for door in doors if door is not None), None)


def _unit_key(site: Site) -> tuple[str, str]:
    return site.adcode, squeeze(site.unit)


def _door_keys(site: Site) -> Iterator[tuple[str, str]]:
    """Address and number; none for a site without an address."""
    if site.address:
        yield from ((squeeze(site.address), phone.text) for phone in site.phones)


def _contradict(first: Site, second: Site) -> bool:
    """Whether two rows say different things of one site, so that a person must look."""
    texts = ((first.address, second.address), (first.hours, second.hours))
    return (
        first.status != second.status
        or any(one and two and squeeze(one) != squeeze(two) for one, two in texts)
        or not _is_same_name(first.unit, second.unit)
        or not _is_same_area(first, second)
        or (first.fix is not None and second.fix is not None and first.fix != second.fix)
        or (_has_given_id(first) and _has_given_id(second) and first.id != second.id)
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


def _has_given_id(site: Site) -> bool:
    return site.id != made_id(site.adcode, site.unit)


def _joined(first: Site, second: Site) -> Site:
    """One site of both: the finer area, the longer name, all numbers, the newer source."""
    checked_on, checked_by = max(
        (first.checked_on, first.checked_by), (second.checked_on, second.checked_by)
    )
    fuller = max(first, second, key=lambda site: (site.county is not None, len(site.unit)))
    unit = max(first.unit, second.unit, key=len)
    made = made_id(fuller.adcode, unit)
    return replace(
        fuller,
        id=next((site.id for site in (first, second) if _has_given_id(site)), made),
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
    """Each number once: those that can be dialled first, of them mobiles last."""
    phones = {phone.text: phone for phone in (*second, *first)}
    in_order = (phones[phone.text] for phone in (*first, *second))
    return tuple(
        sorted(dict.fromkeys(in_order), key=lambda each: (each.tel is None, each.kind == "mobile"))
    )


def _newer(first: Source | None, second: Source | None) -> Source | None:
    """Of one source for both, all spots: the second number stands in the second row."""
    if first is None or second is None:
        return first or second
    if replace(first, spots=second.spots) == second:
        return replace(first, spots=tuple(dict.fromkeys((*first.spots, *second.spots))))
    return second if second.published_on > first.published_on else first


def _add(table: _Table, draft: _Draft) -> None:
    draft.site = _with_own_id(table, draft)
    table.drafts.append(draft)
    _index(table, draft)


def _index(table: _Table, draft: _Draft) -> None:
    table.by_id[draft.site.id] = draft
    known = table.by_unit.setdefault(_unit_key(draft.site), [])
    if draft not in known:
        known.append(draft)
    for key in _door_keys(draft.site):
        table.by_door.setdefault(key, draft)


def _with_own_id(table: _Table, draft: _Draft) -> Site:
    """The site under an id that no other row of this load has."""
    site = draft.site
    if site.id not in table.by_id:
        return site
    if _has_given_id(site):
        first = table.by_id[site.id].row
        advice = f"编号和{_where(first, draft.row)}重复，已另编一个；请改正。"
        table.problems.append(_problem(draft.row, "site_id", advice, taken=True))
    candidates = (
        made_id(site.adcode, site.unit),
        made_id(site.adcode, site.unit, site.address),
        *(made_id(site.adcode, site.unit, f"{site.address}#{turn}") for turn in range(2, 100)),
    )
    return replace(site, id=next(each for each in candidates if each not in table.by_id))


def _report(table: _Table, draft: _Draft, twin: _Draft, *, joined: bool) -> None:
    where = _where(twin.row, draft.row)
    if joined:
        advice = f"和{where}是同一处，已并到那一处，电话都保留。"
        problem = _problem(draft.row, "unit", advice, joined_to=twin.row.line)
    elif _unit_key(twin.site) == _unit_key(draft.site):
        advice = f"和{where}单位相同，但地址、时间或坐标不同；两行都保留，请核对。"
        problem = _problem(draft.row, "unit", advice, taken=True)
    else:
        advice = f"和{where}电话、地址相同，单位不同；两行都保留，请核对是不是同一处。"
        problem = _problem(draft.row, "unit", advice, taken=True)
    table.problems.append(problem)


def _where(first: Row, second: Row) -> str:
    """「第 23 行」, with the file's name when the rows come from two files."""
    return (
        f"第 {first.line} 行" if first.file == second.file else f"{first.file} 第 {first.line} 行"
    )


def _problem(
    row: Row, column: str, advice: str, *, taken: bool = False, joined_to: int | None = None
) -> Problem:
    return Problem(row.file, row.line, column, row.cells.get(column, ""), advice, taken, joined_to)
