import io
import json
from typing import Any

import msgspec
import pytest

from postil.formats.format import Written
from postil.formats.label_studio.tasks import LABEL_STUDIO
from postil.formats.labelbox.rows import LABELBOX
from postil.formats.rejoin import Setting, rejoin
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification, CustomMetric
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import Box, Ellipse, Point
from postil.model.label import Bundle

SIZE = (640, 400)
ROW = DataRow([Asset(url="/a.jpg")], "gk")
SETTING = Setting(ROW, SIZE, lambda sha256: b"")
CAR = Annotation(
    "11111111-1111-1111-1111-111111111111", "car", geometry=Box(3, 7, 11.5, 13),
    classifications=[Classification("colour", "radio", [Answer("red", schema_id="s1")])],
    confidence=0.5, metrics=[CustomMetric("m", 1)], ext={"labelbox": {"classifications": "absent"}},
)  # fmt: skip
BUS = Annotation("22222222-2222-2222-2222-222222222222", "bus", geometry=Box(1, 2, 3, 4))


def sent(annotations, fmt=LABEL_STUDIO):
    """The annotations as a task that left the server."""
    return b"".join(
        fmt.write([Written(ROW, [Bundle(annotations)], SIZE)], SETTING.content_of, lambda loss: None)
    )


def received(content, fmt=LABEL_STUDIO) -> Any:
    entries = [entry for block in fmt.split(io.BytesIO(content)) for entry in fmt.read(block)]
    assert [entry.issues for entry in entries if entry.issues] == []
    return [
        found
        for entry in entries
        for found in entry.annotations + [one for bundle in entry.bundles for one in bundle.annotations]
    ]


def edited(annotations, edit) -> Any:
    """Change the results of a task and read it again; `edit` gets the list of results."""
    (task,) = json.loads(sent(annotations))
    edit(task["predictions"][0]["result"])
    return rejoin(received(json.dumps([task]).encode()), annotations, LABEL_STUDIO, SETTING)


def test_what_comes_back_unchanged_is_what_was_known():
    found = rejoin(received(sent([CAR, BUS])), [CAR, BUS], LABEL_STUDIO, SETTING)
    assert found == [CAR, BUS]
    assert found[0] is CAR


def test_a_moved_box_keeps_everything_but_its_place():
    def move(results):
        for result in results:
            if result["id"] == CAR.key:
                result["value"]["x"] = 50

    found = edited([CAR, BUS], move)
    assert found[1] is BUS
    assert found[0].geometry.left == 50
    assert found[0].geometry.unit == "percent"
    assert found[0] == msgspec.structs.replace(CAR, geometry=found[0].geometry)


def test_another_answer_leaves_the_box_in_its_pixels():
    def answer(results):
        results[1]["value"]["choices"] = ["blue"]

    (found,) = edited([CAR], answer)
    assert found.geometry is CAR.geometry
    assert [reply.value for reply in found.classifications[0].answers] == ["blue"]
    assert (found.metrics, found.ext) == (CAR.metrics, CAR.ext)


def test_another_score_is_the_only_change():
    def rate(results):
        for result in results:
            result["score"] = 0.25

    (found,) = edited([CAR], rate)
    assert found.confidence == 0.25
    assert (found.geometry, found.feature, found.ext) == (CAR.geometry, "car", CAR.ext)


def test_a_new_annotation_stays_as_it_came():
    incoming = received(sent([BUS]))
    assert rejoin(incoming, [CAR], LABEL_STUDIO, SETTING) == incoming


def test_an_annotation_that_did_not_come_back_is_not_invented():
    assert rejoin(received(sent([BUS])), [CAR, BUS], LABEL_STUDIO, SETTING) == [BUS]


def test_a_shape_of_another_kind_forgets_what_others_noted_about_the_old_one():
    def replace(results):
        del results[1:]
        results[0] |= {"type": "keypointlabels", "from_name": "point"}
        results[0]["value"] = {"x": 1, "y": 2, "width": 3, "keypointlabels": ["car"]}

    (found,) = edited([CAR], replace)
    assert (found.key, found.geometry) == (CAR.key, Point(1, 2, 3, "percent"))
    assert "labelbox" not in found.ext


def test_a_changed_annotation_keeps_its_key_under_another_spelling():
    known = Annotation("region 1", "car", geometry=Box(1, 2, 3, 4))
    content = sent([known], LABELBOX).replace(b'"top":2', b'"top":9')
    found: Any
    (found,) = rejoin(received(content, LABELBOX), [known], LABELBOX, SETTING)
    assert (found.key, found.geometry.top) == ("region 1", 9)


def test_relationships_link_the_keys_that_are_known():
    one, other = (Annotation(f"region {name}", "car", geometry=Box(1, 2, 3, 4)) for name in "ab")
    known = [
        one,
        other,
        Annotation("link", "part of", kind="relationship", relation=Relation("region b", "region a")),
    ]
    content = sent(known, LABELBOX).replace(b'"unidirectional"', b'"bidirectional"')
    found = rejoin(received(content, LABELBOX), known, LABELBOX, SETTING)
    assert found[2].relation == Relation("region b", "region a", direction="bidirectional")


def test_annotations_without_a_key_are_known_by_what_they_say():
    bare = [Annotation("", "car", geometry=Box(1, 2, 3, 4)), Annotation("", "car", geometry=Box(5, 6, 7, 8))]
    found = rejoin(received(sent(bare[::-1])), bare, LABEL_STUDIO, SETTING)
    assert [one is other for one, other in zip(found, bare[::-1], strict=True)] == [True, True]


def test_each_of_two_copies_is_met_once():
    first = Annotation("~a", "car", geometry=Box(1, 2, 3, 4))
    second = Annotation("~a.1", "car", geometry=Box(1, 2, 3, 4))
    found = rejoin(received(sent([first, second], LABELBOX), LABELBOX), [first, second], LABELBOX, SETTING)
    assert [one.key for one in found] == ["~a", "~a.1"]


@pytest.mark.parametrize("fmt", [LABEL_STUDIO, LABELBOX])
def test_rotated_and_round_shapes_come_back_exactly(fmt):
    known = [
        Annotation("33333333-3333-3333-3333-333333333333", "a", geometry=Box(1, 2, 3, 4, 30)),
        Annotation("44444444-4444-4444-4444-444444444444", "b", geometry=Ellipse(9, 9, 3, 4)),
    ]
    assert rejoin(received(sent(known, fmt), fmt), known, fmt, SETTING) == known
