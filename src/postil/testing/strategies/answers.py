"""Questions and answers to draw from, with confidence and metrics."""

from hypothesis import strategies as st

from postil.model.answer import Answer, Classification, CustomMetric, Range
from postil.model.number import Number
from postil.testing.strategies.values import BIGGEST, json_objects, names, numbers, texts


def metrics() -> st.SearchStrategy[list[CustomMetric]]:
    """Numbers under names of their own."""
    return st.lists(st.builds(CustomMetric, names(), numbers()), max_size=2)


def confidences() -> st.SearchStrategy[Number | None]:
    """Absent, or from 0 to 1."""
    return st.none() | numbers(0, 1)


def classifications() -> st.SearchStrategy[Classification]:
    """Questions answered in every way, questions about answers included."""
    return _QUESTIONS


def _classifications(nested: st.SearchStrategy[list[Classification]]) -> st.SearchStrategy[Classification]:
    ranges = st.lists(st.builds(Range, st.integers(0, 99), st.integers(0, 99)), max_size=1)
    values = st.none() | texts() | numbers() | st.lists(names(), max_size=2)
    answers = st.builds(
        Answer,
        value=values, schema_id=st.none() | names(), feature_id=st.none() | st.integers(1, BIGGEST),
        confidence=confidences(), metrics=metrics(), classifications=nested, ranges=ranges,
        ext=json_objects(),
    )  # fmt: skip
    kinds = st.sampled_from(
        [
            "radio", "checklist", "text", "number", "rating", "datetime", "taxonomy", "ranking", "pairwise",
            "messages",
        ]
    )  # fmt: skip
    return st.builds(
        Classification,
        feature=st.none() | names(), kind=kinds, answers=st.lists(answers, max_size=2),
        schema_id=st.none() | names(), confidence=confidences(), ext=json_objects(),
    )  # fmt: skip


# One strategy that refers to itself; a new one per call would never end.
_QUESTIONS: st.SearchStrategy[Classification] = st.deferred(
    lambda: _classifications(st.lists(_QUESTIONS, max_size=1))
)
