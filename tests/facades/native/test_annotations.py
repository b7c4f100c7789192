"""Finding and counting annotations over HTTP."""

import pytest

from tests.facades.native.scene import box, make_project, ndjson


@pytest.fixture
def project(admin):
    uid = make_project(admin, "street", "a.jpg", "b.jpg", "c.jpg")
    rows = [box("a.jpg", confidence=0.3), box("a.jpg", confidence=0.7), box("b.jpg", confidence=0.9)]
    admin.post(f"/api/v1/projects/{uid}/imports?name=x", content=ndjson(*rows))
    return f"/api/v1/projects/{uid}"


def test_annotations_come_with_where_they_lie_and_who_says_them(admin, project):
    found = admin.get(f"{project}/annotations?feature=car&min_score=0.5").json()
    job = admin.get(f"{project}/imports").json()["items"][0]["id"]
    assert [(one["global_key"], one["score"]) for one in found["items"]] == [("a.jpg", 0.7), ("b.jpg", 0.9)]
    assert {(one["job"], one["set_kind"]) for one in found["items"]} == {(job, "pre_label")}
    assert found["items"][0]["annotation"]["geometry"] == {
        "type": "box", "left": 2, "top": 1, "width": 4, "height": 3,
    }  # fmt: skip
    assert (found["next"], found["index_complete"]) == (None, True)


def test_a_cursor_goes_on_where_the_page_ended(admin, project):
    scores, after = [], ""
    while after is not None:
        page = admin.get(f"{project}/annotations", params={"limit": 1, "after": after}).json()
        scores += [one["score"] for one in page["items"]]
        after = page["next"]
    assert sorted(scores) == [0.3, 0.7, 0.9]


def test_a_feature_is_found_by_its_id(admin, project):
    [count] = admin.get(f"{project}/annotation-counts").json()["items"]
    found = admin.get(f"{project}/annotations", params={"feature": count["feature"]}).json()
    assert len(found["items"]) == count["n"] == 3


def test_counts_are_by_sixteenths(admin, project):
    [count] = admin.get(f"{project}/annotation-counts?feature=car&min_score=0.5").json()["items"]
    # 0.3, 0.7 and 0.9 lie in the sixteenths 4, 11 and 14.
    assert count["sixteenths"] == [int(number in (4, 11, 14)) for number in range(16)]
    assert (count["name"], count["kind"], count["n"]) == ("car", "box", 2)


def test_data_rows_come_with_their_task(admin, project):
    found = admin.get(f"{project}/data-rows?has_pre_label=true").json()["items"]
    assert [(one["data_row"]["global_key"], one["state"], one["pre_labels"]) for one in found] == [
        ("a.jpg", "to_label", 2),
        ("b.jpg", "to_label", 1),
    ]


@pytest.mark.parametrize("path", ["annotations", "data-rows", "annotation-counts"])
def test_an_unknown_feature_is_refused_with_the_nearest(admin, project, path):
    answer = admin.get(f"{project}/{path}?feature=Cars")
    assert (answer.status_code, answer.json()["code"]) == (422, "ONT001")
    assert answer.json()["hint"] == 'did you mean "car"?'


@pytest.mark.parametrize(
    "query",
    ["feature=" + "x" * 201, "global_key_prefix=" + "x" * 201, "min_score=2", "min_score=nan", "limit=0",
     "after=" + "x" * 4097, "set_kind=label",
     "feature=", "has_label=maybe", "after=x", "min_score=0.9&max_score=0.1"],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(admin, project, query):
    assert admin.get(f"{project}/annotations?{query}").status_code == 400


def test_an_import_of_another_project_is_not_found(admin, project):
    other = make_project(admin, "lane", "z.jpg")
    job = admin.get(f"{project}/imports").json()["items"][0]["id"]
    assert admin.get(f"/api/v1/projects/{other}/annotations?job={job}").status_code == 404


def test_a_deleted_data_row_is_counted_no_more(admin, project):
    [row] = admin.get("/api/v1/data-rows?global_key=a.jpg").json()["items"]
    admin.delete(f"/api/v1/data-rows/{row['id']}")
    counts = admin.get(f"{project}/annotation-counts").json()
    assert (counts["total"]["n"], counts["index_complete"]) == (1, True)
