"""What the planner of PostgreSQL knows about tables that grow faster than it looks at them.

The database looks by itself, about once a minute and only where autovacuum is on. An import fills a table in
seconds and asks it thousands of questions meanwhile; planned from what the table was before, they read it
through.
"""

import logging
import threading

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from postil.stores.sql.schema import metadata

CHECK_EVERY_ROWS = 20_000
GROWN = 4
"""A table that is so many times as large as when it was looked at last is looked at again."""

SMALL_BYTES = 1 << 20
"""Below this, any plan will do."""

_OUTGROWN = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' "
    "AND pg_relation_size(oid) > greatest(%s, %s * relpages * current_setting('block_size')::bigint)"
)

log = logging.getLogger("postil.stores")


class Statistics:
    """Counts what is written in bulk, and has tables looked at when it amounts to something.

    Args:
        engine: Where to look, outside of anybody's transaction.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._rows = 0

    def wrote(self, rows: int) -> None:
        """Take note of committed rows. Never fails: without statistics the database is slow, not wrong."""
        with self._lock:
            self._rows += rows
            if self._rows < CHECK_EVERY_ROWS:
                return
            self._rows = 0
        try:
            self._refresh()
        except DBAPIError:
            log.warning("PostgreSQL refused to look at its tables; queries may be slow for a while")

    def _refresh(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in list(connection.exec_driver_sql(_OUTGROWN, (SMALL_BYTES, GROWN)).scalars()):
                if name in metadata.tables:
                    connection.exec_driver_sql(f'ANALYZE (SKIP_LOCKED) "{name}"')
