"""Errors of the database → one Chinese sentence for the operator, with what to do next.

The driver's own words are shown only when we know none better; never a password.
"""

from sqlalchemy.exc import DBAPIError

BUSY = "另一个导入或发布正在进行，什么也没有改动：请等它结束后再试。"
_NO_TABLES = (
    "数据库 {where} 里没有本程序的表：请先运行 flask sites load 导入一份名单，它会建好这些表。"
)
_OLD_TABLES = "数据库 {where} 里的表是旧版程序的：请运行一次 flask sites releases，它会更新这些表。"
_READ_ONLY = "数据库 {where} 是只读的，什么也没有改动：请检查写权限。"
_FULL = "数据库 {where} 所在的磁盘满了，什么也没有改动：请腾出空间后再试。"
# No code tells why a connection was refused: the driver's words name user, database or host.
_UNREACHABLE = "连不上数据库 {where}（{words}）：请检查 SITES_DATABASE_URL 和数据库服务，然后再试。"
_OTHER = "数据库 {where} 出错，什么也没有改动（{words}）：请把这句话告诉维护者。"

# SQLite's English words (sqlite3ErrStr and parse.y) → sentence.
_SQLITE = {
    "database is locked": BUSY,
    "unable to open database file": (
        "打不开数据库文件 {where}：请检查它所在的文件夹是否存在、当前用户能否读写。"
    ),
    "readonly database": _READ_ONLY,
    "not a database": (
        "{where} 不是 SQLite 数据库文件：请移开它，或用 SITES_DATABASE_URL 指定另一个。"
    ),
    "malformed": "数据库文件 {where} 已损坏：请用备份替换它，或移开它后重新导入名单。",
    "no such table": _NO_TABLES,
    "no such column": _OLD_TABLES,
    "has no column": _OLD_TABLES,
    "disk is full": _FULL,
}
# PostgreSQL's SQLSTATE codes (PostgreSQL manual, appendix A) → sentence.
_LOST = ("08", "57P")  # a connection that broke; a server that goes down or comes up
_POSTGRESQL = {
    "25006": _READ_ONLY,
    "3F000": _NO_TABLES,
    "40001": BUSY,
    "40P01": BUSY,
    "42501": "当前用户没有权限使用数据库 {where} 里的表：请在服务器上授权（GRANT）。",
    "42703": _OLD_TABLES,
    "42P01": _NO_TABLES,
    "53100": _FULL,
    "55P03": BUSY,
}


def sentence(error: DBAPIError, where: str) -> str:
    """What happened at `where` (no password in it) and what to do, in one sentence."""
    cause = error.orig
    words = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    return _template(error, words).format(where=where, words=words)


def _template(error: DBAPIError, words: str) -> str:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _UNREACHABLE if state.startswith(_LOST) else _POSTGRESQL.get(state, _OTHER)
    for known, template in _SQLITE.items():
        if known in words:
            return template
    if error.connection_invalidated or "connection" in words:
        return _UNREACHABLE
    return _OTHER
