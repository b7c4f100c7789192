from postil.sdk.arrangement import arrange
from postil.sdk.plan import plan
from postil.sdk.proposal import propose
from tests.unit.sdk.samples import box_row, png


def make(client, tmp_path, name, *keys, images=()):
    file = tmp_path / f"{name}.ndjson"
    file.write_text("".join(box_row(key, "car") for key in keys))
    for image in images:
        png(tmp_path / "images" / image, 20, 10)
    (tmp_path / "images").mkdir(exist_ok=True)
    found = propose(file, images=tmp_path / "images")
    steps: list[tuple[str, int, int]] = []
    made = arrange(client, plan(client, found), found, file.name, lambda *step: steps.append(step))
    return made, steps


def test_images_are_uploaded_and_rows_without_one_are_made_all_the_same(client, tmp_path):
    made, _ = make(
        client, tmp_path, "arr-mixed", "arr-mixed-1.png", "arr-mixed-2.png", images=["arr-mixed-1.png"]
    )
    assert (made.uploaded, made.empty, made.joined, made.issues) == (1, 1, 2, [])
    dataset = client.datasets.named("arr-mixed")
    assert dataset is not None
    assert dataset.row_count == 2


def test_an_uploaded_image_is_measured_at_once(client, tmp_path):
    make(client, tmp_path, "arr-size", "arr-size.png", images=["arr-size.png"])
    (row,) = client.data_rows.with_keys(["arr-size.png"])
    assert (row.assets[0].width, row.assets[0].height) == (20, 10)


def test_every_data_row_is_a_task_of_the_project(client, tmp_path):
    made, _ = make(client, tmp_path, "arr-tasks", "arr-tasks-1", "arr-tasks-2")
    assert {task.global_key for task in client.projects.tasks(made.project)} == {"arr-tasks-1", "arr-tasks-2"}


def test_data_rows_added_later_come_in_a_batch_of_their_own(client, tmp_path):
    make(client, tmp_path, "arr-later", "arr-later-1")
    made, _ = make(client, tmp_path, "arr-later", "arr-later-1", "arr-later-2")
    assert made.joined == 1
    batches = [(batch.name, batch.row_count) for batch in client.batches.list(made.project.id)]
    assert batches == [("arr-later.ndjson", 1), ("arr-later.ndjson (2)", 1)]


def test_what_is_done_is_told_step_by_step(client, tmp_path):
    _, steps = make(
        client, tmp_path, "arr-steps", "arr-steps-1.png", "arr-steps-2", images=["arr-steps-1.png"]
    )
    assert steps == [
        ("uploading images", 1, 1),
        ("making data rows", 1, 1),
        ("adding data rows to the project", 2, 2),
    ]


def test_a_key_that_cannot_be_one_is_told_and_the_others_are_made(client, tmp_path):
    made, _ = make(client, tmp_path, "arr-long", "arr-long-" + "x" * 180, "arr-long-1")
    assert (made.empty, made.joined, made.issues) == (2, 2, [])
