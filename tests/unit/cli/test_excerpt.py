import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from postil.cli.excerpt import excerpt, share


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("boxes", 5, "boxes"),
        ("predictions.ndjson", 11, "predi…djson"),
        ("predictions.ndjson", 10, "predi…json"),
        ("航空写真の検出結果", 9, "航空…結果"),
        ("航空写真の検出結果", 8, "航空…果"),
        ("two\nlines", 20, "two lines"),
        ("abc", 1, "…"),
    ],
)
def test_the_middle_of_a_long_text_is_left_out(text, columns, shown):
    assert excerpt(text, columns) == shown


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.integers(1, 30))
def test_no_excerpt_is_wider_than_its_room(text, columns):
    assert cell_len(excerpt(text, columns)) <= columns


@given(st.integers(0, 60), st.lists(st.integers(0, 40), min_size=1, max_size=4))
def test_columns_are_shared_without_waste_and_without_more_than_there_are(columns, wanted):
    given = share(columns, *wanted)
    assert all(got <= want for got, want in zip(given, wanted, strict=True))
    assert sum(given) == min(columns, sum(wanted))
    # Whoever wants no more than an equal part gets it.
    assert all(got == want for got, want in zip(given, wanted, strict=True) if want <= columns // len(wanted))
