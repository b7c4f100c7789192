import pytest

from tests.unit.formats.labelbox.roundtrip import codes, only_issue, read_row, read_shape, written

BOX = {"top": 1, "left": 2, "height": 3, "width": 4}


@pytest.mark.parametrize(
    ("fields", "pointer", "message"),
    [
        ({"bbox": BOX | {"left": "2"}}, "/bbox/left", "left is '2', must be a number"),
        ({"bbox": BOX | {"width": True}}, "/bbox/width", "width is True, must be a number"),
        ({"bbox": {"top": 1, "left": 2, "height": 3}}, "/bbox/width", "width is missing"),
        ({"bbox": [1, 2, 3, 4]}, "/bbox", "bbox is [1, 2, 3, 4], must be an object"),
        ({"polygon": [{"x": 1, "y": 2}, {"x": 1}]}, "/polygon/1/y", "y is missing"),
        ({"line": {"x": 1}}, "/line", "line is {'x': 1}, must be a list"),
        ({"bbox": BOX, "confidence": "high"}, "/confidence", "confidence is 'high', must be a number"),
        ({"bbox": BOX, "page": 1.5}, "/page", "page is 1.5, must be a whole number"),
        ({"bbox": BOX, "name": 7}, "/name", "name is 7, must be text"),
        (
            {"bbox": BOX, "isBenchmarkReferenceLabel": "yes"},
            "/isBenchmarkReferenceLabel",
            "isBenchmarkReferenceLabel is 'yes', must be true or false",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_located_and_quoted(fields, pointer, message):
    issue = only_issue(read_shape(**fields))
    assert (issue.code, issue.where.pointer, issue.message) == ("ROW010", pointer, message)


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"answer": 5}, "CLS003", "/answer"),
        ({"answer": True}, "CLS003", "/answer"),
        ({"answer": ["a"]}, "CLS003", "/answer/0"),
        ({"answer": [{"name": "a"}, None]}, "CLS003", "/answer/1"),
        ({"answer": {"name": "a"}, "frames": [{"start": 1.5, "end": 2}]}, "VID010", "/frames/0/start"),
        ({"segments": [{"keyframes": [{"frame": 1.5}]}]}, "VID010", "/segments/0/keyframes/0/frame"),
        ({"mask": {"instanceURI": "https://e.test/", "colorRGB": [1, 2, "3"]}}, "MSK007", "/mask/colorRGB/2"),
        ({"mask": {"size": [1, 1], "counts": "01"}}, "MSK005", "/mask/counts"),
        ({"bbox": BOX, "uuid": 12}, "ROW012", "/uuid"),
        ({"relationship": {"source": "a", "target": "b", "type": 1}}, "REL003", "/relationship/type"),
    ],
)  # fmt: skip
def test_wrong_types_get_the_code_of_their_place(fields, code, pointer):
    issue = only_issue(read_shape(**fields))
    assert (issue.code, issue.where.pointer) == (code, pointer)


def test_every_wrong_field_is_reported_not_only_the_first():
    entry = read_shape(bbox=5, confidence="x", name=1)
    assert sorted(issue.where.pointer for issue in entry.issues) == ["/bbox", "/confidence", "/name"]


def test_issues_say_which_line_data_row_and_annotation():
    uuid = "6b4cb242-4a23-4596-a217-beaddbc496cb"
    where = only_issue(read_shape(bbox=5, uuid=uuid)).where
    assert (where.line, where.data_row, where.annotation) == (1, "gk-1", uuid)


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"bbox": BOX, "foo": [1]}, "/foo"),
        ({"bbox": BOX | {"rotation": 3}}, "/bbox/rotation"),
        ({"bbox": BOX | {"unit": "px"}}, "/bbox/unit"),
        ({"bbox": BOX | {"type": "polygon"}}, "/bbox/type"),
        ({"bbox": BOX, "dataRow": {"globalKey": "gk-1", "x/y": 1}}, "/dataRow/x~1y"),
        ({"answer": {"name": "a", "score": 1}}, "/answer/score"),
        ({"polygon": [{"x": 1, "y": 2, "z": 3}]}, "/polygon/0/z"),
    ],
)
def test_an_unknown_key_is_a_warning_and_is_written_back(fields, pointer):
    entry = read_shape(**fields)
    issue = only_issue(entry)
    assert (issue.code, issue.severity, issue.where.pointer) == ("ROW009", "warning", pointer)
    assert written([entry]) == [{"dataRow": {"globalKey": "gk-1"}, "name": "thing"} | fields]


@pytest.mark.parametrize(
    "fields",
    [
        {"bbox": BOX, "confidence": None},
        {"bbox": BOX, "customMetrics": []},
        {"answer": {"name": "a", "classifications": [], "frames": []}},
        {"answer": "x", "uuid": None},
    ],
)
def test_null_and_empty_count_as_absent_and_are_written_back(fields):
    row = {"dataRow": {"globalKey": "gk-1"}, "name": "thing"} | fields
    entry = read_row(row)
    assert entry.issues == []
    assert written([entry]) == [row]


def test_a_row_with_hundreds_of_problems_reports_the_first_twenty_of_each_severity():
    entry = read_shape(bbox=BOX, **{f"key{number}": 1 for number in range(300)})
    assert codes(entry) == ["ROW009"] * 20
    assert len(entry.annotations) == 1


def test_an_error_after_many_warnings_still_fails_the_row():
    entry = read_shape(bbox=5, **{f"key{number}": 1 for number in range(300)})
    assert codes(entry).count("ROW010") == 1
    assert entry.annotations == []
