import json
from pathlib import Path

import pytest

from postil.errors import ImportRejected
from postil.sdk.proposal import project_name, propose
from tests.unit.sdk.samples import box_row, png


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(lines))
    return path


def test_a_file_of_boxes_asks_for_its_data_rows_and_features(tmp_path):
    file = write(
        tmp_path / "boxes.ndjson", box_row("a.png", "car"), box_row("b.png", "car"), box_row("a.png", "bus")
    )
    found = propose(file)
    assert (found.name, found.format, found.rows, found.row_keys) == (
        "boxes",
        "labelbox",
        3,
        ["a.png", "b.png"],
    )
    features = [(feature.name, feature.kind) for feature in found.inferred.ontology.features]
    assert features == [("car", "box"), ("bus", "box")]
    assert found.inferred.counts == {"car": 2, "bus": 1}


def test_data_rows_named_by_id_are_kept_apart(tmp_path):
    row = json.dumps(
        {"dataRow": {"id": "c01yguqn61lk04nj04xt4zwpn"}, "name": "car", "point": {"x": 1, "y": 2}}
    )
    found = propose(write(tmp_path / "f.ndjson", row))
    assert (found.row_keys, found.row_ids) == ([], ["c01yguqn61lk04nj04xt4zwpn"])


def test_rows_that_cannot_be_read_are_counted_and_ask_for_nothing(tmp_path):
    found = propose(write(tmp_path / "f.ndjson", box_row("a.png", "car"), "{not json\n", "[]\n"))
    assert (found.rows, found.unreadable) == (3, 2)


def test_images_of_a_folder_are_found(tmp_path):
    file = write(tmp_path / "f.ndjson", box_row("a.png", "car"), box_row("b.png", "car"))
    image = png(tmp_path / "images" / "a.png", 8, 8)
    assert propose(file, images=tmp_path / "images").media == {"a.png": image}


def test_tasks_bring_their_own_data_rows(fixtures):
    found = propose(fixtures / "label_studio" / "seed003_bbox_choice.json")
    assert (found.format, found.brings_rows, found.row_keys) == ("label_studio", True, [])
    assert found.inferred.ontology.media_type == "image"


def test_an_ontology_is_for_the_media_the_file_is_about(fixtures):
    found = propose(fixtures / "label_studio" / "seed003_ner.json")
    assert found.inferred.ontology.media_type == "text"


def test_the_note_of_a_report_asks_for_nothing(tmp_path):
    row = '{"$postil": {"line": 3, "issues": []}, ' + box_row("a.png", "car")[1:]
    found = propose(write(tmp_path / "boxes.report.ndjson", row))
    assert (found.rows, found.unreadable, found.row_keys) == (1, 0, ["a.png"])


def test_a_file_whose_rows_begin_after_megabytes_of_blanks_is_not_empty(tmp_path):
    found = propose(write(tmp_path / "f.ndjson", " " * 5_000_000 + "\n" + box_row("a.png", "car")))
    assert (found.format, found.rows, found.row_keys) == ("labelbox", 1, ["a.png"])


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(ImportRejected) as raised:
        propose(write(tmp_path / "f.ndjson", "\ufeff \n\n"))
    assert raised.value.code == "SRC001"


def test_a_file_of_no_known_format_is_refused(tmp_path):
    with pytest.raises(ImportRejected) as raised:
        propose(write(tmp_path / "f.csv", "a,b\n1,2\n"))
    assert raised.value.code == "SRC009"


def test_a_named_format_is_not_doubted(tmp_path):
    assert propose(write(tmp_path / "f.csv", "a,b\n"), format_name="labelbox").unreadable == 1


def test_whoever_waits_is_told_how_much_was_read(tmp_path):
    file = write(tmp_path / "f.ndjson", *[box_row("a.png", "car")] * 3)
    told: list[int] = []
    propose(file, told=told.append)
    assert sum(told) == file.stat().st_size


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("boxes.ndjson", "boxes"),
        ("boxes.report.ndjson", "boxes"),
        ("boxes.report.2.ndjson", "boxes"),
        ("run.7.jsonl", "run.7"),
        ("report.ndjson", "report"),
        ("tasks.JSON", "tasks"),
        ("boxes", "boxes"),
    ],
)
def test_a_project_is_called_like_its_file_and_a_report_goes_where_its_file_went(file, name):
    assert project_name(Path(file)) == name
