import io
import json

from hypothesis import given
from hypothesis import strategies as st

from postil.errors import NotFoundError
from postil.formats.format import Written
from postil.formats.postil.rows import POSTIL
from postil.model.annotation import Annotation
from postil.model.data_row import Asset, DataRow, DataRowReference
from postil.model.geometry import Box, Mask, MaskSource
from postil.model.issue import Loss
from postil.model.label import Bundle
from postil.testing.strategies.annotations import bundles
from postil.testing.strategies.data_rows import data_rows

LINE = {
    "postil": 1,
    "data_row": {"assets": [{"url": "https://example.com/a.png"}], "global_key": "a"},
    "bundles": [{"annotations": [{"key": "k", "geometry": {"type": "point", "x": 1, "y": 2.0}}]}],
}


def nothing_kept(sha256):
    raise NotFoundError(f"no {sha256}")


def written_lines(rows, content_of=nothing_kept):
    return b"".join(POSTIL.write(rows, content_of, lambda loss: None))


def entries_of(content):
    return [entry for block in POSTIL.split(io.BytesIO(content)) for entry in POSTIL.read(block)]


def entry_of(line):
    (entry,) = entries_of(json.dumps(line).encode())
    return entry


def codes(entry):
    return [(issue.code, issue.where.pointer, issue.severity) for issue in entry.issues]


@given(data_rows(), st.lists(bundles(), max_size=2), st.none() | st.just("some-id"))
def test_what_is_written_reads_back_equal(data_row, bundles, row_id):
    content = written_lines([Written(data_row, bundles, row_id=row_id)])
    (entry,) = entries_of(content)
    assert entry.issues == []
    assert (entry.data_row, entry.bundles) == (data_row, bundles)
    assert written_lines([Written(entry.data_row, entry.bundles, row_id=row_id)]) == content


def test_a_line_holds_the_structs_under_their_own_names():
    annotation = Annotation("k", "car", geometry=Box(1, 2.0, 3, 4))
    row = DataRow([Asset(url="https://example.com/a.png")], "a")
    content = written_lines([Written(row, [Bundle([annotation])], row_id="r")])
    assert json.loads(content) == {
        "postil": 1,
        "data_row": {"assets": [{"url": "https://example.com/a.png"}], "global_key": "a", "id": "r"},
        "bundles": [
            {
                "annotations": [
                    {
                        "key": "k",
                        "feature": "car",
                        "geometry": {"type": "box", "left": 1, "top": 2.0, "width": 3, "height": 4},
                    }
                ]
            }
        ],
    }


def test_a_row_is_named_by_its_global_key_before_its_id():
    named = {"assets": [], "global_key": "a", "id": "r"}
    assert entry_of(LINE | {"data_row": named}).reference == DataRowReference("global_key", "a")


def test_a_row_without_a_global_key_is_named_by_its_id():
    assert entry_of(LINE | {"data_row": {"assets": [], "id": "r"}}).reference == DataRowReference("id", "r")


def test_a_row_with_neither_is_named_by_its_content():
    first, second = (entry_of(LINE | {"data_row": {"assets": [], "external_id": name}}) for name in "ab")
    assert first.reference.by == second.reference.by == "content"
    assert first.reference.value != second.reference.value


def test_mask_bytes_travel_inside_the_line():
    # SHA-256 of the three bytes "abc", FIPS 180-2 appendix B.1.
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    mask = Annotation("k", "car", geometry=Mask(source=MaskSource("png", sha256)))
    content = written_lines([Written(DataRow([]), [Bundle([mask])])], {sha256: b"abc"}.__getitem__)
    assert json.loads(content)["contents"] == {sha256: "YWJj"}
    assert entries_of(content)[0].contents == {sha256: b"abc"}


def test_bytes_the_store_has_lost_are_reported_as_a_loss():
    mask = Annotation("k", "car", geometry=Mask(source=MaskSource("png", "0" * 64)))
    losses: list[Loss] = []
    content = b"".join(POSTIL.write([Written(DataRow([]), [Bundle([mask])])], nothing_kept, losses.append))
    assert [loss.code for loss in losses] == ["LOS002"]
    assert entries_of(content)[0].bundles == [Bundle([mask])]


def test_content_of_another_hash_is_refused():
    assert codes(entry_of(LINE | {"contents": {"0" * 64: "YWJj"}})) == [
        ("MSK010", "/contents/" + "0" * 64, "error")
    ]


def test_a_wrong_type_is_named_with_its_place():
    broken = json.loads(json.dumps(LINE))
    broken["bundles"][0]["annotations"][0]["geometry"]["x"] = "1"
    entry = entry_of(broken)
    assert codes(entry) == [("ROW010", "/bundles/0/annotations/0/geometry/x", "error")]
    assert (entry.bundles, entry.data_row) == ([], None)


def test_an_unknown_shape_is_refused():
    broken = LINE | {"bundles": [{"annotations": [{"geometry": {"type": "blob"}}]}]}
    assert [code for code, _, _ in codes(entry_of(broken))] == ["ROW010"]


def test_an_unknown_key_is_reported_because_it_is_not_kept():
    line = json.loads(json.dumps(LINE))
    line["bundles"][0]["annotations"][0]["colour"] = "red"
    assert codes(entry_of(line)) == [("ROW009", "/bundles/0/annotations/0/colour", "warning")]


def test_a_default_that_is_spelled_out_is_no_problem():
    line = json.loads(json.dumps(LINE))
    line["bundles"][0]["annotations"][0] |= {"readonly": False, "labels": [], "kind": "object"}
    assert entry_of(line).issues == []


def test_a_line_of_a_later_version_is_refused():
    assert codes(entry_of(LINE | {"postil": 2})) == [("SRC010", "/postil", "error")]


def test_a_key_given_twice_is_refused():
    (entry,) = entries_of(b'{"postil":1,"data_row":{"assets":[],"assets":[]},"bundles":[]}')
    assert codes(entry) == [("SRC005", "/data_row/assets", "error")]


def test_blank_lines_make_no_entry_but_count():
    line = json.dumps(LINE).encode()
    assert [entry.line for entry in entries_of(line + b"\n\n" + line)] == [1, 3]


def test_a_file_is_recognised_by_how_its_lines_begin():
    assert POSTIL.sniff(b'{"postil":1,"data_row"') == 1.0
    assert POSTIL.sniff(b'{"uuid": "a"}') == 0.0
