import numpy as np
import pytest

from postil.errors import AnnotationError
from postil.types import ScalarMetric
from tests.unit.types.make import loose, rows


def test_confidences_are_written_as_text():
    (row,) = rows(ScalarMetric(metric_name="ratio", value={0.1: 0.5, np.float64(0.25): 1}))
    assert row["metricValue"] == {"0.1": 0.5, "0.25": 1}


def test_counts_of_numpy_are_counts():
    (row,) = rows(loose.ConfusionMatrixMetric(metric_name="m", value=np.array([1, 2, 3, 4])))
    assert row["metricValue"] == [1, 2, 3, 4]


def test_a_value_of_zero_is_kept():
    (row,) = rows(ScalarMetric(metric_name="ratio", value=0))
    assert row["metricValue"] == 0


def test_an_aggregation_may_be_given_by_its_name():
    (row,) = rows(ScalarMetric(metric_name="ratio", value=1, aggregation="SUM"))
    assert row["aggregation"] == "SUM"


def test_an_unknown_aggregation_is_refused():
    with pytest.raises(AnnotationError) as caught:
        ScalarMetric(metric_name="ratio", value=1, aggregation="MEDIAN")
    assert (caught.value.code, caught.value.path) == ("CNF006", "/aggregation")


def test_metrics_are_equal_by_their_fields():
    assert ScalarMetric(metric_name="a", value=1) == ScalarMetric(metric_name="a", value=1.0)
    assert ScalarMetric(metric_name="a", value=1) != ScalarMetric(metric_name="b", value=1)
