"""Spans to draw from: of text, of markup, of time."""

from typing import Any

from hypothesis import strategies as st

from postil.model.span import (
    MarkupSpan,
    ParagraphSpan,
    SeriesRange,
    TextSpan,
    TimeRange,
    TokenGroup,
    TokenSpan,
)
from postil.testing.strategies.values import names, numbers, texts


def spans() -> st.SearchStrategy[Any]:
    """Every kind of span."""
    place, quote = st.integers(0, 10_000), st.none() | texts()
    unit = st.sampled_from(["codepoint", "utf16"])
    tokens = st.lists(names(), max_size=3)
    groups = st.builds(TokenGroup, names(), tokens, st.integers(1, 9))
    return st.one_of(
        st.builds(TextSpan, place, place, unit, quote),
        st.builds(MarkupSpan, names(), place, names(), place, st.none() | place, st.none() | place, quote),
        st.builds(ParagraphSpan, place, place, place, place, quote),
        st.builds(TokenSpan, st.lists(groups, max_size=2)),
        st.builds(
            TimeRange, numbers(), numbers(), st.sampled_from(["ms", "s"]), st.none() | st.integers(0, 9)
        ),
        st.builds(SeriesRange, numbers() | texts(), numbers() | texts(), st.booleans()),
    )
