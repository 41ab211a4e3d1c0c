"""Runs the migrations that an older or empty database lacks (home of Alembic)."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from sites.errors import StoreError


def upgrade(connection: sa.Connection, where: str) -> None:
    """Bring the tables forward inside the connection's transaction.

    Raises StoreError when the database knows a migration that this program does not.
    """
    config = Config()
    config.set_main_option("script_location", "sites:store/migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"数据库 {where} 不是这一版程序能用的（{error}），什么也没有改动："
            "请更新程序，或用 SITES_DATABASE_URL 指定另一个数据库。"
        ) from error
