"""The laws of house §4.12, for every pair of formats and image rows of every kind.

`write_F(read_F(x))` is x, and inside one server `write_F(read_G(write_G(read_F(x))))` is x too. What G cannot
carry at all it reports, and the server keeps; the second law speaks of the annotations G carried.
"""

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from postil.errors import NotFoundError
from postil.formats.format import Format, Written
from postil.formats.label_studio.tasks import LABEL_STUDIO
from postil.formats.labelbox.rows import LABELBOX
from postil.formats.rejoin import Setting, rejoin
from postil.model.annotation import Annotation
from postil.model.data_row import Asset, DataRow
from postil.model.identity import content_key
from postil.model.issue import Loss
from postil.model.label import Bundle
from postil.model.wire import encode_annotation
from tests.unit.formats.label_studio import generated as label_studio
from tests.unit.formats.labelbox import generated as labelbox

SIZE = (640, 400)
ROW = DataRow([Asset(url="/a.jpg", width=640, height=400, size_source="probed")], "gk")
NOT_CARRIED = {"LOS003", "LOS004"}


class Kept:
    """The bytes a server has kept."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def __call__(self, sha256: str) -> bytes:
        if sha256 not in self.contents:
            raise NotFoundError(f"no {sha256}")
        return self.contents[sha256]


def annotations_of(fmt: Format, content: bytes, kept: Kept) -> list[Annotation]:
    found = []
    for block in fmt.split(io.BytesIO(content)):
        for entry in fmt.read(block):
            assert [issue for issue in entry.issues if issue.severity == "error"] == []
            kept.contents |= entry.contents
            found += entry.annotations + [one for bundle in entry.bundles for one in bundle.annotations]
    return found


def named(annotations: list[Annotation]) -> list[Annotation]:
    """Give annotations without a key one made of their content and their turn, as an import does."""
    turns: dict[bytes, int] = {}
    for annotation in annotations:
        if not annotation.key:
            said = encode_annotation(annotation)
            turn = turns[said] = turns.get(said, -1) + 1
            annotation.key = content_key(said, turn)
    return annotations


def written(fmt: Format, annotations: list[Annotation], kept: Kept) -> tuple[bytes, set[str]]:
    losses: list[Loss] = []
    rows = [Written(ROW, [Bundle(annotations)], SIZE)]
    content = b"".join(fmt.write(rows, kept, losses.append))
    return content, {loss.code for loss in losses}


def carried_by(fmt: Format, annotations: list[Annotation], kept: Kept) -> list[Annotation]:
    return [one for one in annotations if not written(fmt, [one], kept)[1] & NOT_CARRIED]


def there_and_back(annotations: list[Annotation], fmt: Format, kept: Kept) -> list[Annotation]:
    content, _ = written(fmt, annotations, kept)
    incoming = annotations_of(fmt, content, kept)
    return rejoin(incoming, annotations, fmt, Setting(ROW, SIZE, kept))


def lines(content: bytes) -> list[Any]:
    return [spelled(json.loads(line)) for line in content.splitlines()]


def spelled(tree: Any) -> str:
    return json.dumps(tree, sort_keys=True)


def labelbox_content(rows: list[Any]) -> bytes:
    return "".join(json.dumps(row | {"dataRow": {"globalKey": "gk"}}) + "\n" for row in rows).encode()


def label_studio_content(results: list[Any]) -> bytes:
    task = {"data": {"image": "/a.jpg"}, "predictions": [{"result": results}]}
    return json.dumps([task]).encode()


LABELBOX_ROWS = st.lists(
    labelbox.image_rows.filter(lambda row: "isBenchmarkReferenceLabel" not in row), max_size=4
)
RESULTS = st.lists(label_studio.results(), max_size=4)


@given(LABELBOX_ROWS)
def test_labelbox_rows_are_written_as_they_were_read(rows):
    kept = Kept()
    content = labelbox_content(rows)
    found, _ = written(LABELBOX, annotations_of(LABELBOX, content, kept), kept)
    assert lines(found) == lines(content)


@given(RESULTS)
def test_label_studio_tasks_are_written_as_they_were_read(results):
    kept = Kept()
    content = label_studio_content(results)
    (task,) = json.loads(written(LABEL_STUDIO, annotations_of(LABEL_STUDIO, content, kept), kept)[0])
    assert sorted(map(spelled, task["predictions"][0]["result"])) == sorted(map(spelled, results))


@given(LABELBOX_ROWS)
def test_labelbox_rows_survive_a_way_through_label_studio(rows):
    kept = Kept()
    read = named(annotations_of(LABELBOX, labelbox_content(rows), kept))
    carried = carried_by(LABEL_STUDIO, read, kept)
    assert there_and_back(carried, LABEL_STUDIO, kept) == carried


@given(RESULTS)
def test_label_studio_results_survive_a_way_through_labelbox(results):
    kept = Kept()
    read = named(annotations_of(LABEL_STUDIO, label_studio_content(results), kept))
    carried = carried_by(LABELBOX, read, kept)
    assert there_and_back(carried, LABELBOX, kept) == carried
