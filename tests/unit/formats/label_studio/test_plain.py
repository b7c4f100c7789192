import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.formats.label_studio.plain import read_plain
from postil.formats.label_studio.task import read_task

NUMBERS = st.integers(-100, 100) | st.floats(-100, 100)
WORDS = st.text("abcÄ🙂 /", max_size=5)
VALUES = st.fixed_dictionaries(
    {
        "x": NUMBERS, "y": NUMBERS, "width": NUMBERS, "height": NUMBERS,
        "rectanglelabels": st.lists(WORDS, max_size=2),
    },
    optional={"rotation": NUMBERS},
)  # fmt: skip
RESULTS = st.fixed_dictionaries(
    {
        "id": WORDS, "type": st.just("rectanglelabels"), "from_name": st.sampled_from(["a", "b"]),
        "to_name": st.sampled_from(["image", "other"]), "value": VALUES,
    },
    optional={
        "original_width": st.integers(1, 99), "original_height": st.integers(1, 99),
        "image_rotation": st.sampled_from([0, 90]), "origin": WORDS, "score": st.floats(0, 1),
    },
)  # fmt: skip
PREDICTIONS = st.fixed_dictionaries(
    {"result": st.lists(RESULTS, max_size=3)}, optional={"model_version": WORDS, "score": NUMBERS}
)
TASKS = st.fixed_dictionaries(
    {
        "data": st.dictionaries(st.sampled_from(["image", "n"]), WORDS | NUMBERS, min_size=1),
        "predictions": st.lists(PREDICTIONS, max_size=2),
    }
)
PLAIN = {
    "data": {"image": "/a.jpg"},
    "predictions": [
        {
            "model_version": "m",
            "score": 1,
            "result": [
                {
                    "id": "r", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
                    "original_width": 600, "original_height": 400, "image_rotation": 0,
                    "value": {
                        "x": 1, "y": 2.0, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": ["car"],
                    },
                }
            ],
        }
    ],
}  # fmt: skip


@given(TASKS)
def test_the_fast_way_gives_what_the_general_way_gives(task):
    spelled = json.dumps(task, ensure_ascii=False)
    # The same JSON value with an escape in it is never plain.
    escaped = spelled.replace('"data"', '"\\u0064ata"')
    assert read_plain(escaped.encode()) is None
    assert read_task(spelled.encode(), 7) == read_task(escaped.encode(), 7)


def test_a_task_of_labelled_rectangles_is_plain():
    assert read_plain(json.dumps(PLAIN).encode()) is not None


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"x": 1', '"x": 1, "x": 2'),
        ('"x": 1', '"x": "1"'),
        ('"x": 1', '"x": NaN'),
        ('"x": 1', '"x": 1, "more": 2'),
        ('"data": {', '"data": {"image": "/b.jpg", '),
        ('"data": {', '"data": {"nested": {}, '),
        ('"rectanglelabels", "from_name"', '"choices", "from_name"'),
    ],
)
def test_anything_else_is_not(was, now):
    spelled = json.dumps(PLAIN)
    assert was in spelled
    assert read_plain(spelled.replace(was, now, 1).encode()) is None
