"""Labels: finding them, their versions, what changed between two, going back to one, and benchmarks."""

from collections.abc import Callable, Sequence

import msgspec

from postil.errors import ChangedError, NotFoundError, UsageError
from postil.model.annotation import Annotation
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.labels import LabelFilter, LabelVersion, StoredLabel, VersionSummary
from postil.ports.store import Session, Store
from postil.services.instant import instant
from postil.services.labels.content import Speech, content_of, keyed, record, speak
from postil.services.labels.submissions import Submitted, move_on
from postil.services.labels.tasks import emails
from postil.services.projects.projects import found_project

NOBODY = 0
"""The store id of no user."""


class LabelView(msgspec.Struct):
    """A label with what it says; `emails` names people by store id, `head` is absent without a version."""

    label: StoredLabel
    project_uid: str
    row_uid: str
    global_key: str | None
    emails: dict[int, str]
    annotations: list[Annotation]
    head: LabelVersion | None = None


class Change(msgspec.Struct):
    """An annotation that differs between two versions: None where there is none of its key."""

    key: str
    before: Annotation | None
    after: Annotation | None


class Labels:
    """The labels of projects.

    Args:
        store: The database.
        clock: The time.
        follow: Called after a change of what readers see.
    """

    def __init__(self, store: Store, clock: Clock, follow: Callable[[], None] = lambda: None) -> None:
        self._store, self._clock, self._follow = store, clock, follow

    def get(self, uid: str) -> LabelView:
        """Return a label with what it says.

        Raises:
            NotFoundError: No such label.
        """
        with self._store.read() as session:
            label = label_of(session, uid)
            return _views(session, [label], has_content=True)[0]

    def find(self, uid: str) -> StoredLabel:
        """Return a label as it is stored.

        Raises:
            NotFoundError: No such label.
        """
        with self._store.read() as session:
            return label_of(session, uid)

    def list_labels(
        self,
        project_uid: str,
        *,
        author: str | None = None,
        is_benchmark: bool = False,
        is_skipped: bool = False,
        after_id: int = 0,
        limit: int = 100,
    ) -> tuple[list[LabelView], int | None]:
        """List labels without what they say, oldest first, and where the next page begins.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            asked = LabelFilter(
                author_id=_user_id(session, author), is_benchmark=is_benchmark, is_skipped=is_skipped
            )
            found, following = session.labels.list_labels(project.id, asked, after_id=after_id, limit=limit)
            return _views(session, found, has_content=False), following

    def versions(
        self, uid: str, *, before_no: int | None = None, limit: int = 100
    ) -> tuple[list[VersionSummary], dict[int, str]]:
        """List the versions of a label, newest first, and name their authors by store id."""
        with self._store.read() as session:
            label = label_of(session, uid)
            found = session.labels.list_versions(label.id, before_no=before_no, limit=limit)
            return found, emails(session, {one.author_id for one in found})

    def version(self, uid: str, no: int) -> tuple[LabelVersion, dict[int, str]]:
        """Return one version, and name its author by store id.

        Raises:
            NotFoundError: No such label or version.
        """
        with self._store.read() as session:
            found = _version(session, label_of(session, uid), no)
            return found, emails(session, {found.author_id})

    def diff(self, uid: str, before_no: int, after_no: int) -> list[Change]:
        """List what differs between two versions, by key: what went, what changed, what came.

        Raises:
            NotFoundError: No such label or version.
        """
        with self._store.read() as session:
            label = label_of(session, uid)
            before = keyed(_version(session, label, before_no).annotations)
            after = keyed(_version(session, label, after_no).annotations)
        keys = dict.fromkeys([*before, *after])
        changes = (Change(key, before.get(key), after.get(key)) for key in keys)
        return [one for one in changes if one.before != one.after]

    def restore(self, uid: str, no: int, actor: User, *, version: int) -> Submitted:
        """Add a version that says what an old one said; the task moves on as if it had been submitted.

        Raises:
            NotFoundError: No such label or version.
            ChangedError: The label has another version than `version`.
            UsageError: Version `no` is the newest already.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            label = label_of(session, uid)
            demand_head(label, version)
            if no == label.head_version:
                raise UsageError(f"version {no} is the newest already", hint="restore an older one")
            old = _version(session, label, no)
            speech = Speech(
                action="restore",
                annotations=old.annotations,
                rejections=old.rejections,
                is_skipped=old.is_skipped,
                reason=f"version {no} restored",
            )
            made = speak(session, label, speech, actor, at)
            task = session.projects.tasks_of(label.project_id, [label.data_row_id]).get(label.data_row_id)
            state = move_on(session, task, at) if task is not None else "done"
            done = Submitted(session.labels.by_id(label.id) or label, made, state)
        self._follow()
        return done

    def mark(self, uid: str, actor: User, *, is_benchmark: bool) -> LabelView:
        """Make a label the benchmark of its data row in the project, in the place of any other, or no longer.

        Imports leave the mark alone from then on.

        Raises:
            NotFoundError: No such label.
            UsageError: A skipped label is no benchmark.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            label = label_of(session, uid)
            if is_benchmark and label.is_skipped:
                raise UsageError("a skipped label says nothing to measure by", hint="submit something first")
            if label.is_benchmark is not is_benchmark:
                session.labels.mark_benchmark(label, is_benchmark, actor.id, at)
                record(session, label, "mark" if is_benchmark else "unmark", actor, at, {})
            return _views(session, [label_of(session, uid)], has_content=False)[0]


def label_of(session: Session, uid: str) -> StoredLabel:
    """Return a label that is visible, of a data row that is.

    Raises:
        NotFoundError: There is none.
    """
    label = session.labels.get(uid)
    # The label of a deleted data row is kept until the row is purged, for nobody to see.
    if label is None or not session.catalog.rows_by_id([label.data_row_id]):
        raise missing_label(uid)
    return label


def missing_label(uid: str) -> NotFoundError:
    """Say that there is no such label, also of one the caller may not know of."""
    return NotFoundError(f"no label {uid!r}", hint="list the labels of the project")


def demand_head(label: StoredLabel, version: int) -> None:
    """Return when a label has this version.

    Raises:
        ChangedError: It has another one.
    """
    if label.head_version != version:
        raise ChangedError(
            f"the label has version {label.head_version} by now",
            version=label.head_version,
            hint="get it again, and decide on what it says now",
        )


def _version(session: Session, label: StoredLabel, no: int) -> LabelVersion:
    found = session.labels.version(label.id, no)
    if found is None:
        raise NotFoundError(f"the label has no version {no}", hint="list its versions")
    return found


def _user_id(session: Session, email: str | None) -> int | None:
    if email is None:
        return None
    # Who asks may not know who else there is: nobody is told apart from somebody without labels here.
    user = session.access.user_by_email(email)
    return NOBODY if user is None else user.id


def _views(session: Session, labels: Sequence[StoredLabel], *, has_content: bool) -> list[LabelView]:
    rows = {row.id: row for row in session.catalog.rows_by_id([one.data_row_id for one in labels])}
    projects = {number: session.projects.uid_of(number) for number in {one.project_id for one in labels}}
    people = emails(session, {one.author_id for one in labels})
    return [
        LabelView(
            one,
            projects[one.project_id] or "",
            rows[one.data_row_id].uid,
            rows[one.data_row_id].global_key,
            people,
            content_of(session, one) if has_content else [],
            session.labels.version(one.id, one.head_version) if has_content else None,
        )
        for one in labels
        if one.data_row_id in rows
    ]
