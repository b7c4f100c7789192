"""Layer diffs: what two sides say about one task, for a picture of where they disagree."""

from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.labels import EXAMPLE_BOX
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.facades.native.task_work import task_in_path
from postil.metrics.match import Verdict
from postil.model.annotation import Annotation

Layer = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class TaskDiffQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which sides to compare, and from which intersection over union two annotations are about the same."""

    left: Layer
    right: Layer
    matching: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.5


class DiffPair(msgspec.Struct, kw_only=True):
    """Two annotations by key: `left` is null for what only the right side has, and the other way round.

    `iou` is how much they cover each other, null where nothing is covered.
    """

    left: str | None
    right: str | None
    iou: float | None
    verdict: Verdict


class TaskDiff(msgspec.Struct, kw_only=True):
    """Both sides in pixels, what belongs together, and how often there is which verdict."""

    left: list[Annotation]
    right: list[Annotation]
    pairs: list[DiffPair]
    counts: dict[str, int]


def get_task_diff(call: Call[None, TaskDiffQuery]) -> TaskDiff:
    """Compare two layers."""
    asked = call.query
    found = call.services.layer_diffs.get(
        call.uid, task_in_path(call), call.user, asked.left, asked.right, matching=asked.matching
    )
    pairs = [
        DiffPair(left=one.left, right=one.right, iou=one.iou, verdict=one.verdict) for one in found.pairs
    ]
    return TaskDiff(left=found.left, right=found.right, pairs=pairs, counts=found.counts)


_KEY = EXAMPLE_BOX["key"]
_MOVED: dict[str, Any] = {**EXAMPLE_BOX, "geometry": {**EXAMPLE_BOX["geometry"], "left": 12}}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/tasks/{{task}}/diff",
        name="get_task_diff",
        summary="Compare what two sides say about a task",
        access=at_least("viewer", project_in_path),
        handler=get_task_diff,
        query=TaskDiffQuery,
        response=TaskDiff,
        description="A side is `draft`, which is yours, `offer:<bundle>`, `label:<id>`, or one version of a "
        "label: `label:<id>/<number>`. What was made from the other, or from the same pre-label, belongs "
        "together wherever it is now; of the rest the best cover goes first, within a feature before across "
        "features. `left` is the side that is measured by.",
        example=Example(
            response={
                "left": [EXAMPLE_BOX],
                "right": [_MOVED],
                "pairs": [{"left": _KEY, "right": _KEY, "iou": 0.6, "verdict": "changed"}],
                "counts": {"changed": 1},
            }
        ),
    ),
]
