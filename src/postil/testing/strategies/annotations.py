"""Annotations to draw from. They are valid for the model, not for any ontology."""

from hypothesis import strategies as st

from postil.model.annotation import Annotation, Relation
from postil.model.label import Bundle
from postil.model.target import Target
from postil.testing.strategies.answers import classifications, confidences, metrics
from postil.testing.strategies.shapes import shapes
from postil.testing.strategies.spans import spans
from postil.testing.strategies.tracks import tracks
from postil.testing.strategies.values import BIGGEST, json_objects, keys, names


def relations() -> st.SearchStrategy[Relation]:
    """Links between keys."""
    direction = st.sampled_from(["unidirectional", "bidirectional", "reverse"])
    return st.builds(
        Relation, names(), st.none() | names(), st.none() | names(), direction, st.lists(names(), max_size=2)
    )


def targets() -> st.SearchStrategy[Target]:
    """Parts of a data row."""
    part = st.none() | names()
    return st.builds(
        Target,
        names() | st.just(""),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(1, 9),
        part,
        part,
    )


def annotations() -> st.SearchStrategy[Annotation]:
    """Annotations with every field in use somewhere."""
    return st.builds(
        Annotation,
        key=st.just("") | keys() | names(),
        feature=st.none() | names(),
        feature_id=st.none() | st.integers(1, BIGGEST),
        geometry=st.none() | shapes() | spans() | tracks(),
        kind=st.sampled_from(["object", "classification", "relationship"]),
        labels=st.lists(names(), max_size=2),
        classifications=st.lists(classifications(), max_size=2),
        confidence=confidences(),
        metrics=metrics(),
        relation=st.none() | relations(),
        target=st.none() | targets(),
        group=st.none() | names(),
        schema_id=st.none() | names(),
        readonly=st.booleans(),
        hidden=st.booleans(),
        order=st.none() | st.integers(0, 99),
        ext=json_objects(),
    )


def bundles() -> st.SearchStrategy[Bundle]:
    """What one set says about one data row."""
    return st.builds(
        Bundle,
        annotations=st.lists(annotations(), max_size=2),
        kind=st.sampled_from(["pre_label", "prediction", "ground_truth", "draft"]),
        no=st.integers(0, 9),
        version=st.none() | names(),
        score=confidences(),
        is_benchmark=st.booleans(),
        ext=json_objects(),
    )
