from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select

from postil.model.issue import Issue, Where
from postil.stores.sql.columns import Json

engine = create_engine("sqlite://")
_documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def through_database(kind: object, value: object) -> object:
    """Store one value in a column of a new table and read it back."""
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("value", Json(kind)))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table).values(value=value))
        found = connection.execute(select(table.c.value)).scalar()
        table.drop(connection)
    return found


@given(_documents)
def test_json_comes_back_with_every_number_spelled_as_it_was(document):
    assert repr(through_database(object, document)) == repr(document)


def test_a_column_decodes_to_its_kind():
    issues = [Issue("GEO002", "width is -2", got=-2, where=Where("a.ndjson", 4))]
    assert through_database(list[Issue], issues) == issues


def test_none_is_null():
    assert through_database(Issue, None) is None
