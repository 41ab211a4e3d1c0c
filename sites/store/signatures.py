"""Signatures of releases: kept beside them, asked for where a deployment names a public key."""

from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa

from sites.errors import BadKeyError, UnsignedError
from sites.records import Release
from sites.store.statements import statement_of
from sites.store.tables import signatures


def keep(connection: sa.Connection, release: Release, signature: str, public: str) -> None:
    """Keep a signature of the release, in place of one of the same key.

    release: as it was proved. Raises BadKeyError when the key did not sign this very release.
    """
    if not _holds(release, signature, public):
        raise BadKeyError(
            f"这个签名不是这把公钥对第 {release.number} 版的签名，没有保存："
            f"请用 flask sites sign --release {release.number} --print 取出要签的文字，再签一次。"
        )
    of_key = (signatures.c.release == release.number) & (signatures.c.key == public)
    connection.execute(sa.delete(signatures).where(of_key))
    row = {
        "release": release.number,
        "key": public,
        "signature": signature,
        "signed_at": datetime.now(UTC),
    }
    connection.execute(sa.insert(signatures), row)


def require(connection: sa.Connection, release: Release, public: str) -> Release:
    """The release with its signature by that key; as it is where no key is asked for (empty).

    Raises UnsignedError when it is not signed by that key, or something else was.
    """
    if not public:
        return release
    of_key = (signatures.c.release == release.number) & (signatures.c.key == public)
    found = connection.scalar(sa.select(signatures.c.signature).where(of_key))
    if found is None:
        raise unsigned(release.number, "没有签名")
    if not isinstance(found, str) or not _holds(release, found, public):
        raise unsigned(release.number, "签名对不上")
    return replace(release, signature=found)


def unsigned(number: int, why: str) -> UnsignedError:
    """The error that says what is wrong with the signature of which release, and what to do."""
    return UnsignedError(
        f"数据库里的第 {number} 版{why}，没有采用，因为设置了 SITES_SIGNING_PUBLIC_KEY："
        f"请核对这一版，再用 flask sites sign --release {number} 签名。"
    )


def _holds(release: Release, signature: str, public: str) -> bool:
    from sites.store import keys  # noqa: PLC0415  # weight: cryptography, 0.03 s, 6 MB

    return keys.is_signed(statement_of(release).text, signature, public)
