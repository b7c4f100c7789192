import pytest

from tests.unit.formats.labelbox.roundtrip import codes, only_issue, read_row, read_shape, written

BOX = {"top": 1, "left": 2, "height": 3, "width": 4}
UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


@pytest.mark.parametrize(
    ("data_row", "code", "pointer"),
    [
        ({}, "ROW002", "/dataRow"),
        ({"id": "a", "globalKey": "b"}, "ROW002", "/dataRow"),
        ({"id": ""}, "ROW002", "/dataRow/id"),
        ({"globalKey": ""}, "ROW011", "/dataRow/globalKey"),
        ({"globalKey": "x" * 201}, "ROW011", "/dataRow/globalKey"),
        ({"globalKey": 5}, "ROW010", "/dataRow/globalKey"),
        ("gk-1", "ROW010", "/dataRow"),
    ],
)
def test_a_data_row_is_named_in_exactly_one_way(data_row, code, pointer):
    entry = read_row({"dataRow": data_row, "name": "a", "bbox": BOX})
    assert (only_issue(entry).code, only_issue(entry).where.pointer) == (code, pointer)
    assert entry.reference is None


@pytest.mark.parametrize("row", [{}, {"dataRow": None}])
def test_a_missing_data_row_is_an_error(row):
    assert codes(read_row(row | {"name": "a", "bbox": BOX})) == ["ROW001"]


def test_a_global_key_of_200_characters_is_accepted():
    assert read_row({"dataRow": {"globalKey": "ü" * 200}, "name": "a", "bbox": BOX}).issues == []


def test_an_id_is_a_reference_by_id():
    entry = read_shape(dataRow={"id": "ckrazctum0z8a0ybc0b0o0g0v"}, bbox=BOX)
    assert (entry.reference.by, entry.reference.value) == ("id", "ckrazctum0z8a0ybc0b0o0g0v")


@pytest.mark.parametrize(
    "spelled",
    [
        UUID,
        UUID.upper(),
        f"{{{UUID}}}",
        UUID.replace("-", ""),
        "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
        "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
    ],
)
def test_the_documented_spellings_of_a_uuid_are_one_key_and_each_is_echoed(spelled):
    entry = read_shape(uuid=spelled, bbox=BOX)
    assert (entry.annotations[0].key, entry.spelled_key) == (UUID, spelled)
    assert written([entry])[0]["uuid"] == spelled


@pytest.mark.parametrize("spelled", ["not-a-uuid", "", UUID[:-1], UUID + "0"])
def test_other_texts_are_no_uuid(spelled):
    entry = read_shape(uuid=spelled, bbox=BOX)
    assert (only_issue(entry).code, only_issue(entry).got) == ("ROW012", spelled)


def test_a_row_names_its_feature():
    assert codes(read_shape(name=None, bbox=BOX)) == ["ROW006"]
    assert read_shape(name=None, schemaId="ckrazcueb16og0z6609jj7y3y", bbox=BOX).issues == []


def test_name_and_schema_id_may_both_be_given():
    (annotation,) = read_shape(schemaId="ckrazcueb16og0z6609jj7y3y", bbox=BOX).annotations
    assert (annotation.feature, annotation.schema_id) == ("thing", "ckrazcueb16og0z6609jj7y3y")


def test_a_row_without_a_shape_is_an_error():
    assert codes(read_shape()) == ["ROW007"]


def test_a_row_with_two_shapes_names_both():
    issue = only_issue(read_shape(bbox=BOX, point={"x": 1, "y": 2}))
    assert (issue.code, issue.got) == ("ROW008", ["bbox", "point"])


def test_a_shape_of_the_wrong_type_is_not_reported_as_missing_too():
    assert codes(read_shape(polygon="round")) == ["ROW010"]


def test_a_row_can_fail_for_several_reasons_at_once():
    assert codes(read_row({"uuid": "x", "point": {"x": 1, "y": 1}})) == ["ROW001", "ROW012", "ROW006"]


@pytest.mark.parametrize("value", [True, False])
def test_the_benchmark_mark_belongs_to_the_entry(value):
    entry = read_shape(bbox=BOX, isBenchmarkReferenceLabel=value)
    assert entry.is_benchmark is value
    assert written([entry])[0]["isBenchmarkReferenceLabel"] is value


def test_classifications_absent_or_empty_mean_the_same_and_are_written_as_they_came():
    absent, empty = read_shape(bbox=BOX), read_shape(bbox=BOX, classifications=[])
    assert absent.annotations[0].classifications == empty.annotations[0].classifications == []
    assert "classifications" not in written([absent])[0]
    assert written([empty])[0]["classifications"] == []


def test_a_classification_row_may_carry_empty_classifications():
    entry = read_shape(answer={"name": "a"}, classifications=[])
    assert entry.issues == []
    assert written([entry])[0]["classifications"] == []


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"bbox": BOX, "frames": [{"start": 1, "end": 2}]}, "/frames"),
        ({"answer": "x", "unit": "POINTS"}, "/unit"),
        ({"point": {"x": 1, "y": 2}, "aggregation": "SUM"}, "/aggregation"),
    ],
)
def test_keys_of_rows_of_another_shape_are_kept_with_a_warning(fields, pointer):
    entry = read_shape(**fields)
    assert (only_issue(entry).code, only_issue(entry).where.pointer) == ("ROW009", pointer)
    assert written([entry]) == [{"dataRow": {"globalKey": "gk-1"}, "name": "thing"} | fields]
