"""The report tells the outcome of every row, and the rejected rows can be mended and imported again."""

import json

from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, uuid


def test_every_row_has_a_status_in_input_order(studio: Studio) -> None:
    job = studio.run([box(1), box(2, name="kar"), box(3, "two")])
    statuses = [json.loads(line) for line in studio.imports.statuses(job.uid)]
    assert [(one["line"], one["uuid"], one["status"]) for one in statuses] == [
        (1, uuid(1), "success"),
        (2, uuid(2), "failure"),
        (3, uuid(3), "success"),
    ]


def test_a_status_echoes_the_uuid_as_it_was_spelled(studio: Studio) -> None:
    spelled = "{" + uuid(1).upper() + "}"
    job = studio.run([box(1, uuid=spelled)])
    assert json.loads(next(studio.imports.statuses(job.uid)))["uuid"] == spelled


def test_a_status_names_its_data_row_as_the_row_does_and_by_its_id(studio: Studio) -> None:
    job = studio.run([box(1), box(2, "nowhere")])
    statuses = [json.loads(line)["data_row"] for line in studio.imports.statuses(job.uid)]
    with studio.store.read() as session:
        uid = session.catalog.find_rows("global_key", ["one"], None)["one"].uid
    assert statuses == [{"id": uid, "global_key": "one"}, {"global_key": "nowhere"}]


def test_blank_lines_have_no_status_but_count_as_lines(studio: Studio) -> None:
    rows = [json.dumps(box(1)), "", json.dumps(box(2, name="kar")), ""]
    job = studio.imports.start(studio.receive("\n".join(rows).encode(), format="labelbox"))
    statuses = [json.loads(line) for line in studio.imports.statuses(job.uid)]
    assert [(one["line"], one["status"]) for one in statuses] == [(1, "success"), (3, "failure")]


def test_rejected_rows_can_be_mended_and_imported_again(studio: Studio) -> None:
    elsewhere = {"left": 500, "top": 20, "width": 30, "height": 40}
    job = studio.run([box(1), box(2, name="kar", bbox=elsewhere)])
    rejected = b"".join(studio.imports.rejected(job.uid))
    assert b"ONT001" in rejected
    mended = rejected.replace(b'"kar"', b'"car"', 1) if rejected.count(b'"kar"') == 1 else _mend(rejected)
    again = studio.imports.start(studio.receive(mended, format="labelbox", name="mended"))
    assert (again.counts.accepted, again.counts.rejected) == (1, 0)
    assert [annotation.key for annotation in studio.seen("one")] == [uuid(1), uuid(2)]


def _mend(rejected: bytes) -> bytes:
    row = json.loads(rejected)
    row["name"] = "car"
    return json.dumps(row).encode()


def test_a_row_that_is_no_json_comes_back_as_its_text(studio: Studio) -> None:
    job = studio.imports.start(studio.receive(json.dumps(box(1)).encode() + b"\n{oops\n", format="labelbox"))
    note = json.loads(b"".join(studio.imports.rejected(job.uid)))["$postil"]
    assert (note["line"], note["source"], note["issues"][0]["code"]) == (2, "{oops", "SRC003")
