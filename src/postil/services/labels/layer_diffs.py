"""Layer diffs: what two sides say about one task, annotation by annotation.

A side is named as an editor names its layers: `draft` is what one has open, `offer:7` the pre-labels of a
bundle, `label:<id>` the newest version of a label and `label:<id>/2` its second.
"""

from collections import Counter

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.metrics.match import MATCHING, Pair, match
from postil.model.annotation import Annotation
from postil.model.pixels import in_pixels
from postil.ports.access import User
from postil.ports.labels import StoredLabel
from postil.ports.projects import Task
from postil.ports.store import Session, Store
from postil.services.labels.content import content_of
from postil.services.labels.judge import Judge
from postil.services.labels.offers import offers_on
from postil.services.labels.tasks import task_of


class LayerDiff(msgspec.Struct, kw_only=True):
    """Both sides in pixels, which annotations belong together, and how often there is which verdict."""

    left: list[Annotation]
    right: list[Annotation]
    pairs: list[Pair]
    counts: dict[str, int]


class LayerDiffs:
    """Compares the layers of tasks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(
        self,
        project_uid: str,
        task_id: int,
        actor: User,
        left: str,
        right: str,
        *,
        matching: float = MATCHING,
    ) -> LayerDiff:
        """Compare two layers.

        Args:
            project_uid: The project.
            task_id: One of its tasks.
            actor: Whose draft `draft` is.
            left: The side that is measured by.
            right: The side that is compared with it.
            matching: The intersection over union from which two annotations are about the same thing.

        Raises:
            NotFoundError: No such task or layer.
            UsageError: A layer is named in no known way.
        """
        with self._store.read() as session:
            task = task_of(session, project_uid, task_id)
            judge = Judge(session, task)
            sides = [
                [in_pixels(one, judge.size_of(one)) for one in _said(session, task, actor, name)]
                for name in (left, right)
            ]
        pairs = match(*sides, matching=matching)
        counts = dict(Counter[str](one.verdict for one in pairs))
        return LayerDiff(left=sides[0], right=sides[1], pairs=pairs, counts=counts)


def _said(session: Session, task: Task, actor: User, name: str) -> list[Annotation]:
    kind, _, rest = name.partition(":")
    if kind == "draft":
        draft = session.drafts.of_task(task.id, actor.id)
        if draft is None:
            raise NotFoundError("you have no draft of this task", hint="open the task")
        return draft.annotations
    if kind == "offer":
        for offer in offers_on(session, task):
            if str(offer.bundle_id) == rest:
                return offer.annotations
        raise NotFoundError(
            f"no pre-labels {name!r} on this task", hint="open the task to see what is offered"
        )
    if kind == "label":
        uid, _, no = rest.partition("/")
        return _label_said(session, task, uid, no)
    raise UsageError(f"{name!r} is no layer", hint="name `draft`, `offer:<bundle>` or `label:<id>`")


def _label_said(session: Session, task: Task, uid: str, no: str) -> list[Annotation]:
    label: StoredLabel | None = session.labels.get(uid)
    if label is None or (label.project_id, label.data_row_id) != (task.project_id, task.data_row_id):
        raise NotFoundError(f"no label {uid!r} on this task", hint="list the labels of the task")
    if not no:
        return content_of(session, label)
    is_number = no.isascii() and no.isdigit() and len(no) <= 9
    version = session.labels.version(label.id, int(no)) if is_number else None
    if version is None:
        raise NotFoundError(f"the label has no version {no!r}", hint="list its versions")
    return version.annotations
