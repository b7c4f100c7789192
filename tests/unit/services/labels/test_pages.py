"""Labels by their number in a list, and what they say as a text."""

import json

from postil.ports.labels import LabelOrder
from postil.services.labels.pages import LabelPages
from tests.unit.services.imports import rows
from tests.unit.services.labels.conftest import Desk, car


def pages(desk: Desk) -> LabelPages:
    return LabelPages(desk.store, lambda _: lambda *_: ("", (0, 0, 0)))


def ids(desk: Desk, skip: int = 0, limit: int = 9, **order) -> list[int]:
    found = pages(desk).list_page(desk.uid, LabelOrder(**order), skip=skip, limit=limit)
    return [one.data_row_id for one in found]


def test_labels_of_imports_and_people_are_listed_by_number(desk: Desk):
    first, second, third = desk.studio.row_ids
    desk.studio.run([rows.box(1, "one"), rows.box(2, "two")], purpose="ground_truth")
    desk.submit(desk.patch(desk.open(task=2), car()))
    assert ids(desk) == [first, second, third]
    assert ids(desk, skip=1, limit=1) == [second]
    assert ids(desk, is_descending=True) == [third, second, first]
    assert ids(desk, author_id=desk.lea.id) == [third]
    assert ids(desk, dataset_ids=(desk.studio.dataset.id + 1,)) == []
    assert pages(desk).count(desk.uid) == 3


def test_skipped_labels_are_neither_listed_nor_counted(desk: Desk):
    view = desk.open()
    desk.submissions.skip(view.draft.uid, desk.lea, version=view.draft.version)
    assert ids(desk) == []
    assert pages(desk).count(desk.uid) == 0


def test_labels_of_deleted_data_rows_are_neither_listed_nor_counted(desk: Desk):
    desk.studio.run([rows.box(1, "one")], purpose="ground_truth")
    with desk.store.write() as session:
        session.catalog.delete_rows(desk.studio.row_ids[:1], 2)
    assert ids(desk) == []
    assert pages(desk).count(desk.uid) == 0


def test_the_labels_on_a_data_row_are_those_of_projects_one_has_a_role_in(desk: Desk):
    desk.studio.run([rows.box(1, "one")], purpose="ground_truth")
    with desk.store.write() as session:
        [row] = session.catalog.rows_by_id(desk.studio.row_ids[:1])
    assert len(pages(desk).on_row(row.uid, desk.lea)) == 1
    with desk.store.write() as session:
        maker = session.access.create_user("mia@example.org", "Mia", False, 1)
        other = session.projects.create("other", "", "image", None, None, 1)
        session.access.set_role(other.id, maker.id, "owner")
        batch = session.projects.create_batch(other.id, "all", 5, None, 1)
        session.projects.add_tasks(batch, desk.studio.row_ids[:1], 1)
    assert pages(desk).on_row(row.uid, maker) == []


def test_a_label_is_spelled_as_the_objects_of_an_export(desk: Desk):
    desk.studio.run([rows.box(1, "one")], purpose="ground_truth")
    desk.submit(desk.patch(desk.open(task=1), car(left=7)))
    found = pages(desk).list_page(desk.uid, LabelOrder(), skip=0, limit=9)
    texts = pages(desk).texts(found, "")
    lefts = [json.loads(texts[one.id])["objects"][0]["bounding_box"]["left"] for one in found]
    assert lefts == [10, 7]
    assert pages(desk).seconds(found[0]) == 0
