"""The SQLite dialect whose compiled statements are shared."""

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from postil.stores.sql.compiled import Alike


class Dialect(Alike, SQLiteDialect_pysqlite):
    """That of SQLAlchemy and the driver of Python."""

    supports_statement_cache = True
