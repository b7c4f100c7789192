"""CNF: confidences and metrics."""

from typing import Any

from postil.checks.catalogue.entry import Example, IssueCode, rows

_BOX = {"name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}}


def _metric(value: Any, aggregation: str = "ARITHMETIC_MEAN", name: str = "custom_iou") -> Example:
    return rows({"metricName": name, "metricValue": value, "aggregation": aggregation}, purpose="prediction")


_GOOD = _metric({"0.1": 0.1, "0.2": 0.5})

CODES = (
    IssueCode(
        code="CNF001", title="The confidence is not from 0 to 1",
        checks="That confidences and scores, of annotations, answers and whole predictions, are from 0 to 1.",
        why="Filters and metrics compare them. 87 is probably percent, but may also be a mistake.",
        fix="Divide percent by 100.",
        failing=rows(_BOX | {"confidence": 1.5}), passing=rows(_BOX | {"confidence": 1}),
    ),
    IssueCode(
        code="CNF002", title="The metric name is reserved",
        checks="That a metric does not take the name of one that is computed, whatever its case and spaces.",
        why="Two metrics of one name could not be told apart.",
        fix="Choose another name.",
        failing=_metric(0.5, name="IOU "), passing=_GOOD,
    ),
    IssueCode(
        code="CNF003", title="Values by confidence are wrong",
        checks="That a metric by confidence has 2 to 15 confidences, each from 0 to 1.",
        why="One value makes no curve; more than 15 cannot be shown.",
        fix="Choose 2 to 15 thresholds, or give one number without a confidence.",
        failing=_metric({"0.1": 1}), passing=_GOOD,
    ),
    IssueCode(
        code="CNF004", title="The confusion matrix is not four counts",
        checks="That a confusion matrix is four whole numbers from 0 to 1e10.",
        why="Counts are what can be added over data rows; rates cannot.",
        fix="Give [true positives, false positives, true negatives, false negatives].",
        failing=_metric([1, -1, 0, 0], "CONFUSION_MATRIX"), passing=_metric([1, 1, 2, 3], "CONFUSION_MATRIX"),
    ),
    IssueCode(
        code="CNF005", title="A confidence is not supported here", severity="warning",
        checks="That confidences come with predictions: not with imported ground truth, not with video "
               "objects.",
        why="A person's label is not half certain. The number is kept, and nothing reads it.",
        fix="Leave it out.",
        failing=rows(_BOX | {"confidence": 0.9}, purpose="ground_truth"),
        passing=rows(_BOX | {"confidence": 0.9}),
    ),
    IssueCode(
        code="CNF006", title="The metric or ranking is malformed",
        checks="That a metric has a name where it needs one, a known aggregation and numbers, and that "
               "ranks are 1, 2, 3 and so on.",
        why="It could not be put together over data rows.",
        fix="Correct the value at the pointer.",
        failing=_metric(0.5, "MEDIAN"), passing=_GOOD,
    ),
)  # fmt: skip
