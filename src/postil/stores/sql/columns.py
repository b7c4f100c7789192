"""Column spellings of the schema: ids, instants, texts and JSON, the same on every dialect."""

from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in columns spelled INTEGER; those hold 64 bits there as well.
_ID = BigInteger().with_variant(Integer(), "sqlite")

# Texts order by code point everywhere, as SQLite does it; the language of a database would sort otherwise.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

_encode = msgspec.json.Encoder().encode


def to_json(value: Any) -> str | None:
    """Spell a value as a JSON column holds it."""
    return None if value is None else _encode(value).decode()


class Json(TypeDecorator[Any]):
    """A JSON text that decodes to `kind`; None is stored as NULL.

    Numbers keep their spelling: 1 comes back as 1 and 1.0 as 1.0.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any = Any) -> None:
        super().__init__()
        self.kind = kind
        self._decode = msgspec.json.Decoder(kind).decode

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Encode on the way in."""
        return to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Decode on the way out."""
        return None if value is None else self._decode(value)


def entity(name: str, *content: Any) -> Table:
    """Define a table with a 64-bit `id` that is never given out twice."""
    identity = Column("id", _ID, primary_key=True, autoincrement=True)
    return Table(name, metadata, identity, *content, sqlite_autoincrement=True)


def relation(name: str, *content: Any, **options: Any) -> Table:
    """Define a table whose primary key is made of its own columns."""
    return Table(name, metadata, *content, **options)


def _column(name: str, kind: TypeEngine[Any], target: str | None, is_cascading: bool, **options: Any) -> Any:
    rule = "CASCADE" if is_cascading else None
    links = [ForeignKey(target, ondelete=rule)] if target else []
    return Column(name, kind, *links, **options)


def text(name: str, *, optional: bool = False, key: bool = False) -> Any:
    """Define a text column."""
    return _column(name, _TEXT, None, False, nullable=optional, primary_key=key)


def number(
    name: str, target: str | None = None, *, optional: bool = False, key: bool = False, cascade: bool = False
) -> Any:
    """Define a 64-bit integer column: a count, an instant in microseconds, or a reference to `target`."""
    return _column(
        name, BigInteger(), target, cascade, nullable=optional, primary_key=key, autoincrement=False
    )


def flag(name: str) -> Any:
    """Define a boolean column."""
    return _column(name, Boolean(), None, False, nullable=False)


def json(name: str, kind: Any = Any, *, optional: bool = False) -> Any:
    """Define a JSON column."""
    return _column(name, Json(kind), None, False, nullable=optional)


def document(name: str, *, optional: bool = False) -> Any:
    """Define a column of bytes."""
    return _column(name, LargeBinary(), None, False, nullable=optional)
