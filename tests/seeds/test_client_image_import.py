"""The script that imports image annotations runs with the client: both payloads, both kinds of import, again.

Slips of the script that are mended here: imports that stand below what needs them, two templates that are no
Python, a comma before the benchmark flag, the two single masks it names and does not define (in either form),
the colors that only one form defines, and one text that differs between its payloads. Its checklist answers
with an option its ontology does not have, and its relationship is imported as ground truth too; both are
left, and reported.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import postil as lb
import postil.types as lb_types
from postil.errors import NotFoundError
from tests.seeds.pictures import COLORS, SINGLE, WHITE, content, draw
from tests.seeds.street_annotations import ABSENT_OPTION, ndjson_payload, ontology, python_payload
from tests.seeds.street_script import (
    Job,
    Place,
    begin,
    import_labels,
    import_pre_labels,
    make_rows,
    normal,
)

Payload = Callable[[str, str], Any]
ROWS = 15 + len(COLORS)
PAYLOADS = pytest.mark.parametrize("payload", [python_payload, ndjson_payload])


@PAYLOADS
def test_as_pre_labels_all_rows_succeed_but_the_one_with_an_option_its_ontology_lacks(
    client: lb.Client, place: Place, key: str, payload: Payload
):
    job = import_pre_labels(client, begin(client, place, key), payload(key, place.web))
    assert job.state is lb.AnnotationImportState.FINISHED
    assert [status["status"] for status in job.statuses].count("SUCCESS") == ROWS - 1
    (refused,) = job.errors
    assert refused["dataRow"]["globalKey"] == key
    (error,) = refused["errors"]
    assert error["name"] == "ONT005"
    assert ABSENT_OPTION in error["message"]
    assert 'did you mean "first_checklist_answer"?' in error["message"]


@PAYLOADS
def test_as_ground_truth_the_relationship_is_refused_too(
    client: lb.Client, place: Place, key: str, payload: Payload
):
    job = import_labels(client, begin(client, place, key), payload(key, place.web))
    assert job.state is lb.AnnotationImportState.FINISHED
    assert [status["status"] for status in job.statuses].count("SUCCESS") == ROWS - 2
    assert sorted(error["name"] for row in job.errors for error in row["errors"]) == ["ONT005", "REL006"]


@pytest.mark.parametrize("import_", [import_pre_labels, import_labels])
def test_both_payloads_give_the_same_annotations(
    client: lb.Client, place: Place, key: str, import_: Callable[[lb.Client, lb.Project, Any], Job]
):
    exported = []
    for payload in (python_payload, ndjson_payload):
        project = begin(client, place, key)
        import_(client, project, payload(key, place.web))
        rows = list(project.export(format="labelbox"))
        exported.append(sorted((normal(row, rows, place.web) for row in rows), key=repr))
    assert exported[0] == exported[1]
    assert len(exported[0]) == ROWS - (1 if import_ is import_pre_labels else 2)


def test_a_benchmark_flag_makes_the_whole_label_one(client: lb.Client, place: Place, key: str):
    label = lb_types.Label(
        data={"global_key": key},
        annotations=python_payload(key, place.web)[0].annotations,
        is_benchmark_reference=True,
    )
    project = begin(client, place, key)
    import_labels(client, project, [label])
    rows = list(project.export(format="labelbox"))
    assert all(row["isBenchmarkReferenceLabel"] for row in rows)


@PAYLOADS
def test_every_row_has_a_status_with_its_key_as_sent_its_data_row_and_its_line(
    client: lb.Client, place: Place, key: str, payload: Payload
):
    project = begin(client, place, key)
    sent = payload(key, place.web)
    job = import_pre_labels(client, project, sent)
    rows = list(lb_types.to_ndjson(sent)) if payload is python_payload else sent
    assert [status["uuid"] for status in job.statuses] == [row.get("uuid") for row in rows]
    assert [status["line"] for status in job.statuses] == list(range(1, ROWS + 1))
    named = {"id": client.get_data_row_by_global_key(key).uid, "globalKey": key}
    assert all(status["dataRow"] == named for status in job.statuses)


@PAYLOADS
def test_the_whole_script_runs_twice_and_says_that_the_data_row_is_there(
    client: lb.Client, place: Place, key: str, payload: Payload, capsys: pytest.CaptureFixture[str]
):
    said, outcomes = [], []
    for _ in range(2):
        project = begin(client, place, key)
        sent = payload(key, place.web)
        jobs = [import_pre_labels(client, project, sent), import_labels(client, project, sent)]
        outcomes.append([(job.counts.accepted, job.counts.rejected) for job in jobs])
        said.append(capsys.readouterr().out)
    assert outcomes == [[(ROWS - 1, 1), (ROWS - 2, 2)]] * 2
    assert ["Duplicate global key" in out for out in said] == [False, True]
    assert ["Deleting empty dataset" in out for out in said] == [False, True]


def test_a_benchmark_flag_on_pre_labels_is_told_and_means_nothing(client: lb.Client, place: Place, key: str):
    (label,) = python_payload(key, place.web)
    label.is_benchmark_reference = True
    project = begin(client, place, key)
    job = import_pre_labels(client, project, [label])
    assert job.counts.accepted == ROWS - 1
    assert [(group.code, group.severity) for group in job.issues if group.code == "ROW013"] == [
        ("ROW013", "warning")
    ]


def test_a_mask_is_the_same_pixels_from_a_file_bytes_an_array_and_an_address(
    client: lb.Client, place: Place, key: str, tmp_path: Path
):
    (tmp_path / SINGLE).write_bytes(content(SINGLE))
    sources = [
        lb_types.MaskData(url=place.web + SINGLE),
        lb_types.MaskData(im_bytes=content(SINGLE)),
        lb_types.MaskData(file_path=tmp_path / SINGLE),
        lb_types.MaskData(arr=np.asarray(draw(SINGLE))),
    ]
    project = begin(client, place, key)
    annotations = [
        lb_types.ObjectAnnotation(name="mask", value=lb_types.Mask(mask=source, color=WHITE))
        for source in sources
    ]
    label = lb_types.Label(data={"global_key": key}, annotations=annotations)
    job = import_pre_labels(client, project, [label])
    (row,) = project.export(format="postil")
    (bundle,) = row["bundles"]
    found = [one["geometry"] for one in bundle["annotations"]]
    assert job.counts.accepted == len(sources)
    assert len({(mask["counts"], mask["height"], mask["width"]) for mask in found}) == 1


def test_the_dataset_that_stayed_empty_is_gone(client: lb.Client, place: Place, key: str):
    make_rows(client, place, key, "first")
    empty = make_rows(client, place, key, "second")
    with pytest.raises(NotFoundError):
        client.get_dataset(empty.uid)


@pytest.mark.parametrize("is_before", [True, False])
def test_the_script_about_predictions_may_have_made_the_data_row_before_or_after(
    client: lb.Client, place: Place, key: str, is_before: bool, capsys: pytest.CaptureFixture[str]
):
    def predict() -> None:
        make_rows(client, place, key, "image_prediction_demo")
        predicted = ontology(is_for_predictions=True)
        client.create_ontology("Street predictions", predicted, media_type=lb.MediaType.Image)

    if is_before:
        predict()
    job = import_pre_labels(client, begin(client, place, key), python_payload(key, place.web))
    if not is_before:
        predict()
    assert job.counts.accepted == ROWS - 1
    assert capsys.readouterr().out.count("Duplicate global key") == 1


def test_the_project_is_exported_as_labels_too(client: lb.Client, place: Place, key: str):
    project = begin(client, place, key)
    import_labels(client, project, python_payload(key, place.web))
    (row,) = project.export()
    assert row["data_row"]["global_key"] == key
    (label,) = row["projects"][next(iter(row["projects"]))]["labels"]
    assert len(label["annotations"]["objects"]) == 9 + len(COLORS)
