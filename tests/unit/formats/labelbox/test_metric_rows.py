import pytest

from postil.formats.labelbox.metric_rows import METRIC
from tests.unit.formats.labelbox.roundtrip import codes, read_shape, written


def read(value, aggregation="ARITHMETIC_MEAN", **fields):
    return read_shape(name=None, metricValue=value, aggregation=aggregation, **fields)


def test_a_metric_travels_beside_the_annotations():
    entry = read(0.5, metricName="mine", featureName="car")
    assert (entry.issues, entry.annotations) == ([], [])
    assert entry.ext[METRIC] == {
        "metricValue": 0.5, "aggregation": "ARITHMETIC_MEAN", "metricName": "mine", "featureName": "car",
    }  # fmt: skip


def test_unknown_keys_of_a_metric_are_written_back():
    entry = read(0.5, foo={"a": 1}, dataRow={"globalKey": "gk-1", "bar": 2})
    assert codes(entry) == ["ROW009", "ROW009"]
    (row,) = written([entry])
    assert (row["foo"], row["dataRow"]) == ({"a": 1}, {"globalKey": "gk-1", "bar": 2})


@pytest.mark.parametrize(
    ("value", "fields", "code"),
    [
        (0.1, {"metricName": "IOU "}, "CNF002"),
        (0.1, {"metricName": "True Positive Count"}, "CNF002"),
        ("high", {}, "CNF006"),
        (True, {}, "CNF006"),
        ({"0.1": 1}, {}, "CNF003"),
        ({str(step / 20): 1 for step in range(16)}, {}, "CNF003"),
        ({"0.1": 1, "1.2": 1}, {}, "CNF003"),
        ({"0.1": 1, "nan": 1}, {}, "CNF003"),
        (0.1, {"aggregation": "MEDIAN"}, "CNF006"),
        (0.1, {"aggregation": None}, "CNF006"),
        ([1, -1, 0, 0], {"aggregation": "CONFUSION_MATRIX", "metricName": "m"}, "CNF004"),
        ([1, 1, 0], {"aggregation": "CONFUSION_MATRIX", "metricName": "m"}, "CNF004"),
        ([1, 1, 0, 10**10 + 1], {"aggregation": "CONFUSION_MATRIX", "metricName": "m"}, "CNF004"),
        ([1, 1, 0, 0], {"aggregation": "CONFUSION_MATRIX"}, "CNF006"),
    ],
)
def test_a_metric_that_breaks_a_rule_of_the_client_is_refused(value, fields, code):
    entry = read(value, **fields)
    assert codes(entry) == [code]
    assert entry.ext == {}


@pytest.mark.parametrize("value", [-1.0, 0, {str(step / 20): 1 for step in range(15)}])
def test_negative_and_many_values_are_legal(value):
    assert read(value, metricName="mine").issues == []


def test_a_metric_name_alone_is_no_row():
    assert "ROW007" in codes(read_shape(name=None, metricName="mine"))
