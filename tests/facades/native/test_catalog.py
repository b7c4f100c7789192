"""Datasets and data rows through the interface."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from tests.facades.native.installation import Installation
from tests.facades.native.scene import make_dataset


def png(width: int, height: int) -> bytes:
    target = BytesIO()
    Image.new("RGB", (width, height)).save(target, "PNG")
    return target.getvalue()


def test_a_dataset_lives_from_its_making_to_its_deletion(admin):
    path = f"/api/v1/datasets/{make_dataset(admin, 'a', 'b')}"
    assert admin.get(path).json()["row_count"] == 2
    assert admin.patch(path, json={"name": "renamed"}).json()["name"] == "renamed"
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404


def test_a_wrong_row_keeps_no_other_out(admin):
    uid = make_dataset(admin)
    rows = [{"global_key": "a"}, {"global_key": "a"}, {"global_key": "x" * 201}, {"global_key": "b"}]
    answer = admin.post(f"/api/v1/datasets/{uid}/data-rows", json={"rows": rows}).json()
    assert (answer["created"], answer["rejected"]) == (2, 2)
    codes = [[issue["code"] for issue in outcome["issues"]] for outcome in answer["outcomes"]]
    assert codes == [[], ["DUP003"], ["ROW011"], []]


def test_an_uploaded_image_is_measured_and_kept(admin):
    content = png(40, 30)
    uid = make_dataset(admin)
    answer = admin.post(f"/api/v1/datasets/{uid}/uploads?global_key=a.png", content=content)
    assert answer.status_code == 201
    asset = answer.json()["assets"][0]
    assert (asset["width"], asset["height"], asset["mime"]) == (40, 30, "image/png")
    assert asset["sha256"] == hashlib.sha256(content).hexdigest()


def test_kept_bytes_come_back_by_their_hash(admin):
    content = png(4, 3)
    uid = make_dataset(admin)
    asset = admin.post(f"/api/v1/datasets/{uid}/uploads", content=content).json()["assets"][0]
    answer = admin.get(f"/api/v1/blobs/{asset['sha256']}")
    assert (answer.content, answer.headers["content-type"]) == (content, "image/png")


@pytest.mark.parametrize("content", [b"<html><script>", b"<svg/>", b"%PDF-1.7"])
def test_kept_bytes_that_are_no_png_are_not_named_as_anything_a_browser_runs(admin, content):
    uid = make_dataset(admin)
    asset = admin.post(f"/api/v1/datasets/{uid}/uploads", content=content).json()["assets"][0]
    headers = admin.get(f"/api/v1/blobs/{asset['sha256']}").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("digest", ["0" * 64, "../../postil.db", "..%2Fpostil.db", "ABC"])
def test_there_is_no_way_to_other_files(admin, digest):
    assert admin.get(f"/api/v1/blobs/{digest}").status_code in (400, 404)


def test_an_upload_over_the_limit_is_refused(tmp_path):
    made = Installation(tmp_path, max_upload_bytes=10)
    try:
        admin = made.admin()
        uid = make_dataset(admin)
        assert admin.post(f"/api/v1/datasets/{uid}/uploads", content=b"x" * 11).status_code == 413
    finally:
        made.close()


def test_an_upload_of_a_taken_global_key_is_refused_with_its_code(admin):
    uid = make_dataset(admin, "a")
    answer = admin.post(f"/api/v1/datasets/{uid}/uploads?global_key=a", content=b"x")
    assert (answer.status_code, answer.json()["code"]) == (400, "DUP003")


def test_rows_are_found_by_global_key_and_by_dataset(admin):
    first, second = make_dataset(admin, "a", "b"), make_dataset(admin, "c")
    by_key = admin.get("/api/v1/data-rows?global_key=a&global_key=c&global_key=nothing").json()["items"]
    assert [(row["global_key"], row["dataset"]) for row in by_key] == [("a", first), ("c", second)]
    by_dataset = admin.get(f"/api/v1/data-rows?dataset={first}").json()["items"]
    assert [row["global_key"] for row in by_dataset] == ["a", "b"]


def test_a_data_row_lives_from_its_change_to_its_deletion(admin):
    make_dataset(admin, "a")
    path = f"/api/v1/data-rows/{admin.get('/api/v1/data-rows').json()['items'][0]['id']}"
    changes = {"metadata": {"weather": "rain"}, "attachments": [{"type": "RAW_TEXT", "value": "note"}]}
    changed = admin.patch(path, json=changes).json()
    assert (changed["metadata"], changed["attachments"][0]["value"]) == ({"weather": "rain"}, "note")
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404


def test_media_that_cannot_be_reached_makes_the_row_all_the_same(admin):
    uid = make_dataset(admin)
    rows = [{"global_key": "a", "url": "https://images.example.org/a.png"}]
    made = admin.post(f"/api/v1/datasets/{uid}/data-rows", json={"rows": rows}).json()["outcomes"][0]["id"]
    row = admin.post(f"/api/v1/data-rows/{made}/retry-media").json()
    assert row["media_state"] == "unreachable"
    assert "SRC025" in row["media_error"]
