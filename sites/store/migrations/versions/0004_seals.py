"""The store's identity, and fingerprints that cover whatever is shown or dialled.

A release whose fingerprint held by the recipe of before gets the one of today, and so do its
rows and publications. Any other keeps what it had, does not match, and is therefore not served.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from sites.store.converting import UNREADABLE, SiteReader, release_of
from sites.store.fingerprint import Publication, fingerprint, seal, site_fingerprint
from sites.store.tables import Json, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# As they are after this migration; what a later one adds must not be asked for here.
_releases = sa.table(
    "releases",
    *(sa.column(name) for name in ("number", "state", "total", "published", "demo", "sha256")),
    sa.column("created_at", UtcDateTime),
    sa.column("files", Json),
)
_publications = sa.table(
    "publications",
    *(sa.column(name) for name in ("number", "release", "seal")),
    sa.column("published_at", UtcDateTime),
)
_JSON = {"phones", "spots"}
_COLUMNS = (
    "release", "id", "unit", "adcode", "province", "city", "county", "address", "phones", "hours",
    "lat", "lon", "precision", "method", "fix_adcode", "matched", "status", "source_title",
    "source_url", "published_on", "checked_on", "notes", "spots", "checked_by", "sha256",
)  # fmt: skip
_sites = sa.table("sites", *(sa.column(name, Json if name in _JSON else None) for name in _COLUMNS))


def upgrade() -> None:
    made_at = sa.Column("made_at", sa.DateTime(timezone=True), nullable=False)
    identity = op.create_table("identity", sa.Column("id", sa.Text, primary_key=True), made_at)
    for table, column in (("publications", "seal"), ("sites", "sha256")):
        op.add_column(table, sa.Column(column, sa.Text, nullable=False, server_default=""))
    connection, store = op.get_bind(), uuid4().hex
    connection.execute(sa.insert(identity), {"id": store, "made_at": datetime.now(UTC)})
    for number in connection.scalars(sa.select(_releases.c.number)).all():
        try:
            _renew(connection, number)
            _seal(connection, number, store)
        except UNREADABLE:
            continue  # it stays as it is, and whoever reads it is told


def _renew(connection: sa.Connection, number: int) -> None:
    """Today's fingerprints for a release and its sites. Raises ValueError when the old one did
    not hold."""
    of_release = _releases.c.number == number
    rows = connection.execute(sa.select(_sites).where(_sites.c.release == number)).all()
    old = connection.scalar(sa.select(_releases.c.sha256).where(of_release))
    if _old_fingerprint([dict(row._mapping) for row in rows]) != old:
        raise ValueError("The release is not the one that was stored.")
    sites = list(map(SiteReader().site, rows))
    connection.execute(sa.update(_releases).where(of_release).values(sha256=fingerprint(sites)))
    row = (_sites.c.release == number) & (_sites.c.id == sa.bindparam("of_id"))
    proofs = [{"of_id": site.id, "proof": site_fingerprint(site)} for site in sites]
    connection.execute(sa.update(_sites).where(row).values(sha256=sa.bindparam("proof")), proofs)


def _seal(connection: sa.Connection, number: int, store: str) -> None:
    found = connection.execute(sa.select(_releases).where(_releases.c.number == number))
    release = release_of(found.mappings().one(), None)
    of_release = _publications.c.release == number
    for row in connection.execute(sa.select(_publications).where(of_release)).all():
        said = seal(release, Publication(store, row.number, row.published_at))
        this = sa.update(_publications).where(_publications.c.number == row.number)
        connection.execute(this.values(seal=said))


def _old_fingerprint(rows: Sequence[Mapping[str, Any]]) -> str:
    """By the recipe of before: tel, kinds, doubts and the way to the point were not in it."""
    lines = sorted("\t".join(_old_cells(row)) + "\n" for row in rows)
    return sha256("".join(lines).encode()).hexdigest()


def _old_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    point = ("", "", "")
    if row["lat"] is not None:
        point = f"{row['lat']:.6f}", f"{row['lon']:.6f}", row["precision"]
    texts = ("id", "unit", "province", "city", "county", "address")
    source = ("source_title", "source_url", "published_on", "checked_on", "notes")
    return (
        *(row[name] or "" for name in texts),
        "、".join(_old_phone(phone) for phone in row["phones"]),
        row["hours"],
        *point,
        row["status"],
        *(row[name] or "" for name in source),
        *_old_print(row["spots"] or [], row["checked_by"]),
    )


def _old_phone(phone: Mapping[str, Any]) -> str:
    return f"{phone['text']}（{phone['note']}）" if phone["note"] else str(phone["text"])


def _old_print(spots: Sequence[Mapping[str, Any]], checked_by: str) -> tuple[str, ...]:
    """Where the site is printed and who checked it; no cells at all when nothing is said."""
    if not spots and not checked_by:
        return ()
    return (
        ";".join(spot["picture"] for spot in spots),
        ";".join(str(spot["row"] or "") for spot in spots),
        ";".join(", ".join(map(str, spot["box"])) if spot["box"] else "" for spot in spots),
        checked_by,
    )
