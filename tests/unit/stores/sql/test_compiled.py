from sqlalchemy import create_engine, literal, select

from postil.stores.sql.compiled import SHARED
from postil.stores.sql.postgresql_dialect import Dialect as PostgresDialect
from postil.stores.sql.sqlite_dialect import Dialect


def compiled(url):
    with create_engine(url, execution_options=SHARED).connect() as connection:
        result = connection.execute(select(literal("once").label("told")))
        assert result.scalar() == "once"
        return result.context.compiled


def test_what_one_pool_has_compiled_another_does_not_compile_again():
    assert compiled("sqlite+postil://") is compiled("sqlite+postil://")


def test_what_another_dialect_has_compiled_is_not_taken():
    assert compiled("sqlite+postil://") is not compiled("sqlite://")


def dialect(kind, *version):
    made = kind()
    made.server_version_info = version
    return made


def test_dialects_are_alike_that_speak_to_one_version_of_one_kind_of_database():
    assert dialect(PostgresDialect, 16, 1) == dialect(PostgresDialect, 16, 1)
    assert dialect(PostgresDialect, 16, 1) != dialect(PostgresDialect, 17, 0)
    assert dialect(PostgresDialect, 3, 46) != dialect(Dialect, 3, 46)
