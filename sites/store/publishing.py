"""Putting a release before the public, inside the caller's transaction: what is asked first."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from sites.errors import IdChangeError, LossError
from sites.records import Release, Site
from sites.records.likeness import gone_over
from sites.store import history, proving
from sites.store.comparing import Loss, loss_between
from sites.store.tables import sites


def publish(
    connection: sa.Connection,
    number: int,
    *,
    allow_loss: bool,
    allow_id_change: bool,
    public_key: str = "",
) -> Release:
    """Make that release live; no change when it is already. Raises as Store.publish does."""
    release = history.release(connection, number)
    proved = proving.proved(connection, release)
    proving.signed(connection, release, proved.release, public_key)
    if release.state == "live" and proving.is_sealed(connection, release):
        return release
    if not allow_loss:
        _refuse_loss(_loss(connection, number))
    if not allow_id_change:
        known = proving.known_sites(connection)
        _refuse_id_change(gone_over(proved.sites, [*known.live.values(), *known.former.values()]))
    if not release.root:  # stored before roots were kept
        history.keep_root(connection, proved.release)
    return history.publish(connection, number, datetime.now(UTC))


def _refuse_loss(loss: Loss) -> None:
    if loss.is_too_much:
        raise LossError(
            f"现在公布的 {loss.before} 个真实采血点会少掉 {loss.lost} 个（{loss.share:.0%}），"
            "超过十分之一，没有发布：请先核对名单；确实要去掉它们，就加上 --allow-loss 再来一次。"
        )


def _refuse_id_change(changes: Sequence[tuple[Site, Site]]) -> None:
    if changes:
        before, after = changes[0]
        also = f"（这样的编号共 {len(changes)} 个）" if len(changes) > 1 else ""
        raise IdChangeError(
            f"编号 {before.id} 一直是{_called(before)}，现在会变成{_called(after)}{also}，"
            "没有发布：旧链接会把人带到别的采血点。请核对名单里的编号；确实还是同一处，"
            "就加上 --allow-id-change 再来一次。"
        )


def _called(site: Site) -> str:
    said = (site.address, *(phone.text for phone in site.phones))
    return f"「{site.unit}」（{'，'.join(filter(None, said)) or '没有地址和电话'}）"


def _loss(connection: sa.Connection, number: int) -> Loss:
    live_number = history.live_number(connection)
    before = set() if live_number is None else _real_ids(connection, live_number)
    return loss_between(before, _real_ids(connection, number))


def _real_ids(connection: sa.Connection, number: int) -> set[str]:
    of_release = (sites.c.release == number) & (sites.c.status == "published")
    return set(connection.scalars(sa.select(sites.c.id).where(of_release)))
