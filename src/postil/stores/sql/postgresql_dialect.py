"""The PostgreSQL dialect whose compiled statements are shared."""

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from postil.stores.sql.compiled import Alike


class Dialect(Alike, PGDialect_psycopg):
    """That of SQLAlchemy and psycopg."""

    supports_statement_cache = True
