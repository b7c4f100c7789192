"""Forms are read however they are cut to pieces, and hostile ones end with an error."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import LimitError, UsageError
from postil.facades.labelbox.multipart import MOST_HEAD, MOST_PARTS, Form, boundary_of


def spelled(parts, boundary=b"xyz"):
    body = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, name, content)
        for name, content in parts
    )
    return body + b"--%s--\r\n" % boundary


def cut(body, size):
    return [body[at : at + size] for at in range(0, len(body), size)]


def read(pieces, folder):
    with Form(iter(pieces), b"xyz", folder) as form:
        return [(part.name.encode(), part.file.read(1 << 20) + part.file.read()) for part in form.parts()]


contents = st.binary(max_size=60).filter(lambda content: b"--xyz" not in content)


@given(
    parts=st.lists(
        st.tuples(st.from_regex(rb"[a-z.]{1,8}", fullmatch=True), contents), min_size=1, max_size=4
    ),
    size=st.integers(1, 40),
)
def test_parts_come_out_as_they_went_in_however_they_are_cut(tmp_path_factory, parts, size):
    assert read(cut(spelled(parts), size), tmp_path_factory.getbasetemp() / "spool") == parts


@given(body=st.binary(max_size=200), size=st.integers(1, 50))
def test_any_bytes_are_a_form_or_an_error_of_ours(tmp_path_factory, body, size):
    pieces = cut(b"--xyz" + body.replace(b"@", b"\r\n--xyz"), size)
    with suppress(UsageError, LimitError):
        read(pieces, tmp_path_factory.getbasetemp() / "spool")


def test_a_part_that_nobody_read_is_passed_over(tmp_path):
    body = spelled([(b"a", b"1" * 1_000), (b"b", b"2")])
    with Form(iter(cut(body, 7)), b"xyz", tmp_path) as form:
        names = [part.name for part in form.parts()]
    assert names == ["a", "b"]


def test_a_kept_part_outlives_the_next_one(tmp_path):
    body = spelled([(b"a", b"first"), (b"b", b"second")])
    with Form(iter([body]), b"xyz", tmp_path) as form:
        kept = [form.kept(part.file) for part in form.parts()]
        assert [file.read() for file in kept] == [b"first", b"second"]


def test_large_kept_parts_lie_in_the_folder_and_leave_nothing_behind(tmp_path):
    folder = tmp_path / "spool"
    with Form(iter([spelled([(b"a", b"x" * 1_000_000)])]), b"xyz", folder) as form:
        for part in form.parts():
            form.kept(part.file)
        assert folder.is_dir()
    assert list(folder.iterdir()) == []


def test_names_types_and_file_names_are_read_from_the_head(tmp_path):
    disposition = b'content-disposition: form-data; name="1"; filename="application/json"'
    head = b"--xyz\r\nContent-Type: json_import.json\r\n" + disposition
    with Form(iter([head + b"\r\n\r\nx\r\n--xyz--"]), b"xyz", tmp_path) as form:
        (part,) = [(one.name, one.filename, one.media_type) for one in form.parts()]
    assert part == ("1", "application/json", "json_import.json")


def test_a_part_without_a_head_has_no_name(tmp_path):
    assert read([b"--xyz\r\n\r\nbody\r\n--xyz--"], tmp_path) == [(b"", b"body")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--xyz",
        b"--xyz\r\n",
        b"--xyzz\r\n\r\n",
        b"junk--xyz--",
        b"--xyz\r\nContent: x\r\n\r\nnever ends",
    ],
)
def test_a_broken_form_is_refused(tmp_path, body):
    with pytest.raises(UsageError):
        read([body], tmp_path)


def test_a_head_without_an_end_is_refused(tmp_path):
    with pytest.raises(LimitError):
        read(cut(b"--xyz\r\n" + b"a" * (MOST_HEAD * 3), 1_000), tmp_path)


def test_very_many_parts_are_refused(tmp_path):
    with pytest.raises(LimitError):
        read([spelled([(b"a", b"")] * (MOST_PARTS + 1))], tmp_path)


@pytest.mark.parametrize(
    "header", ["multipart/form-data; boundary=ab-c", 'multipart/form-data; boundary="ab-c"; x=y']
)
def test_the_boundary_stands_in_the_header(header):
    assert boundary_of(header) == b"ab-c"


@pytest.mark.parametrize("header", ["multipart/form-data", "multipart/form-data; boundary=", ""])
def test_without_a_boundary_there_is_no_form(header):
    with pytest.raises(UsageError, match=re.escape("boundary")):
        boundary_of(header)
