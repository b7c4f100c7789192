"""What a statement comes to is the same whether the library runs it or its driver does."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    create_engine,
    insert,
    or_,
    select,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.exc import IntegrityError

from postil.stores.sql.columns import Json
from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.prepared import Prepared, padded

TABLE = Table(
    "plan_test",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", SqlText),
    Column("is_good", Boolean),
    Column("facts", Json(dict[str, int])),
    Column("content", LargeBinary),
    Column("state", SqlText, server_default="new"),
)
_one = TABLE.c


@pytest.fixture
def sqlite() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as connection:
        TABLE.metadata.create_all(connection)
        yield connection


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Connection]:
    store = PostgresStore(postgres_url)
    with store._writer.connect() as connection:  # noqa: SLF001
        TABLE.metadata.create_all(connection)
        yield connection
        connection.rollback()
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def connection(request: pytest.FixtureRequest) -> Connection:
    found: Connection = request.getfixturevalue(request.param)
    return found


def _put(**given: Any) -> Insert:
    return insert(TABLE).values(given).returning(*_one)


put = Prepared(_put, "name", "is_good", "facts", "content")


@Prepared
def named(name: Any, limit: Any) -> Select[Any]:
    """Ask for good ones, or those in one of two states."""
    is_known = or_(_one.is_good.is_(True), _one.state.in_(("new", "100% old")))
    return select(TABLE).where(_one.name == name, is_known).order_by(_one.id).limit(limit)


VALUES = {"name": "a%s?:b", "is_good": True, "facts": {"n": 1}, "content": b"\x00%s"}


def test_values_come_back_as_they_went_in(connection):
    row = put(connection, **VALUES).one()
    assert dict(row._mapping) == {"id": row.id, **VALUES, "state": "new"}  # noqa: SLF001


def test_none_comes_back_as_none(connection):
    row = put(connection, **dict.fromkeys(VALUES)).one()
    assert (row.name, row.is_good, row.facts, row.content) == (None,) * 4


def test_rows_are_those_of_the_library(connection):
    for _ in range(3):
        put(connection, **VALUES)
    query = select(TABLE).where(_one.name == VALUES["name"]).order_by(_one.id).limit(2)
    theirs = connection.execute(query).all()
    ours = named(connection, name=VALUES["name"], limit=2).all()
    assert [dict(row._mapping) for row in ours] == [dict(row._mapping) for row in theirs]  # noqa: SLF001
    assert [tuple(row) for row in ours] == [tuple(row) for row in theirs]


def test_a_contradiction_is_of_the_class_the_library_has_for_it(connection):
    twice = Prepared(lambda number: insert(TABLE).values(id=number))
    assert twice.count(connection, number=7) == 1
    with pytest.raises(IntegrityError):
        twice.count(connection, number=7)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 900])
def test_a_list_of_any_length_finds_what_is_in_it(connection, count):
    ids = [put(connection, **VALUES).one().id for _ in range(7)]
    listed = Prepared(
        lambda ids, names, limit: (
            select(_one.id).where(_one.id.in_(ids), _one.name.in_(names)).order_by(_one.id).limit(limit)
        )
    )
    wanted = [*ids, *range(10_000, 10_900)][:count]
    for names in ([VALUES["name"]], ["b", VALUES["name"], "c"]):
        found = list(listed(connection, ids=wanted, names=names, limit=6).scalars())
        assert found == ids[: min(count, 6)]


@pytest.mark.parametrize(("count", "length"), [(1, 1), (3, 4), (513, 900), (900, 900), (901, 901)])
def test_lists_have_few_lengths(count, length):
    values = list(range(count))
    assert padded(values) == values + [count - 1] * (length - count)


@given(
    name=st.none() | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
    is_good=st.none() | st.booleans(),
    facts=st.none() | st.dictionaries(st.text(max_size=3), st.integers(0, 9)),
    content=st.none() | st.binary(),
)
def test_any_value_comes_back(name, is_good, facts, content):
    given_values = {"name": name, "is_good": is_good, "facts": facts, "content": content}
    with create_engine("sqlite://").begin() as connection:
        TABLE.metadata.create_all(connection)
        row = put(connection, **given_values).one()
    assert dict(row._mapping) == {"id": 1, **given_values, "state": "new"}  # noqa: SLF001
