"""Files a client sends, and the links that open them."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.facades.labelbox.installation import Installation

UPLOAD = """mutation UploadFile($file: Upload!, $contentLength: Int!,
            $sign: Boolean) {
            uploadFile(file: $file, contentLength: $contentLength,
                sign: $sign) {url filename} } """
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PAGE = b"<!doctype html><script>steal()</script>"


def upload(client, content, name="a.bin", kind="application/octet-stream"):
    answer = client.send(UPLOAD, {"contentLength": len(content) + 22, "sign": False}, "1", content, kind)
    assert "errors" not in answer, answer
    return answer["data"]["uploadFile"]["url"]


@pytest.mark.parametrize("content", [b"", b"hello", b"\r\n--x\r\n", bytes(range(256)) * 5_000])
def test_an_upload_comes_back_as_it_was_sent_without_asking_who_wants_it(admin, content):
    answer = admin.fetch(upload(admin, content))
    assert (answer.status_code, answer.content) == (200, content)


def test_the_slips_of_the_package_do_not_matter(admin):
    """Names and types of chunks are swapped, and the announced length is that of another text."""
    operations = json.dumps(
        {"variables": {"file": None, "contentLength": 17_974, "sign": False}, "query": UPLOAD}
    )
    body = (
        b'--q\r\nContent-Disposition: form-data; name="operations"\r\n\r\n'
        + operations.encode()
        + b'\r\n--q\r\nContent-Disposition: form-data; name="map"\r\n\r\n{"1": ["variables.file"]}'
        + b'\r\n--q\r\nContent-Disposition: form-data; name="1"; filename="application/json"\r\n'
        + b"Content-Type: json_import.json\r\n\r\n[]\r\n--q--\r\n"
    )
    answer = admin.http.post(
        "/graphql", content=body, headers={"content-type": "multipart/form-data; boundary=q"}
    )
    assert admin.fetch(answer.json()["data"]["uploadFile"]["url"]).content == b"[]"


def test_the_head_of_a_file_is_told_without_the_file(admin):
    answer = admin.fetch(upload(admin, b"hello"), "HEAD")
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, "5", b"")


def test_a_part_of_a_file_is_told(admin):
    answer = admin.fetch(upload(admin, b"0123456789"), range="bytes=2-4")
    assert (answer.status_code, answer.content) == (206, b"234")
    assert answer.headers["content-range"] == "bytes 2-4/10"


def test_a_range_behind_the_end_is_refused(admin):
    assert admin.fetch(upload(admin, b"0123"), range="bytes=4-").status_code == 416


def test_an_image_is_named_as_one(admin):
    assert admin.fetch(upload(admin, PNG)).headers["content-type"] == "image/png"


@pytest.mark.parametrize("content", [PAGE, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7"])
def test_what_could_run_is_saved_and_not_shown(admin, content):
    headers = admin.fetch(upload(admin, content, kind="text/html")).headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment")
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "change", [lambda url: url[:-1], lambda url: url + "A", lambda url: url.replace("uploads", "x")]
)
def test_a_changed_link_opens_nothing(admin, change):
    assert admin.fetch(change(upload(admin, b"hello"))).status_code == 404


def test_a_link_opens_files_for_reading_only(admin):
    assert admin.fetch(upload(admin, b"hello"), "DELETE").status_code == 405


def test_nobody_sends_a_file_without_a_key(installation, admin):
    files = {"1": ("a", b"x", "text/plain")}
    body = {"operations": json.dumps({"query": UPLOAD}), "map": "{}"}
    assert installation.client().post("/graphql", data=body, files=files).status_code == 401


def test_twenty_files_may_come_at_the_same_time(admin):
    contents = [hashlib.sha256(bytes([n])).digest() * 1_000 for n in range(20)]
    with ThreadPoolExecutor(20) as threads:
        urls = list(threads.map(lambda content: upload(admin, content), contents))
    assert [admin.fetch(url).content for url in urls] == contents


@pytest.mark.parametrize(
    "named",
    [
        "[]",
        "{",
        '{"1": "variables.file"}',
        '{"2": ["variables.file"]}',
        '{"1": ["variables.other.x"]}',
        '{"1": ["query"]}',
    ],
)
def test_a_map_that_fits_nothing_is_refused(admin, named):
    data = {"operations": json.dumps({"query": UPLOAD, "variables": {"file": None}}), "map": named}
    answer = admin.http.post("/graphql", data=data, files={"1": ("a", b"x" * 10_000, "text/plain")})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "MALFORMED_REQUEST"


def test_a_file_that_is_no_part_is_refused(admin):
    assert admin.error(UPLOAD, {"file": "variables.file", "contentLength": 1})[0] == "MALFORMED_REQUEST"


def test_a_form_that_ends_early_is_refused(admin):
    body = b'--q\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{}'
    answer = admin.http.post(
        "/graphql", content=body, headers={"content-type": "multipart/form-data; boundary=q"}
    )
    assert answer.status_code == 400


def test_several_files_at_once_are_kept_apart(admin):
    text = "mutation($a: Upload!, $b: Upload!){a: uploadFile(file: $a){url} b: uploadFile(file: $b){url}}"
    operations = json.dumps({"query": text, "variables": {"a": None, "b": None}})
    named = json.dumps({"0": ["variables.a"], "1": ["variables.b"]})
    files = {"0": ("a", b"first", "text/plain"), "1": ("b", b"second", "text/plain")}
    answer = admin.http.post("/graphql", data={"operations": operations, "map": named}, files=files).json()[
        "data"
    ]
    assert [admin.fetch(answer[name]["url"]).content for name in "ab"] == [b"first", b"second"]


@pytest.mark.parametrize("host", ["localhost:9000", "127.0.0.1:8600", "[::1]:7"])
def test_a_link_leads_where_the_client_has_reached_the_server(admin, host):
    operations = json.dumps({"query": UPLOAD, "variables": {"file": None, "contentLength": 1}})
    data = {"operations": operations, "map": '{"1": ["variables.file"]}'}
    answer = admin.http.post("/graphql", data=data, files={"1": ("a", b"x")}, headers={"host": host})
    assert answer.json()["data"]["uploadFile"]["url"].startswith(f"http://{host}/labelbox/files/uploads/")


def test_a_link_leads_to_the_public_address_where_there_is_one(tmp_path):
    installation = Installation(tmp_path / "data", public_url="https://postil.example/")
    url = upload(installation.labelbox(), b"x")
    installation.close()
    assert url.startswith("https://postil.example/labelbox/files/uploads/")


def test_a_file_over_the_limit_is_refused_in_words(tmp_path):
    installation = Installation(tmp_path / "data", max_upload_bytes=10_000)
    client = installation.labelbox()
    assert upload(client, b"x" * 5_000)
    answer = client.send(UPLOAD, {"contentLength": 1}, "1", b"x" * 20_000, "text/plain")
    installation.close()
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], "10,000 bytes" in error["message"]) == ("MALFORMED_REQUEST", True)
    assert list((tmp_path / "data" / "blobs" / "parts").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ('run "b"', "run %22b%22"),
        ("two\r\nlines", "two%0D%0Alines"),
        ("back\\slash", "back\\slash"),
        # As urllib3 1.26 wrote it.
        ("back\\slash\tand tab", "back\\\\slash%09and tab"),
        ("100%22", "100%22"),
        ("größe ☃", "größe ☃"),
    ],
)
def test_a_part_is_found_by_a_name_that_a_head_cannot_say(admin, name, sent):
    operations = {"variables": {"file": None, "contentLength": 1, "sign": False}, "query": UPLOAD}
    texts = {"operations": json.dumps(operations), "map": json.dumps({name: ["variables.file"]})}
    parts = [f'name="{key}"\r\n\r\n{text}' for key, text in texts.items()] + [f'name="{sent}"\r\n\r\nhello']
    body = "".join(f"--q\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--q--\r\n"
    answer = admin.http.post(
        "/graphql", content=body.encode(), headers={"content-type": "multipart/form-data; boundary=q"}
    )
    assert admin.fetch(answer.json()["data"]["uploadFile"]["url"]).content == b"hello"
