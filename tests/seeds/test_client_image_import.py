"""The script that imports image annotations runs with the client: both payloads, both kinds of import, again.

Slips of the script that are mended here: a comma before the benchmark flag, the two single masks it names
and does not define, and one text that differs between its payloads. Its checklist answers with an option its
ontology does not have; that is left, and reported.
"""

import base64
import sys
import uuid
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

import postil as lb
import postil.types as lb_types
from postil.cli.demo_server import DemoServer
from postil.errors import NotFoundError
from tests.seeds.pictures import COLORS, STREET, colored, pictures, served
from tests.seeds.street_annotations import ABSENT_OPTION, ndjson_payload, ontology, python_payload

Job = lb.MALPredictionImport | lb.LabelImport
Payload = Callable[[str, str], Any]
ROWS = 15 + len(COLORS)
PAYLOADS = pytest.mark.parametrize("payload", [python_payload, ndjson_payload])


class Place(NamedTuple):
    """A server of this machine, found by its data directory, and the address of the pictures."""

    folder: str
    web: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch, served(pictures()) as web:
        for name in ("POSTIL_DATA", "POSTIL_URL", "POSTIL_KEY"):
            patch.delenv(name, raising=False)
        patch.setenv("POSTIL_ALLOWED_NETWORKS", "127.0.0.0/8")
        with DemoServer(folder):
            yield Place(str(folder), web)


@pytest.fixture
def client(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[lb.Client]:
    """Find the server and its token as a script does that names neither."""
    monkeypatch.setenv("POSTIL_DATA", place.folder)
    api_key = None
    with lb.Client(api_key) as opened:
        yield opened


@pytest.fixture
def key() -> str:
    return f"street-{uuid.uuid4()}.png"


def make_rows(client: lb.Client, place: Place, key: str, dataset_name: str) -> lb.Dataset:
    """Do step 1 of both scripts about images."""
    dataset = client.create_dataset(name=dataset_name)
    task = dataset.create_data_rows([{"row_data": place.web + STREET, "global_key": key}])
    task.wait_till_done()
    sys.stdout.write(f"Failed data rows: {task.failed_data_rows}\n")
    sys.stdout.write(f"Errors: {task.errors}\n")
    for error in task.errors or []:
        if "Duplicate global key" in error["message"] and dataset.row_count == 0:
            sys.stdout.write(f"Deleting empty dataset: {dataset}\n")
            dataset.delete()
    return dataset


def begin(client: lb.Client, place: Place, key: str) -> lb.Project:
    """Do steps 1 to 4 of the script about imports."""
    make_rows(client, place, key, "image-demo-dataset")
    made = client.create_ontology("Street annotations", ontology(), media_type=lb.MediaType.Image)
    project = client.create_project(name="Street annotations", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    batch = project.create_batch("image-demo-batch", global_keys=[key], priority=1)
    sys.stdout.write(f"Batch: {batch}\n")
    return project


def import_pre_labels(client: lb.Client, project: lb.Project, payload: Any) -> Job:
    job = lb.MALPredictionImport.create_from_objects(
        client=client, project_id=project.uid, name=f"mal_job{uuid.uuid4()}", predictions=payload
    )
    sys.stdout.write(f"Errors: {job.errors}\n")
    sys.stdout.write(f"Status of uploads: {job.statuses}\n")
    return job


def import_labels(client: lb.Client, project: lb.Project, payload: Any) -> Job:
    job = lb.LabelImport.create_from_objects(
        client=client, project_id=project.uid, name=f"label_import_job{uuid.uuid4()}", labels=payload
    )
    sys.stdout.write(f"Errors: {job.errors}\n")
    sys.stdout.write(f"Status of uploads: {job.statuses}\n")
    return job


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


def test_the_script_runs_twice_and_says_that_the_data_row_is_there(
    client: lb.Client, place: Place, key: str, capsys: pytest.CaptureFixture[str]
):
    first = import_pre_labels(client, begin(client, place, key), python_payload(key, place.web))
    assert "Duplicate global key" not in capsys.readouterr().out
    second = import_pre_labels(client, begin(client, place, key), python_payload(key, place.web))
    said = capsys.readouterr().out
    assert "Duplicate global key" in said
    assert "Deleting empty dataset" in said
    assert (second.counts.accepted, second.counts.rejected) == (first.counts.accepted, first.counts.rejected)


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
        client.create_ontology("Street predictions", ontology(), media_type=lb.MediaType.Image)

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


def normal(row: dict[str, Any], rows: list[dict[str, Any]], web: str) -> dict[str, Any]:
    """Return a row without what both payloads may say differently: keys, rings, lists of one, masks."""
    by_uuid = {one.get("uuid"): one for one in rows}
    found = plain({name: value for name, value in row.items() if name != "uuid"})
    if "relationship" in row:
        ends = row["relationship"]
        found["relationship"] = [by_uuid[ends[end]]["bbox"] for end in ("source", "target")]
    if "mask" in row:
        mask = row["mask"]
        picture = (
            mask["instanceURI"].removeprefix(web)
            if "instanceURI" in mask
            else base64.b64decode(mask["imBytes"])
        )
        found["mask"] = hash(colored(picture, tuple(mask["colorRGB"])))
    return found


def plain(value: Any) -> Any:
    """Open rings, take the one thing out of a list of one, leave out empty lists."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if one != []}
    if isinstance(value, list):
        ring = value[:-1] if len(value) > 3 and value[0] == value[-1] else value
        return plain(ring[0]) if len(ring) == 1 else [plain(one) for one in ring]
    return value
