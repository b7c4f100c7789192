"""The algebra of the two directions, over annotations nobody thought of."""

import copy
import json
import subprocess
import sys
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

import postil.types as t
from postil.types import from_ndjson, to_ndjson

# Eighths add and subtract without rounding, so that corners and sizes say the same.
numbers = st.integers(-40_000, 40_000).map(lambda number: number / 8)
extents = st.integers(1, 40_000).map(lambda number: number / 8)
scores = st.none() | st.floats(0, 1)
names = st.text(min_size=1, max_size=12)
metrics = st.none() | st.lists(st.builds(t.CustomMetric, name=names, value=numbers), min_size=1, max_size=2)
points = st.builds(t.Point, numbers, numbers)


@st.composite
def rectangles(draw):
    start = draw(points)
    return t.Rectangle(start=start, end=t.Point(start.x + draw(extents), start.y + draw(extents)))


@st.composite
def document_rectangles(draw):
    box = draw(rectangles())
    unit = draw(st.sampled_from(t.RectangleUnit))
    return t.DocumentRectangle(start=box.start, end=box.end, page=draw(st.integers(0, 9)), unit=unit)


@st.composite
def polygons(draw):
    ring = draw(st.lists(points, min_size=3, max_size=6, unique_by=lambda point: (point.x, point.y)))
    return t.Polygon(points=ring)


lines = st.builds(t.Line, points=st.lists(points, min_size=2, max_size=5))
spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)
entities = spans.map(lambda span: t.TextEntity(start=span[0], end=span[1]))
messages = spans.map(lambda span: t.ConversationEntity(start=span[0], end=span[1], message_id="4"))
urls = st.builds(
    t.Mask,
    mask=st.builds(t.MaskData, url=st.just("https://e.test/m.png")),
    color=st.none() | st.tuples(*[st.integers(0, 255)] * 3),
)
runs = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(sum)
counted = runs.map(lambda counts: t.Mask(mask=t.MaskData(counts=counts, size=(1, sum(counts)))))
shapes = st.one_of(
    rectangles(), document_rectangles(), polygons(), lines, points, entities, messages, urls, counted
)


def answers(children):
    nested = st.none() | st.lists(children, min_size=1, max_size=2)
    return st.builds(
        t.ClassificationAnswer, name=names, confidence=scores, custom_metrics=metrics, classifications=nested
    )


def questions(children):
    options = answers(children)
    several = st.lists(options, min_size=1, max_size=3, unique_by=lambda option: option.name)
    nested = st.none() | st.lists(children, min_size=1, max_size=2)
    replies = st.one_of(
        st.builds(t.Radio, answer=options),
        st.builds(t.Checklist, answer=several),
        st.builds(t.Text, answer=st.text(), confidence=scores, classifications=nested),
    )
    return st.builds(t.ClassificationAnnotation, name=names, value=replies)


nested_questions = st.recursive(questions(st.nothing()), questions, max_leaves=6)
keyed = st.uuids().map(lambda uuid: {"uuid": str(uuid)})
objects = st.builds(
    t.ObjectAnnotation, name=names, value=shapes, confidence=scores, custom_metrics=metrics, extra=keyed,
    classifications=st.lists(nested_questions, max_size=2),
)  # fmt: skip


@st.composite
def top_questions(draw):
    found = draw(nested_questions)
    found.extra = draw(keyed)
    found.message_id = draw(st.none() | names)
    return found


@st.composite
def tracks(draw):
    extra, name = draw(keyed), draw(names)
    frames = draw(st.lists(st.integers(0, 99), min_size=1, max_size=6, unique=True).map(sorted))
    return [
        t.VideoObjectAnnotation(
            name=name, frame=frame, keyframe=True, segment_index=0, value=draw(rectangles()), extra=extra
        )
        for frame in frames
    ]


singles = st.one_of(objects, top_questions()).map(lambda one: [one])
labels = st.lists(singles | tracks(), max_size=5).map(
    lambda parts: t.Label(data={"global_key": "gk"}, annotations=[one for part in parts for one in part])
)


@given(labels)
def test_labels_come_back_from_their_rows(label):
    rows = list(to_ndjson([label]))
    assert list(from_ndjson(rows)) == ([label] if label.annotations else [])


@given(labels)
def test_rows_are_json_and_come_the_same_again(label):
    rows = list(to_ndjson([label]))
    assert json.loads(json.dumps(rows)) == rows
    assert list(to_ndjson([label])) == rows


@given(labels)
def test_writing_changes_no_label(label):
    before = copy.deepcopy(label)
    list(to_ndjson([label]))
    assert label == before


@given(labels)
def test_every_row_has_a_uuid(label):
    assert all(UUID(row["uuid"]) for row in to_ndjson([label]))


def loaded_by(program: str) -> list[str]:
    code = f"{program}; import sys; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_importing_the_types_loads_no_large_library():
    heavy = {"numpy", "PIL", "httpx", "sqlalchemy", "starlette", "rich", "asyncio"}
    assert heavy.isdisjoint(loaded_by("import postil.types"))


def test_boxes_need_no_numpy():
    program = (
        "import postil.types as t; p = t.Point; r = t.Rectangle(start=p(0, 0), end=p(1, 1)); "
        "a = t.ObjectAnnotation(name='car', value=r); "
        "rows = list(t.to_ndjson([t.Label(data={'global_key': 'g'}, annotations=[a])])); "
        "list(t.from_ndjson(rows))"
    )
    assert {"numpy", "PIL"}.isdisjoint(loaded_by(program))
