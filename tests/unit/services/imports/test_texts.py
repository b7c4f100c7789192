"""Stretches of texts: through an import into the store, counted in code points, and out again."""

import json
from pathlib import Path
from typing import Any

import pytest

from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.model.span import TextSpan
from postil.ports.catalog import NewRow
from tests.seeds.workplace import Workplace

TEXT = "In \U0001f5fe K\u014dbe it rains on \U00010330 and Ann."
UUID = "00000000-0000-4000-8000-000000000001"
CONTROLS = [Feature("label", "region", [Feature("City", "label")]), Feature("city", "text_entity")]


class Desk(Workplace):
    """A workplace with texts."""

    def text(self, asset: Asset, key: str = "note") -> None:
        asset.media_type = "text"
        row = NewRow(uid=new_uid(), media_type="text", assets=[asset], global_key=key, media_state="ready")
        with self.store.write() as session:
            row_id = session.catalog.create_rows(self.dataset.id, [row], self.actor.id, 1)[0]
            batch = session.projects.create_batch(self.project.id, key, 5, self.actor.id, 1)
            session.projects.add_tasks(batch, [row_id], 1)

    def entity(self, **location: Any) -> list[tuple[str, str]]:
        """Import one row, and say what is wrong with it."""
        row = {"uuid": UUID, "name": "city", "dataRow": {"globalKey": "note"}, "location": location}
        job = self.run(json.dumps(row).encode())
        return [(code, pointer) for _, code, pointer in self.problems(job)]

    def stored(self) -> list[Annotation]:
        with self.store.read() as session:
            tasks = session.projects.list_tasks(
                self.project.id, state=None, batch_id=None, after_id=0, limit=9
            )
            ids = [task.data_row_id for task in tasks]
            sets = session.bundles.sets_of(self.project.id)
            folds = [session.bundles.fold(one.id, ids) for one in sets]
        return [one for fold in folds for value in fold.values() for one in value]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, Ontology("cities", CONTROLS))


def test_an_inclusive_end_is_stored_exclusive_and_comes_back_inclusive(desk: Desk):
    desk.text(Asset(inline=TEXT))
    assert desk.entity(start=5, end=8) == []
    assert [one.geometry for one in desk.stored()] == [TextSpan(5, 9)]
    assert [row["location"] for row in desk.export_lines("labelbox")] == [{"start": 5, "end": 8}]


def test_a_token_that_is_true_is_kept(desk: Desk):
    desk.text(Asset(inline=TEXT))
    location = {"start": 5, "end": 8, "token": "K\u014dbe"}
    assert desk.entity(**location) == []
    assert [row["location"] for row in desk.export_lines("labelbox")] == [location]


def test_a_token_that_is_not_true_refuses_the_row(desk: Desk):
    desk.text(Asset(inline=TEXT))
    assert desk.entity(start=6, end=9, token="K\u014dbe") == [("TXT006", "/location/token")]


def test_a_token_is_compared_with_an_uploaded_text_too(desk: Desk):
    desk.text(Asset(sha256=desk.shop.blobs.put(TEXT.encode()).sha256))
    assert desk.entity(start=6, end=9, token="K\u014dbe") == [("TXT006", "/location/token")]
    assert desk.entity(start=5, end=8, token="K\u014dbe") == []


def test_a_token_of_a_text_nobody_has_seen_is_believed(desk: Desk):
    desk.text(Asset(url="https://texts.test/note.txt"))
    assert desk.entity(start=6, end=9, token="K\u014dbe") == []


def test_an_end_behind_the_text_is_counted_in_code_points(desk: Desk):
    desk.text(Asset(inline=TEXT))
    # The text has 32 characters, and 34 code units.
    assert len(TEXT) == 32
    assert desk.entity(start=0, end=31) == []
    assert desk.entity(start=0, end=32) == [("TXT003", "/location/end")]


