"""Hypothesis strategies: image rows of every kind in every documented spelling."""

import base64
import copy
import math
from typing import Any

from hypothesis import strategies as st

numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=25, max_size=25)
positions = st.fixed_dictionaries({"x": numbers, "y": numbers})
frames = st.lists(
    st.fixed_dictionaries({"start": st.integers(0, 99), "end": st.integers(0, 99)}), min_size=1, max_size=3
)
metrics = st.lists(st.fixed_dictionaries({"name": texts, "value": numbers}), min_size=1, max_size=2)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def spelled_uuids() -> st.SearchStrategy[str]:
    def spell(pair: Any) -> str:
        uuid, form = pair
        plain = str(uuid)
        quads = "-".join(uuid.hex[at : at + 4] for at in range(0, 32, 4))
        odd = f"{{{uuid.hex[:8]}-{uuid.hex[8:16]}-{uuid.hex[16:]}}}"
        return [plain, plain, plain.upper(), f"{{{plain}}}", uuid.hex, quads, odd][form]

    return st.tuples(st.uuids(), st.integers(0, 6)).map(spell)


def merged(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """One object out of several."""
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


def features() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries({"name": names}),
        st.fixed_dictionaries({"schemaId": ids}),
        st.fixed_dictionaries({"name": names, "schemaId": ids}),
    )


_rating = st.fixed_dictionaries({}, optional={"confidence": numbers, "customMetrics": metrics})


def answer_rows(questions: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    nested = st.fixed_dictionaries(
        {}, optional={"frames": frames, "classifications": st.lists(questions, max_size=2)}
    )
    return merged(features(), _rating, nested)


def text_rows(questions: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return merged(
        st.fixed_dictionaries({"value": texts}),
        st.fixed_dictionaries(
            {}, optional={"frames": frames, "classifications": st.lists(questions, max_size=2)}
        ),
    )


def replies(questions: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    options, values = answer_rows(questions), text_rows(questions)
    reply = st.one_of(
        texts,
        options,
        values,
        st.lists(options, max_size=3),
        st.lists(values, min_size=1, max_size=3),
    )
    one = st.sampled_from(["answer", "answer", "answers"])
    beside = st.fixed_dictionaries({}, optional={"frames": frames})
    return merged(st.tuples(one, reply).map(lambda pair: {pair[0]: pair[1]}), beside)


nested_questions = st.recursive(
    merged(features(), st.fixed_dictionaries({"answer": texts})),
    lambda inner: merged(
        features(),
        replies(inner),
        _rating,
        st.fixed_dictionaries({}, optional={"classifications": st.lists(inner, max_size=2)}),
    ),
    max_leaves=5,
)
colors = st.lists(st.integers(0, 255), min_size=3, max_size=3)
contents = st.binary(min_size=1, max_size=20).map(lambda content: base64.b64encode(content).decode())


@st.composite
def run_lengths(draw: st.DrawFn) -> dict[str, Any]:
    counts = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(sum))
    total = sum(counts)
    height = draw(st.sampled_from([side for side in range(1, total + 1) if total % side == 0]))
    return {"size": [height, total // height], "counts": counts}


_with_color = st.fixed_dictionaries({}, optional={"colorRGB": colors})
masks = st.one_of(
    merged(st.fixed_dictionaries({"png": contents}), _with_color),
    merged(st.fixed_dictionaries({"imBytes": contents}), _with_color),
    merged(st.fixed_dictionaries({"instanceURI": names.map("https://e.test/{}".format)}), _with_color),
    run_lengths(),
)


def rings() -> st.SearchStrategy[list[Any]]:
    points = st.lists(positions, max_size=5)
    return points | points.map(lambda ring: [*ring, *ring[:1]])


_sides = ("top", "left", "height", "width")
objects = merged(
    st.one_of(
        st.fixed_dictionaries({"bbox": st.fixed_dictionaries(dict.fromkeys(_sides, numbers))}),
        st.fixed_dictionaries({"polygon": rings()}),
        st.fixed_dictionaries({"line": st.lists(positions, max_size=5)}),
        st.fixed_dictionaries({"point": positions}),
        st.fixed_dictionaries({"mask": masks}),
    ),
    st.fixed_dictionaries({}, optional={"classifications": st.lists(nested_questions, max_size=2)}),
)
classifications = merged(
    replies(nested_questions),
    st.fixed_dictionaries({}, optional={"classifications": st.lists(nested_questions, max_size=1)}),
)
_ends = st.one_of(
    st.fixed_dictionaries({"source": spelled_uuids()}),
    st.fixed_dictionaries({"sourceOntologyName": names}),
)
relationships = merged(
    _ends,
    st.fixed_dictionaries(
        {"target": spelled_uuids()},
        optional={
            "type": st.sampled_from(["unidirectional", "bidirectional"]),
            "readonly": st.booleans(),
        },
    ),
).map(lambda relationship: {"relationship": relationship})

_data_rows = st.one_of(
    st.fixed_dictionaries(
        {"globalKey": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)}
    ),
    st.fixed_dictionaries({"id": ids}),
)
_envelopes = merged(
    features(),
    _rating,
    st.fixed_dictionaries(
        {"dataRow": _data_rows},
        optional={"uuid": spelled_uuids(), "isBenchmarkReferenceLabel": st.booleans()},
    ),
)
_unknown = st.dictionaries(st.sampled_from(["foo", "a/b", "~x", ""]), json_values, max_size=1)
image_rows = merged(_unknown, _envelopes, st.one_of(objects, classifications, relationships))


@st.composite
def broken_rows(draw: st.DrawFn, rows: list[Any]) -> Any:
    """One of `rows` with one value, anywhere in it, replaced, removed or added."""
    row = copy.deepcopy(draw(st.sampled_from(rows)))
    place: Any = row
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return row
        key = draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or draw(st.booleans()):
            break
        place = place[key]
    act = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
    value = draw(odd_values)
    if act == "remove":
        del place[key]
    elif act == "add" and isinstance(place, dict):
        place[
            draw(st.sampled_from(["foo", "answer", "frames", "classifications", "value", "mask", "page"]))
        ] = value
    else:
        place[key] = value
    return row


odd_values = st.one_of(
    json_values,
    st.sampled_from(
        [math.nan, math.inf, -math.inf, 10**30, 2**63, "\ud800", {"\udfff": 1}, "", [], {}, [None], -1]
    ),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(["\u2028", "not-a-uuid", "QQ", "unidirectional", "POINTS", [1, 2, 3], {"x": 1, "y": 2}]),
)
"""Values of every JSON type, wrong ones and nearly right ones, also those JSON has no spelling for."""
