"""What people made of what they were offered, counted."""

import pytest

from postil.model.annotation import Annotation, Origin
from postil.model.decision import count_decisions

TAKEN = Annotation("a", origin=Origin(1, 2, "a"))
CHANGED = Annotation("b", origin=Origin(1, 2, "b", offered={"key": "b"}))
DRAWN = Annotation("c")


@pytest.mark.parametrize(
    ("said", "rejected", "expected"),
    [
        ([], 0, (0, 0, 0, 0)),
        ([TAKEN], 0, (1, 0, 0, 0)),
        ([CHANGED], 0, (0, 1, 0, 0)),
        ([DRAWN], 0, (0, 0, 0, 1)),
        ([TAKEN, TAKEN, CHANGED, DRAWN], 3, (2, 1, 3, 1)),
    ],
)
def test_every_annotation_and_every_rejection_counts_once(said, rejected, expected):
    found = count_decisions(said, range(rejected))
    assert tuple(found[name] for name in ("accepted", "corrected", "rejected", "added")) == expected
