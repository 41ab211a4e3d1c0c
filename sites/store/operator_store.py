"""What the operators' workbench keeps in the store, beside the releases."""

import sqlalchemy as sa

from sites.store.accounts_kept import Accounts
from sites.store.audited import Audit
from sites.store.database import Database
from sites.store.failures_kept import FailuresKept
from sites.store.sessions_kept import Sessions
from sites.store.tables import identity


class OperatorStore:
    """Accounts, sessions and vain attempts of one database (`Store.operators`). Who asks for a
    change of an account stands in the store's audit (`Store.asked_by`)."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self.audit = audit
        self.accounts = Accounts(database, audit)
        self.sessions = Sessions(database)
        self.failures = FailuresKept(database)

    def identity(self) -> str:
        """What tells this store from any other. Raises StoreError."""
        with self._database.reading() as connection:
            return str(connection.scalar(sa.select(identity.c.id)))