def test_the_end_in_a_text_nobody_has_seen_is_told_to_be_unchecked(desk: Desk):
    desk.text(Asset(url="https://texts.test/note.txt"))
    row = {
        "uuid": UUID,
        "name": "city",
        "dataRow": {"globalKey": "note"},
        "location": {"start": 0, "end": 999},
    }
    job = desk.run(json.dumps(row).encode())
    assert [(one.code, one.severity, one.count) for one in desk.imports.groups(job.uid)] == [
        ("ROW015", "info", 1)
    ]
    assert (job.counts.accepted, job.counts.rejected) == (1, 0)


def test_a_text_that_was_probed_has_an_end(desk: Desk):
    desk.text(Asset(url="https://texts.test/note.txt", facts={"text_length": 32}))
    assert desk.entity(start=0, end=31) == []
    assert desk.entity(start=0, end=32) == [("TXT003", "/location/end")]


def task(start: int, end: int, text: str) -> bytes:
    value = {"start": start, "end": end, "text": text, "labels": ["City"]}
    result = {"id": "r1", "type": "labels", "from_name": "label", "to_name": "text", "value": value}
    return json.dumps([{"data": {"text": TEXT}, "predictions": [{"result": [result]}]}]).encode()


def test_positions_of_label_studio_are_stored_in_code_points_and_written_as_they_came(desk: Desk):
    # Behind the emoji, browsers count one more.
    content = task(6, 10, "K\u014dbe")
    job = desk.run(content, format_name="label_studio")
    assert (job.counts.rejected, job.counts.warnings) == (0, 0)
    assert [one.geometry for one in desk.stored()] == [TextSpan(5, 9, "codepoint", "K\u014dbe")]
    assert json.loads(desk.export("label_studio"))[0]["predictions"] == json.loads(content)[0]["predictions"]


def test_a_program_that_counted_code_points_for_label_studio_is_told(desk: Desk):
    job = desk.run(task(5, 9, "K\u014dbe"), format_name="label_studio")
    [group] = [one for one in desk.imports.groups(job.uid) if one.code.startswith("TXT")]
    assert (group.code, group.severity, job.counts.rejected) == ("TXT006", "warning", 0)
    assert "UTF-16" in group.example.hint


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        # The text has 34 code units; 3 and 4 are the two halves of the map.
        (30, 34, None),
        (30, 35, "TXT003"),
        (90, 99, "TXT003"),
        (0, 4, "TXT007"),
    ],
)
def test_stretches_of_label_studio_outside_the_text_are_kept_and_told(
    desk: Desk, start: int, end: int, code: str | None
):
    content = json.loads(task(start, end, ""))
    del content[0]["predictions"][0]["result"][0]["value"]["text"]
    job = desk.run(json.dumps(content).encode(), format_name="label_studio")
    found = [(one.code, one.severity, one.count) for one in desk.imports.groups(job.uid)]
    assert found == ([] if code is None else [(code, "warning", 1)])
    [result] = json.loads(desk.export("label_studio"))[0]["predictions"][0]["result"]
    assert (result["value"]["start"], result["value"]["end"]) == (start, end)


def test_a_text_beside_another_asset_has_an_end_too(tmp_path: Path):
    config = [Feature("label", "region", [Feature("City", "label")])]
    desk = Desk(tmp_path, Ontology("cities", config))
    result = json.loads(task(0, 2, "In"))[0]["predictions"][0]["result"]
    data = {"text": TEXT, "image": "https://images.test/a.png"}
    content = json.dumps([{"data": data, "predictions": [{"result": result}]}]).encode()
    job = desk.run(content, format_name="label_studio")
    assert [(one.code, one.count) for one in desk.imports.groups(job.uid)] == []


def test_an_entity_is_exported_with_the_characters_it_covers(desk: Desk):
    desk.text(Asset(sha256=desk.shop.blobs.put(TEXT.encode()).sha256))
    row = {"uuid": UUID, "name": "city", "dataRow": {"globalKey": "note"}, "location": {"start": 5, "end": 8}}
    desk.run(json.dumps(row).encode(), purpose="ground_truth")
    [line] = desk.export_lines("labelbox_export")
    [label] = line["projects"][next(iter(line["projects"]))]["labels"]
    [found] = label["annotations"]["objects"]
    assert found["annotation_kind"] == "TextEntity"
    assert found["location"] == {"start": 5, "end": 8, "token": "K\u014dbe"}
