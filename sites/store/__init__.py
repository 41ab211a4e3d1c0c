"""Releases of sites in a SQL database: SQLite by default, PostgreSQL by setting.

The store keeps and compares; it never parses a list and never answers a visitor.
docs/store.md tells an operator what it does and why.
"""

from sites.store.comparing import Difference, compare
from sites.store.fingerprint import fingerprint
from sites.store.operator_store import OperatorStore
from sites.store.releases import Serving, Store

__all__ = [
    "Difference",
    "OperatorStore",
    "Serving",
    "Store",
    "compare",
    "fingerprint",
]
