"""Statements that are built once and run with any values."""

from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Update,
    create_engine,
    insert,
    select,
    update,
)

from postil.stores.sql.prepared import Prepared

TABLE = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("name", String))


@pytest.fixture
def connection():
    with create_engine("sqlite://").begin() as connection:
        TABLE.metadata.create_all(connection)
        connection.execute(insert(TABLE), [{"id": number, "name": f"n{number}"} for number in range(5)])
        yield connection


@Prepared
def names(ids: Any) -> Select[Any]:
    """Ask for names."""
    return select(TABLE.c.name).where(TABLE.c.id.in_(ids)).order_by(TABLE.c.id)


@Prepared
def rename(number: Any, name: Any) -> Update:
    return update(TABLE).where(TABLE.c.id == number).values(name=name)


def test_one_statement_runs_with_lists_of_any_length(connection: Connection) -> None:
    found = [list(names(connection, ids=ids).scalars()) for ids in ([], [3], [4, 1, 2])]
    assert found == [[], ["n3"], ["n1", "n2", "n4"]]


def test_placeholders_may_be_called_as_columns_are(connection: Connection) -> None:
    assert rename.count(connection, number=2, name="two") == 1
    assert list(names(connection, ids=[1, 2]).scalars()) == ["n1", "two"]


def test_none_is_stored_where_a_column_is_set(connection: Connection) -> None:
    rename(connection, number=2, name=None)
    assert list(names(connection, ids=[2]).scalars()) == [None]


def test_a_value_that_is_missing_is_an_error(connection: Connection) -> None:
    with pytest.raises(TypeError, match="name"):
        rename(connection, number=2)


def test_further_placeholders_are_named_beside_the_function(connection: Connection) -> None:
    def build(number: Any, **more: Any) -> Update:
        return update(TABLE).where(TABLE.c.id == number).values(name=more["name"])

    Prepared(build, "name")(connection, number=0, name="zero")
    assert list(names(connection, ids=[0]).scalars()) == ["zero"]
