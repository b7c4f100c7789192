import copy

import pytest

from postil.errors import AnnotationError
from postil.model.identity import canonical_uuid
from postil.types import ClassificationAnnotation, GenericDataRowData, Label, to_ndjson
from tests.unit.types.make import answer, box, choice, loose, rectangle, rows


def test_a_program_that_runs_again_gives_the_same_uuids():
    assert [row["uuid"] for row in rows(box())] == [row["uuid"] for row in rows(box())]


def test_a_uuid_that_is_made_is_one():
    (row,) = rows(box())
    assert canonical_uuid(row["uuid"]) == row["uuid"]


def test_copies_have_uuids_of_their_own():
    assert len({row["uuid"] for row in rows(box(), box(), box())}) == 3


def test_other_content_has_another_uuid():
    assert rows(box())[0]["uuid"] != rows(box(rectangle(0, 0, 10, 11)))[0]["uuid"]


def test_another_data_row_has_another_uuid():
    labels = [Label(data=GenericDataRowData(global_key=key), annotations=[box()]) for key in "ab"]
    assert len({row["uuid"] for row in to_ndjson(labels)}) == 2


def test_rows_come_in_the_order_of_the_annotations():
    assert [row["name"] for row in rows(*(box(name=name) for name in "cab"))] == ["c", "a", "b"]


def question(answer, **more):
    return ClassificationAnnotation(name="weather", value=choice(answer), **more)


def test_another_answer_to_a_question_takes_the_place_of_the_first():
    assert rows(question("sunny"))[0]["uuid"] == rows(question("rain"))[0]["uuid"]


def test_a_question_about_another_message_is_another_one():
    assert rows(question("sunny"))[0]["uuid"] != rows(question("sunny", message_id="4"))[0]["uuid"]


def test_an_answer_that_changes_over_time_has_the_uuid_of_its_question():
    first, second = ([answer(1, "sunny"), answer(2, name)] for name in ("sunny", "rain"))
    assert rows(*first)[0]["uuid"] == rows(*second)[0]["uuid"]


def test_rows_share_nothing_with_each_other_or_their_label():
    mask = loose.Mask(mask=loose.MaskData(counts=[1, 1], size=(1, 2)))
    given = loose.Label(data={"global_key": "gk"}, annotations=[box(mask), box()])
    first, second = to_ndjson(given)
    expected = copy.deepcopy(second)
    first["dataRow"]["globalKey"] = "other"
    first["mask"]["counts"].clear()
    assert second == expected
    assert next(to_ndjson(given))["mask"]["counts"] == [1, 1]


def test_what_was_put_into_a_label_later_is_looked_at_too():
    given = loose.Label(data={"global_key": "gk"})
    given.annotations.append({"name": "car"})
    with pytest.raises(AnnotationError, match="a dict is no annotation"):
        list(to_ndjson(given))
