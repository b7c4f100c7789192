from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.stores.sql.postgres_array import array_of_numbers, array_of_texts
from postil.stores.sql.postgres_text import adapt

# Often the characters an array gives a meaning to.
texts = st.text(st.sampled_from('{}",\\ \x00\x1aNUL') | st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def connection(postgres_server) -> Iterator[psycopg.Connection]:
    connection = psycopg.connect(postgres_server.url("postgres"), autocommit=True)
    adapt(connection)
    yield connection
    connection.close()


@given(st.lists(texts | st.just("NULL")))
def test_postgresql_reads_the_texts_that_were_spelled(connection, given_texts):
    assert connection.execute("SELECT %s::text[]", (array_of_texts(given_texts),)).fetchone() == (
        given_texts,
    )


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_postgresql_reads_the_numbers_that_were_spelled(connection, numbers):
    assert connection.execute("SELECT %s::bigint[]", (array_of_numbers(numbers),)).fetchone() == (numbers,)
