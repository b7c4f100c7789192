from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.stores.sql.postgres_text import adapt, meant, spelled

# Often the characters the spelling is about.
texts = st.text(st.sampled_from("\x00\x1a01a") | st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def connection(postgres_server) -> Iterator[psycopg.Connection]:
    connection = psycopg.connect(postgres_server.url("postgres"), autocommit=True)
    adapt(connection)
    yield connection
    connection.close()


@given(texts)
def test_every_text_comes_back(text):
    assert meant(spelled(text)) == text


@given(texts)
def test_no_text_keeps_a_nul(text):
    assert "\x00" not in spelled(text)


@given(texts, texts)
def test_what_a_text_starts_with_its_spelling_starts_with(start, rest):
    assert spelled(start + rest).startswith(spelled(start))


@given(texts)
def test_postgresql_returns_the_text_it_was_given(connection, text):
    assert connection.execute("SELECT %s::text, %s::varchar", (text, text)).fetchone() == (text, text)


@given(st.lists(texts, max_size=4))
def test_texts_in_an_array_are_compared_as_they_are_stored(connection, values):
    found = connection.execute("SELECT x FROM unnest(%s::text[]) x WHERE x = ANY(%s)", (values, values))
    assert [row[0] for row in found] == values


@given(texts)
def test_a_bulk_write_spells_alike(connection, text):
    connection.execute("CREATE TEMPORARY TABLE IF NOT EXISTS bulk (name text)")
    connection.execute("TRUNCATE bulk")
    with connection.cursor().copy("COPY bulk FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["text"])
        copy.write_row([text])
    assert connection.execute("SELECT name = %s, name FROM bulk", (text,)).fetchall() == [(True, text)]
    assert connection.execute("SELECT name FROM bulk", binary=True).fetchall() == [(text,)]
