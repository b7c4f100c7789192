"""Hypothesis strategies: tasks with image results of every kind, as tidy and as untidy as they come."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

numbers = st.integers(-1000, 1000) | st.floats(-1000, 1000)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
labels = st.lists(names, max_size=2)
pairs = st.lists(numbers, min_size=2, max_size=2)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | names,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
    max_leaves=4,
)
positions = st.fixed_dictionaries({"x": numbers, "y": numbers})
rotation = st.fixed_dictionaries({}, optional={"rotation": st.none() | numbers})


def merged(*parts: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


def ring(points: list[Any]) -> list[Any]:
    """Repeat the first point at the end."""
    return [*points, list(points[0])]


vertices = merged(
    positions,
    st.fixed_dictionaries(
        {},
        optional={
            "id": names, "prevPointId": st.none() | names, "isBezier": st.booleans(),
            "controlPoint1": positions,
        },
    ),
)  # fmt: skip

SHAPES: dict[str, st.SearchStrategy[Json]] = {
    "rectangle": merged(positions, st.fixed_dictionaries({"width": numbers, "height": numbers}), rotation),
    "ellipse": merged(positions, st.fixed_dictionaries({"radiusX": numbers, "radiusY": numbers}), rotation),
    "keypoint": merged(positions, st.fixed_dictionaries({}, optional={"width": numbers})),
    "polygon": st.fixed_dictionaries(
        {"points": st.lists(pairs, max_size=5) | st.lists(pairs, min_size=3, max_size=4).map(ring)},
        optional={"closed": st.booleans()},
    ),
    "brush": st.fixed_dictionaries(
        {"rle": st.lists(st.integers(0, 255), max_size=9)}, optional={"format": st.just("rle")}
    ),
    "vector": st.fixed_dictionaries(
        {"vertices": st.lists(vertices, max_size=3)}, optional={"closed": st.booleans()}
    ),
}

ANSWERS: dict[str, st.SearchStrategy[Json]] = {
    "choices": st.fixed_dictionaries({"choices": st.lists(names | st.lists(names, max_size=2), max_size=3)}),
    "taxonomy": st.fixed_dictionaries({"taxonomy": st.lists(st.lists(names, max_size=2), max_size=2)}),
    "textarea": st.fixed_dictionaries({"text": st.lists(names, max_size=2) | names}),
    "rating": st.fixed_dictionaries({"rating": st.integers(0, 9)}),
    "number": st.fixed_dictionaries({"number": numbers}),
    "datetime": st.fixed_dictionaries({"datetime": names}),
    "pairwise": st.fixed_dictionaries({"selected": st.sampled_from(["left", "right"])}),
    "ranker": st.fixed_dictionaries(
        {"ranker": st.dictionaries(names, st.lists(names, max_size=2), max_size=2)}
    ),
}

sizes = st.fixed_dictionaries(
    {},
    optional={
        "original_width": st.integers(1, 5000), "original_height": st.integers(1, 5000),
        "image_rotation": st.sampled_from([0, 90, 0.0]),
    },
)  # fmt: skip
_extras = st.fixed_dictionaries(
    {},
    optional={
        "score": st.none() | st.floats(0, 1), "readonly": st.booleans(), "hidden": st.booleans(),
        "origin": st.sampled_from(["manual", "prediction"]), "meta": json_values, "parentID": names,
        "item_index": st.integers(0, 3), "a/b~c": json_values,
    },
)  # fmt: skip
_ids = st.fixed_dictionaries({}, optional={"id": st.sampled_from(["r1", "r2", "r3", ""])})


def _result(kind: str, value: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    envelope = st.fixed_dictionaries(
        {"type": st.just(kind), "from_name": st.sampled_from(["a", "b"]), "to_name": names, "value": value}
    )
    return merged(envelope, sizes, _extras, _ids)


def _labelled(kind: str) -> st.SearchStrategy[Json]:
    key = f"{kind}labels"
    return _result(key, merged(SHAPES[kind], st.fixed_dictionaries({}, optional={key: labels})))


_relations = merged(
    st.fixed_dictionaries(
        {
            "type": st.just("relation"), "from_id": names, "to_id": names,
            "direction": st.sampled_from(["left", "right", "bi"]),
        },
        optional={"labels": labels},
    ),
)  # fmt: skip
_strange = _result("reactcode", st.dictionaries(names, json_values, max_size=2))


def results() -> st.SearchStrategy[Json]:
    """One result of any kind."""
    shaped = [_result(kind, value) for kind, value in SHAPES.items()]
    labelled = [_labelled(kind) for kind in SHAPES]
    mixed = [
        _result("labels", merged(value, st.fixed_dictionaries({"labels": labels})))
        for value in [SHAPES["rectangle"], SHAPES["polygon"], st.just({})]
    ]
    asked = [_result(kind, value) for kind, value in ANSWERS.items()]
    about = [_result(kind, merged(SHAPES["rectangle"], value)) for kind, value in ANSWERS.items()]
    return st.one_of(*shaped, *labelled, *mixed, *asked, *about, _relations, _strange)


def tasks() -> st.SearchStrategy[Json]:
    """One task with predictions and annotations."""
    found = st.lists(results(), max_size=5)
    predictions = st.fixed_dictionaries(
        {"result": found},
        optional={"model_version": st.none() | names, "score": st.none() | numbers, "id": st.integers(1, 99)},
    )
    annotations = st.fixed_dictionaries(
        {"result": found},
        optional={
            "ground_truth": st.booleans(), "was_cancelled": st.booleans(), "lead_time": numbers,
            "completed_by": json_values,
        },
    )  # fmt: skip
    return st.fixed_dictionaries(
        {"data": st.dictionaries(names, json_values, max_size=2)},
        optional={
            "predictions": st.lists(predictions, max_size=2) | st.lists(st.integers(1, 99), max_size=2),
            "annotations": st.lists(annotations, max_size=2),
            "meta": st.dictionaries(names, json_values, max_size=2),
            "id": st.integers(1, 99), "drafts": st.just([]),
        },
    )  # fmt: skip
