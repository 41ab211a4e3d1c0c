"""The memory of what providers of the network said. Functions work in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sites.geo import Point
from sites.records import Reply
from sites.store.tables import replies

_QUERIES_AT_ONCE = 500  # SQLite takes 32,766 values in one statement, older ones 999


def recall(connection: sa.Connection, provider: str, queries: Sequence[str]) -> Mapping[str, Reply]:
    """What the provider has said to these queries, by query; one never answered is absent."""
    found: dict[str, Reply] = {}
    for start in range(0, len(queries), _QUERIES_AT_ONCE):
        some = queries[start : start + _QUERIES_AT_ONCE]
        wanted = (replies.c.provider == provider) & replies.c.query.in_(some)
        rows = connection.execute(sa.select(replies).where(wanted)).mappings()
        found |= {row["query"]: _reply(row) for row in rows}
    return found


def remember(connection: sa.Connection, new: Sequence[Reply]) -> None:
    """Keep the replies; one to a query that was answered before takes its place."""
    newest = {(reply.provider, reply.query): reply for reply in new}
    for provider, query in newest:
        same = (replies.c.provider == provider) & (replies.c.query == query)
        connection.execute(sa.delete(replies).where(same))
    if newest:
        connection.execute(sa.insert(replies), [_row(reply) for reply in newest.values()])


def forget(connection: sa.Connection, provider: str | None, before: datetime) -> int:
    """Drop what was said before that moment, by one provider or by all; returns how many."""
    old = replies.c.asked_at < before
    if provider is not None:
        old &= replies.c.provider == provider
    return connection.execute(sa.delete(replies).where(old)).rowcount


def _reply(row: sa.RowMapping) -> Reply:
    place = None if row["lat"] is None else Point(row["lat"], row["lon"])
    rest = {name: value for name, value in row.items() if name not in ("lat", "lon")}
    return Reply(point=place, **rest)


def _row(reply: Reply) -> dict[str, Any]:
    return {
        "provider": reply.provider,
        "query": reply.query,
        "asked_at": reply.asked_at,
        "lat": None if reply.point is None else reply.point.lat,
        "lon": None if reply.point is None else reply.point.lon,
        "datum": reply.datum,
        "precision": reply.precision,
        "level": reply.level,
        "address": reply.address,
        "adcode": reply.adcode,
    }
