"""Content: which label of a data row people work on, what it says, and the one place where people speak."""

import hashlib
from collections.abc import Sequence

import msgspec

from postil.errors import StoreError
from postil.model.annotation import Annotation
from postil.model.decision import Rejection
from postil.model.wire import encode_annotations
from postil.ports.access import User
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.projects import Task
from postil.ports.store import Activity, Session


class Speech(msgspec.Struct, kw_only=True):
    """What a person makes of a label, and why. `lead_time` is in microseconds.

    `action` is what the activity entry is called: `submit`, `skip` or `restore`.
    """

    action: str
    annotations: list[Annotation]
    rejections: list[Rejection] = []
    is_skipped: bool = False
    lead_time: int = 0
    reason: str = ""


def leading_label(session: Session, task: Task) -> StoredLabel | None:
    """Return the label that is worked on: a person's before an imported one, the newest before older ones."""
    _stand_for_truth(session, task)
    return shown_label(session, task)


def shown_label(session: Session, task: Task) -> StoredLabel | None:
    """Return the same label, as far as imports are followed to their end."""
    labels = session.labels.of_rows(task.project_id, [task.data_row_id])
    return max(labels, key=lambda one: (one.head_version > 0, one.updated_at, one.id), default=None)


def _stand_for_truth(session: Session, task: Task) -> None:
    """Make the labels of imports that are visible and not followed to their end yet."""
    row_ids = [task.data_row_id]
    if session.labels.versioned_rows(task.project_id, row_ids):
        return
    truths = {one.id: one for one in session.bundles.sets_of(task.project_id) if one.kind == "ground_truth"}
    for set_id in {one.set_id for one in session.bundles.bundles(list(truths), row_ids)}:
        author, at = truths[set_id].author_id, task.updated_at
        session.labels.ensure_imported(task.project_id, set_id, author, row_ids, at)


def own_label(session: Session, task: Task, actor: User, at: int) -> StoredLabel:
    """Return the label of a person on a data row, made when there is none."""
    own = session.bundles.ensure_set("ground_truth", project_id=task.project_id, author_id=actor.id)
    session.labels.ensure_imported(task.project_id, own.id, actor.id, [task.data_row_id], at)
    label = session.labels.of_set(own.id, task.data_row_id)
    if label is None:
        raise StoreError(f"the label of set {own.id} on data row {task.data_row_id} was not kept")
    return label


def content_of(session: Session, label: StoredLabel | None) -> list[Annotation]:
    """Return what a label says: its newest version, or else what the imports say that it stands for."""
    if label is None or label.is_skipped:
        return []
    if label.head_version:
        version = session.labels.version(label.id, label.head_version)
        return version.annotations if version is not None else []
    values = session.bundles.fold(label.set_id or 0, [label.data_row_id])
    return values.get((label.data_row_id, 0), [])


def rejections_of(session: Session, label: StoredLabel | None) -> list[Rejection]:
    """Return what people decided against of what was offered, up to the newest version of a label."""
    if label is None or label.is_skipped or not label.head_version:
        return []
    version = session.labels.version(label.id, label.head_version)
    return version.rejections if version is not None else []


def foundation_of(session: Session, label: StoredLabel | None) -> str:
    """Tell the state of a label: equal as long as it says the same."""
    if label is None:
        return ""
    if label.head_version:
        return f"{label.id}/{label.head_version}"
    spelled = encode_annotations(sorted(content_of(session, label), key=lambda one: one.key))
    return f"{label.id}/{hashlib.sha256(spelled).hexdigest()[:32]}"


def speak(session: Session, label: StoredLabel, speech: Speech, actor: User, at: int) -> LabelVersion:
    """Add a person's version to a label; whoever wants to know of it finds the activity entry.

    Every version a person makes is made here, in the transaction that also moves the task. The entry has the
    label as its object, and the data row, the version, the seconds of work and the reason as its detail. A
    benchmark that is skipped is none any more.

    Raises:
        ConflictError: Somebody else has added a version meanwhile.
    """
    project = session.projects.by_id(label.project_id)
    ontology = session.ontologies.by_id(project.ontology_id or 0) if project is not None else None
    version = LabelVersion(
        label_id=label.id,
        no=label.head_version + 1,
        annotations=speech.annotations,
        rejections=speech.rejections,
        author_id=actor.id,
        ontology_id=ontology.id if ontology is not None else None,
        ontology_version=ontology.version if ontology is not None else None,
        is_skipped=speech.is_skipped,
        lead_time=speech.lead_time,
        created_at=at,
        reason=speech.reason,
    )
    session.labels.append_version(version)
    session.projections.dirty([label.data_row_id])
    detail = _detail(session, label, version)
    record(session, label, speech.action, actor, at, detail)
    if speech.is_skipped and label.is_benchmark:
        # What says nothing is nothing to measure by.
        session.labels.mark_benchmark(label, False, actor.id, at)
        record(session, label, "unmark", actor, at, {})
    return version


def _detail(session: Session, label: StoredLabel, version: LabelVersion) -> dict[str, object]:
    return {
        "version": version.no,
        "annotations": len(version.annotations),
        "lead_time_s": seconds(version.lead_time),
        "reason": version.reason,
    }


def record(
    session: Session, label: StoredLabel, action: str, actor: User, at: int, detail: dict[str, object]
) -> None:
    """Add an activity entry about a label, which names its project and data row."""
    rows = session.catalog.rows_by_id([label.data_row_id])
    known: dict[str, object] = {
        "project": session.projects.uid_of(label.project_id),
        "data_row": rows[0].uid if rows else None,
        **detail,
    }
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action=action,
            object_kind="label",
            object_uid=label.uid,
            project_id=label.project_id,
            detail=known,
        )
    )


def seconds(lead_time: int) -> float:
    """Return microseconds of work as seconds."""
    return lead_time / 1_000_000


def keyed(annotations: Sequence[Annotation]) -> dict[str, Annotation]:
    """Return annotations by key."""
    return {one.key: one for one in annotations}
