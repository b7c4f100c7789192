"""What SQLite does for each statement of the store: it looks up, and never reads a large table through."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postil.model.issue import Issue
from postil.ports.catalog import Attachment, MediaFinding
from postil.ports.drafts import Draft
from postil.ports.jobs import Advance, Counts, Failure, IssueGroup, Job
from postil.ports.labels import LabelFilter, LabelOrder, LabelVersion, StoredLabel
from postil.ports.models import TakenLabel
from postil.ports.projections import Occurrence
from postil.ports.projects import Batch
from postil.ports.store import Session
from postil.stores.sql.session import SqlSession
from postil.stores.sql.sqlite import SqliteStore
from postil.stores.sql.sqlite_hot import SqliteHotStatements
from postil.testing.store_models import make_run
from postil.testing.world import LEASE, NOW, OWNER, World, image_row, populate, segment

# Tables that grow with the work done. The others hold what people typed.
LARGE = {
    "activity",
    "asset",
    "attachment",
    "bundle",
    "comment",
    "data_row",
    "draft",
    "idempotency_key",
    "job_change",
    "job_failure",
    "job_usage",
    "label",
    "label_version",
    "metadata_value",
    "model_run_row",
    "occurrence",
    "operation",
    "segment",
    "shared_row",
    "task",
    "upload_part",
    "task_summary",
    "webhook_delivery",
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    store = SqliteStore(tmp_path / "postil.db")
    yield populate(store)
    store.close()


@pytest.fixture
def job(world: World) -> Job:
    return world.start_job()


def driver(session: Session) -> sqlite3.Connection:
    """Return what the session talks to: only the driver's connection can be listened at."""
    assert isinstance(session, SqlSession)
    found = session.bundles._hot  # noqa: SLF001
    assert isinstance(found, SqliteHotStatements)
    return found._connection  # noqa: SLF001


def _field(session: Session) -> int:
    fields = session.catalog.metadata_fields()
    return fields[0].id if fields else session.catalog.create_metadata_field("field", "string", []).id


def plans(world: World, act: Callable[[Session], object]) -> dict[str, list[str]]:
    """Return the plan of every statement `act` runs, as SQLite words it."""
    statements: list[str] = []
    with world.write() as session:
        connection = driver(session)
        connection.set_trace_callback(statements.append)
        found = act(session)
        if isinstance(found, Iterator):
            list(found)
        connection.set_trace_callback(None)
        # A comment in the trace is a statement that a foreign key runs by itself.
        written = [text for text in statements if not text.startswith("--")]
        return {
            text: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")] for text in written
        }


def scanned(plan: list[str]) -> set[str]:
    """Return the large tables a plan reads through."""
    found = (re.match(r"SCAN (\w+)", step) for step in plan)
    return {match[1] for match in found if match} & LARGE


def step(job: Job) -> Advance:
    return Advance(
        job_id=job.id,
        fence=job.fence,
        expected_offset=0,
        offset=9,
        line=2,
        chunk=1,
        counts=Counts(read=1),
        progress={},
        lease_until=NOW + LEASE,
    )


def fold_two(session: Session, world: World, job: Job) -> None:
    """Read a bundle whose lower layer is come back for."""
    other = session.jobs.lease(session.jobs.create(world.new_job()).id, OWNER, NOW, NOW + LEASE)
    assert other is not None
    for one, keys in ((job, "abcdef"), (other, "ghijkl")):
        layer = segment(world.rows[0], dict.fromkeys(keys, "car"))
        session.bundles.write_segments(world.set_id, one.id, 0, [layer])
        session.jobs.publish(one.id, one.fence, NOW)
    values = session.bundles.fold(world.set_id, world.rows)
    assert {one.key for one in values[world.rows[0], 0]} >= set("abcdefghijkl")


def somebody(session: Session, world: World) -> int:
    """Return a user with a role in the project and a dataset of their own."""
    user = session.access.create_user("ada@example.com", "", False, NOW)
    session.access.set_role(world.project_id, user.id, "viewer")
    session.catalog.create_dataset("own", "", user.id, NOW)
    return user.id


def a_run(session: Session) -> int:
    """Return a run without anything in it."""
    return make_run(session).id


Act = Callable[[Session, World, Job], object]

ACTS: dict[str, Act] = {
    "rows into a run": lambda s, w, j: s.models.add_rows(a_run(s), w.rows),
    "rows out of a run": lambda s, w, j: s.models.delete_rows(a_run(s), w.rows),
    "set_splits": lambda s, w, j: s.models.set_splits(a_run(s), dict.fromkeys(w.rows)),
    "take_labels": lambda s, w, j: s.models.take_labels(
        a_run(s), [TakenLabel(data_row_id=row, label_id=1, version=1) for row in w.rows]
    ),
    "run_rows": lambda s, w, j: s.models.run_rows(a_run(s), after_row=1, limit=9),
    "rows_of": lambda s, w, j: s.models.rows_of(a_run(s), w.rows),
    "kept_labels": lambda s, w, j: s.models.kept_labels(a_run(s), w.rows),
    "count_rows": lambda s, w, j: s.models.count_rows(a_run(s)),
    "jobs of a run": lambda s, w, j: s.jobs.list_jobs(
        project_id=None, before_id=9, limit=9, model_run_id=a_run(s)
    ),
    "write_segments": lambda s, w, j: s.bundles.write_segments(
        w.set_id, j.id, 0, [segment(row, {"a": "car"}) for row in w.rows]
    ),
    "fold": lambda s, w, j: s.bundles.fold(w.set_id, w.rows),
    "fold of layers that follow each other": fold_two,
    "digests": lambda s, w, j: (
        s.jobs.publish(j.id, j.fence, NOW),
        s.bundles.digests(w.set_id, w.rows),
    ),
    "digests as of a change": lambda s, w, j: (
        s.jobs.publish(j.id, j.fence, NOW),
        s.jobs.set_undone(j.id, is_undone=True, by=None, at=NOW),
        s.bundles.digests(w.set_id, w.rows, as_of=s.jobs.newest_change() - 1),
    ),
    "fold as of a change": lambda s, w, j: s.bundles.fold(w.set_id, w.rows, as_of=7),
    "has_other_format": lambda s, w, j: s.jobs.has_other_format(w.set_id, "labelbox"),
    "commit": lambda s, w, j: s.jobs.commit(j.id),
    "diff": lambda s, w, j: s.jobs.diff(j.id),
    "origins": lambda s, w, j: s.bundles.origins(w.set_id, w.rows, as_of=7),
    "segments_of_rows": lambda s, w, j: s.bundles.segments_of_rows(j.id, w.rows),
    "rows_of_job": lambda s, w, j: s.bundles.rows_of_job(j.id, after_row=1, limit=9),
    "newest_change": lambda s, w, j: s.jobs.newest_change(),
    "resettle": lambda s, w, j: s.jobs.resettle(j.id, j.fence, 7, 1),
    "changes": lambda s, w, j: s.jobs.changes(set_id=w.set_id, after_no=7),
    "changes_of": lambda s, w, j: s.jobs.changes_of(j.id),
    "bundles": lambda s, w, j: s.bundles.bundles([w.set_id], w.rows),
    "bundles_with_layers": lambda s, w, j: s.bundles.bundles_with_layers(w.set_id, w.rows),
    "ensure_set": lambda s, w, j: s.bundles.ensure_set("pre_label", project_id=w.project_id),
    "unsettled_rows": lambda s, w, j: s.bundles.unsettled_rows(j.id, after_row=1, limit=9),
    "rows_touched": lambda s, w, j: s.bundles.rows_touched(
        j.id, w.set_id, after_no=1, upto_no=9, after_row=1, limit=9
    ),
    "layered": lambda s, w, j: s.bundles.layered(j.id, w.rows, below_chunk=1),
    "drop_segments": lambda s, w, j: s.bundles.drop_segments([1, 2]),
    "versioned_of_job": lambda s, w, j: s.labels.versioned_of_job(w.project_id, j.id, limit=9),
    "segments_of_row": lambda s, w, j: s.bundles.segments_of_row(j.id, w.rows[0]),
    "job_segments": lambda s, w, j: s.bundles.job_segments(j.id, after_id=1, limit=9),
    "job_data_rows": lambda s, w, j: s.bundles.job_data_rows(j.id),
    "drop_chunks": lambda s, w, j: s.bundles.drop_chunks(j.id, from_chunk=1, limit=9),
    "drop_job": lambda s, w, j: s.bundles.drop_job(j.id, limit=9),
    "replace_segment": lambda s, w, j: s.bundles.replace_segment(1, b"[]", b"", 0),
    "advance": lambda s, w, j: s.jobs.advance(step(j)),
    "lease": lambda s, w, j: s.jobs.lease(j.id, OWNER, NOW, NOW + LEASE),
    "publish": lambda s, w, j: s.jobs.publish(j.id, j.fence, NOW),
    "add_failures": lambda s, w, j: s.jobs.add_failures(j.id, [Failure(line=1, issues=[Issue("x", "y")])]),
    "failures": lambda s, w, j: s.jobs.failures(j.id, after_line=1, limit=9),
    "unswept": lambda s, w, j: s.jobs.unswept(),
    "set_partition": lambda s, w, j: s.jobs.set_partition(j.id, j.fence, "copy"),
    "add_issue_groups": lambda s, w, j: s.jobs.add_issue_groups(
        j.id, [IssueGroup(code="x", severity="error", count=1, example=Issue("x", "y"))]
    ),
    "find_rows by uid": lambda s, w, j: s.catalog.find_rows("uid", ["a", "b"], w.project_id, j.id),
    "find_rows by key": lambda s, w, j: s.catalog.find_rows("global_key", ["a", "b"], w.project_id, j.id),
    "next_rows": lambda s, w, j: s.catalog.next_rows(1, 9, w.project_id, j.id),
    "used_global_keys": lambda s, w, j: s.catalog.used_global_keys(["a", "b"]),
    "near_global_keys": lambda s, w, j: s.catalog.near_global_keys("a", 9),
    "list_rows by key": lambda s, w, j: s.catalog.keyed_rows("a", after_key="ab", limit=9),
    "key_of": lambda s, w, j: s.catalog.key_of(1),
    "near_global_keys of a project": lambda s, w, j: s.catalog.near_global_keys("a", 9, w.project_id),
    "add_tasks": lambda s, w, j: s.projects.add_tasks(
        Batch(id=1, uid="", project_id=w.project_id, name=""), w.rows, NOW
    ),
    "sees_dataset": lambda s, w, j: s.members.sees_dataset(1, w.dataset_id),
    "sees_ontology": lambda s, w, j: s.members.sees_ontology(1, 1),
    "seen_rows": lambda s, w, j: s.members.seen_rows(1, w.rows),
    "list_row_ids": lambda s, w, j: s.members.list_row_ids(somebody(s, w), after_id=1, limit=9),
    "list_jobs of a user": lambda s, w, j: s.members.list_jobs(somebody(s, w), before_id=9, limit=9),
    "list_datasets of a user": lambda s, w, j: s.members.list_datasets(1, after_id=0, limit=9),
    "list_projects of a user": lambda s, w, j: s.members.list_projects(1, after_id=0, limit=9),
    "list_members": lambda s, w, j: s.members.list_members(w.project_id, after_id=0, limit=9),
    "create_rows": lambda s, w, j: s.catalog.create_rows(w.dataset_id, [image_row("x")], None, NOW),
    "get_row": lambda s, w, j: s.catalog.get_row("a"),
    "rows_by_id": lambda s, w, j: s.catalog.rows_by_id(w.rows),
    "list_rows": lambda s, w, j: s.catalog.list_rows(dataset_id=None, after_id=1, limit=9),
    "list_rows of a dataset": lambda s, w, j: s.catalog.list_rows(
        dataset_id=w.dataset_id, after_id=1, limit=9
    ),
    "list_datasets": lambda s, w, j: s.catalog.list_datasets(after_id=0, limit=9),
    "update_row": lambda s, w, j: s.catalog.update_row(s.catalog.rows_by_id(w.rows)[0], NOW),
    "update_media": lambda s, w, j: s.catalog.update_media([MediaFinding(w.rows[0], [], "ready")], NOW),
    "pending_media": lambda s, w, j: s.catalog.pending_media(after_id=1, limit=9),
    "delete_rows": lambda s, w, j: s.catalog.delete_rows(w.rows, NOW),
    "delete_dataset": lambda s, w, j: s.catalog.delete_dataset(w.dataset_id, NOW),
    "share_hidden": lambda s, w, j: s.catalog.share_hidden(j.id, ["a", "b"]),
    "reveal": lambda s, w, j: s.catalog.reveal(j.id, NOW),
    "drop_hidden": lambda s, w, j: s.catalog.drop_hidden(j.id, limit=9),
    "iterate_row_ids of a dataset": lambda s, w, j: s.catalog.iterate_row_ids(
        dataset_id=w.dataset_id, project_id=None
    ),
    "iterate_row_ids of a project": lambda s, w, j: s.catalog.iterate_row_ids(
        dataset_id=None, project_id=w.project_id
    ),
    "projects by ids": lambda s, w, j: (s.projects.by_ids([1, 2]), s.projects.with_ontology(1)),
    "of projects": lambda s, w, j: (s.access.projects_of(1, [1, 2]), s.bundles.set_ids_of([1, 2])),
    "by_id of a project": lambda s, w, j: s.projects.by_id(w.project_id),
    "last_activity": lambda s, w, j: s.projects.last_activity(w.project_id),
    "list_batches": lambda s, w, j: s.projects.list_batches(w.project_id, after_id=0, limit=9),
    "tasks_of": lambda s, w, j: s.projects.tasks_of(w.project_id, w.rows),
    "tasks_by_id": lambda s, w, j: s.projects.tasks_by_id([1, 2]),
    "set_task_state": lambda s, w, j: s.projects.set_task_state([1, 2], "done", NOW),
    "list_tasks": lambda s, w, j: s.projects.list_tasks(
        w.project_id, state=None, batch_id=None, after_id=1, limit=9
    ),
    "list_tasks of a state": lambda s, w, j: s.projects.list_tasks(
        w.project_id, state="done", batch_id=None, after_id=1, limit=9
    ),
    "list_tasks of a batch": lambda s, w, j: s.projects.list_tasks(
        w.project_id, state=None, batch_id=1, after_id=1, limit=9
    ),
    "ensure_imported": lambda s, w, j: s.labels.ensure_imported(w.project_id, w.set_id, None, w.rows, NOW),
    "set_benchmarks": lambda s, w, j: s.labels.set_benchmarks(w.set_id, w.rows, w.rows[:1]),
    "rows_of_job to follow": lambda s, w, j: s.following.rows_of_job(j.id, after_row=1, limit=9),
    "present_rows": lambda s, w, j: s.following.present_rows(w.rows),
    "follow_rows": lambda s, w, j: s.following.follow_rows(w.rows),
    "follow_tasks": lambda s, w, j: s.following.follow_tasks(w.project_id, w.rows, NOW),
    "follow_batches": lambda s, w, j: s.following.follow_batches(w.project_id),
    "cover_states": lambda s, w, j: s.following.cover_states(w.project_id, w.rows, NOW),
    "follow_states": lambda s, w, j: s.following.follow_states(w.project_id, w.rows, NOW),
    "reopening": lambda s, w, j: s.following.reopening(w.project_id, w.rows, but=j.id),
    "edited_rows": lambda s, w, j: s.following.edited_rows(j.id, w.project_id, after_row=1, limit=9),
    "count_edited": lambda s, w, j: s.following.count_edited(j.id, w.project_id),
    "count_made": lambda s, w, j: s.following.count_made(j.id),
    "count_keyless": lambda s, w, j: s.following.count_keyless(j.id),
    "set_undone": lambda s, w, j: (
        s.jobs.publish(j.id, j.fence, NOW),
        s.jobs.set_undone(j.id, is_undone=True, by=None, at=NOW),
    ),
    "seal": lambda s, w, j: s.jobs.seal(NOW, NOW),
    "collapse": lambda s, w, j: s.bundles.collapse(j.id, after_row=1, limit=9),
    "layers": lambda s, w, j: s.bundles.layers(w.set_id, w.rows, job_id=j.id),
    "overlapping": lambda s, w, j: s.bundles.overlapping(j.id),
    "is_hidden_in_part": lambda s, w, j: s.bundles.is_hidden_in_part(j.id),
    "purge_hidden": lambda s, w, j: s.catalog.purge_hidden(j.id, limit=9),
    "uncompacted": lambda s, w, j: s.jobs.uncompacted(limit=9),
    "later": lambda s, w, j: s.jobs.later(j, limit=9),
    "of_rows": lambda s, w, j: s.labels.of_rows(w.project_id, w.rows),
    "versioned_rows": lambda s, w, j: s.labels.versioned_rows(w.project_id, w.rows),
    "holds": lambda s, w, j: s.presence.holds(w.set_id, w.project_id),
    "job_rows by page": lambda s, w, j: s.presence.rows_of_job(j.id, after_row=1, limit=9),
    "visible_keys": lambda s, w, j: s.presence.visible_keys(w.set_id, w.rows),
    "silent_rows": lambda s, w, j: s.presence.silent_rows(j.id, first_row=w.rows[0], last_row=w.rows[-1]),
    "names of jobs": lambda s, w, j: s.presence.job_names([1, 2]),
    "brought_keys": lambda s, w, j: s.presence.brought_keys(j.id, w.rows),
    "jobs_on": lambda s, w, j: s.presence.jobs_on([w.set_id], w.rows),
    "labels_on": lambda s, w, j: s.presence.labels_on(w.project_id, w.rows),
    "done_rows": lambda s, w, j: s.presence.done_rows(w.project_id, w.rows),
    "rows_outside": lambda s, w, j: s.presence.rows_outside(w.project_id, j.id, w.rows),
    "usage of a job": lambda s, w, j: s.usage.of_job(j.id),
    "usage raised": lambda s, w, j: s.usage.add(j.id, {"box": 1}),
    "usage of a month": lambda s, w, j: s.usage.lines(
        first_day=19_000, last_day=19_030, project_id=None, member_id=1
    ),
    "usage of a project": lambda s, w, j: s.usage.lines(
        first_day=19_000, last_day=19_030, project_id=w.project_id, member_id=None
    ),
    "sets_left": lambda s, w, j: s.labels.sets_left(w.project_id, w.rows),
    "requeue_tasks": lambda s, w, j: s.projects.requeue_tasks([1]),
    "versioned_by": lambda s, w, j: s.labels.versioned_by(j.id, w.project_id, w.rows),
    "idempotency key": lambda s, w, j: s.idempotency.get(1, "k"),
    "purges": lambda s, w, j: (s.idempotency.purge(NOW, limit=9), s.access.purge_expired(NOW, limit=9)),
    "set_values": lambda s, w, j: s.metadata.set_values({w.rows[0]: {_field(s): "x"}}, NOW),
    "delete_values": lambda s, w, j: s.metadata.delete_values({w.rows[0]: [1]}, NOW),
    "update_field": lambda s, w, j: s.metadata.update_field(_field(s), "x", []),
    "delete_field": lambda s, w, j: s.metadata.delete_field(1),
    "attachment": lambda s, w, j: s.attachments.get("x"),
    "create attachment": lambda s, w, j: s.attachments.create(
        w.rows[0], Attachment(type="HTML", value="x"), NOW
    ),
    "newest_rows": lambda s, w, j: s.catalog.newest_rows(w.dataset_id, before_id=99, limit=9),
    "newest_rows of an external id": lambda s, w, j: s.catalog.newest_rows(
        w.dataset_id, before_id=99, limit=9, external_id="x"
    ),
    "set_global_keys": lambda s, w, j: s.catalog.set_global_keys({w.rows[0]: "x"}, NOW),
    "with_external_ids": lambda s, w, j: s.catalog.with_external_ids(["x", "y"], limit=9),
    "operation": lambda s, w, j: s.operations.get("x"),
    "set_state of an operation": lambda s, w, j: s.operations.set_state("x", "finished", {}, NOW),
    "list_operations of a user": lambda s, w, j: s.operations.list_operations(1, kind="k", limit=9),
    "unfinished operations": lambda s, w, j: s.operations.unfinished(after_id=1, limit=9),
    "exported rows": lambda s, w, j: s.exports.rows(w.rows),
    "list_rows of a project": lambda s, w, j: s.exports.project_rows(
        w.project_id, state=None, batch_id=None, after_task=1, limit=9
    ),
    "list_rows of a state": lambda s, w, j: s.exports.project_rows(
        w.project_id, state="done", batch_id=None, after_task=1, limit=9
    ),
    "list_rows of a batch": lambda s, w, j: s.exports.project_rows(
        w.project_id, state=None, batch_id=1, after_task=1, limit=9
    ),
    "exported tasks": lambda s, w, j: s.exports.tasks(w.project_id, w.rows),
    "exported labels": lambda s, w, j: s.exports.labels(w.project_id, w.rows),
    "exported heads": lambda s, w, j: s.exports.heads([1, 2]),
    "exported batches": lambda s, w, j: s.exports.batch_names([1, 2]),
    "projects of rows": lambda s, w, j: s.exports.project_ids(w.rows),
    "runs of rows": lambda s, w, j: s.exports.run_ids(w.rows),
    "taken labels": lambda s, w, j: s.exports.taken(1, w.rows),
    "prediction_sets": lambda s, w, j: s.exports.prediction_sets(1),
    "exported metadata": lambda s, w, j: s.exports.metadata(w.rows),
    "exported attachments": lambda s, w, j: s.exports.attachments(w.rows),
    "activities of a project": lambda s, w, j: s.activities(before_id=7, limit=9, project_id=w.project_id),
    "activities_after": lambda s, w, j: s.activities_after(7, limit=9),
    "newest activity": lambda s, w, j: s.webhooks.newest_activity(),
    "pending head of a webhook": lambda s, w, j: s.webhooks.head(1),
    "a delivery by its message": lambda s, w, j: s.webhooks.delivery(1, "msg_1"),
    "list_rows sent to a webhook": lambda s, w, j: s.webhooks.deliveries(1, before_id=9, limit=9),
    "active webhooks": lambda s, w, j: s.webhooks.active(),
    "role of a user in a project": lambda s, w, j: s.access.role(w.project_id, 1),
    "webhooks told": lambda s, w, j: s.webhooks.advance(7),
    "label_place": lambda s, w, j: s.webhooks.label_place("a"),
    "foundation": lambda s, w, j: s.labels.foundation(1),
    "version": lambda s, w, j: s.labels.version(1, 1),
    "list_versions": lambda s, w, j: s.labels.list_versions(1, before_no=9, limit=9),
    "label": lambda s, w, j: s.labels.get("x"),
    "label of a set": lambda s, w, j: s.labels.of_set(w.set_id, w.rows[0]),
    "list_labels": lambda s, w, j: s.labels.list_labels(w.project_id, LabelFilter(), after_id=1, limit=9),
    "list_labels of an author": lambda s, w, j: s.labels.list_labels(
        w.project_id, LabelFilter(author_id=1), after_id=1, limit=9
    ),
    "list_labels that are benchmarks": lambda s, w, j: s.labels.list_labels(
        w.project_id, LabelFilter(is_benchmark=True), after_id=1, limit=9
    ),
    "list_labels that are skipped": lambda s, w, j: s.labels.list_labels(
        w.project_id, LabelFilter(is_skipped=True), after_id=1, limit=9
    ),
    "count_tasks": lambda s, w, j: s.projects.count_tasks(w.project_id),
    "count_tasks of batches": lambda s, w, j: s.projects.count_tasks(w.project_id, batch_ids=[1, 2]),
    "remove_tasks": lambda s, w, j: s.projects.remove_tasks([1, 2], NOW),
    "delete_batch": lambda s, w, j: s.projects.delete_batch(1, NOW),
    "page of labels": lambda s, w, j: s.labels.page(w.project_id, LabelOrder(), skip=9, limit=9),
    "page of an author": lambda s, w, j: s.labels.page(
        w.project_id, LabelOrder(author_id=1, dataset_ids=(1,)), skip=9, limit=9
    ),
    "count labels": lambda s, w, j: s.labels.count(w.project_id, most=0),
    "labels on a row": lambda s, w, j: s.labels.on_row(w.rows[0]),
    "count_skipped": lambda s, w, j: s.labels.count_skipped(w.project_id),
    "count_skipped of batches": lambda s, w, j: s.labels.count_skipped(w.project_id, batch_ids=[1]),
    "labels by uid": lambda s, w, j: s.labels.named(["a", "b"]),
    "delete labels": lambda s, w, j: s.labels.delete([1, 2], NOW),
    "mark_benchmark": lambda s, w, j: s.labels.mark_benchmark(
        StoredLabel(id=1, uid="x", project_id=w.project_id, data_row_id=w.rows[0]), True, 1, NOW
    ),
    "list_next_task": lambda s, w, j: s.queue.next_task(w.project_id, 1, NOW),
    "list_next_shared_task": lambda s, w, j: s.queue.next_task(w.project_id, 1, NOW, is_shared=True),
    "list_comments": lambda s, w, j: s.comments.list_comments(1, after_id=0, limit=9),
    "comment": lambda s, w, j: (s.comments.get("x"), s.comments.by_id(1)),
    "delete a comment": lambda s, w, j: s.comments.delete(1),
    "benchmark_sets": lambda s, w, j: s.labels.benchmark_sets(w.project_id, w.rows),
    "hold": lambda s, w, j: s.queue.hold(s.projects.tasks_by_id([1])[0], 1, NOW),
    "hold_on": lambda s, w, j: s.queue.hold_on(1, NOW),
    "release a task": lambda s, w, j: s.queue.release(1, 1),
    "keep": lambda s, w, j: s.queue.keep(1),
    "assign": lambda s, w, j: s.queue.assign([1, 2], 1, NOW),
    "prioritise": lambda s, w, j: s.queue.prioritise([1, 2], 1, NOW),
    "draft": lambda s, w, j: (s.drafts.get("x"), s.drafts.of_task(1, 1)),
    "delete a draft": lambda s, w, j: s.drafts.delete(1),
    "release": lambda s, w, j: s.jobs.release(j.id, j.fence),
    "rename": lambda s, w, j: s.jobs.rename(j.id, "other"),
    "parts of an upload": lambda s, w, j: (s.uploads.part(1, 1), s.uploads.parts(1)),
    "drop_parts": lambda s, w, j: s.uploads.drop_parts(1),
    "delete an upload": lambda s, w, j: s.uploads.delete(1),
    "said": lambda s, w, j: s.projections.said([w.set_id], w.rows),
    "backlog": lambda s, w, j: s.projections.backlog(7, limit=9),
    "next_changes": lambda s, w, j: s.projections.next_changes(7, limit=9),
    "is_complete": lambda s, w, j: s.projections.is_complete([w.set_id]),
    "sets_on": lambda s, w, j: s.projections.sets_on(w.rows),
    "clean": lambda s, w, j: s.projections.clean([1, 2]),
    "replace": lambda s, w, j: s.projections.replace(
        w.set_id, w.rows, [Occurrence(w.set_id, 1, row, [1] * 16) for row in w.rows]
    ),
    "summarise": lambda s, w, j: s.projections.summarise(w.rows, set_id=w.set_id),
    "summarise all projects": lambda s, w, j: s.projections.summarise(w.rows, set_id=None),
    "summaries": lambda s, w, j: s.projections.summaries([1, 2]),
    "totals": lambda s, w, j: s.projections.totals([w.set_id], [1, 2]),
    "list_feature_rows": lambda s, w, j: s.projections.feature_rows([w.set_id], [1], after_row=1, limit=9),
    "job_rows": lambda s, w, j: s.projections.job_rows(j.id, after_row=1, limit=9),
    "rows_in_job": lambda s, w, j: s.projections.rows_in_job(j.id, w.rows),
    "list_task_rows": lambda s, w, j: s.projections.task_rows(w.project_id, after_row=1, limit=9),
    "tasks_on": lambda s, w, j: s.projects.tasks_on(w.rows[0], limit=9),
    "published_on": lambda s, w, j: s.jobs.published_on(w.rows[0], limit=9),
    "values_of": lambda s, w, j: s.metadata.values_of(_field(s), w.rows),
    "row_facts": lambda s, w, j: s.projections.row_facts(w.rows),
    "list_facts": lambda s, w, j: s.projections.list_facts(dataset_id=w.dataset_id, after_row=1, limit=9),
    "feature_places": lambda s, w, j: s.projections.feature_places(1, [w.set_id]),
}

# Reading a page must not sort what follows it.
PAGED = [
    name
    for name in ACTS
    if re.match(
        "list_(rows|tasks|datasets|feature|task|facts|labels|versions|next)|job_|pending|unsettled|failures|iterate|near|next",
        name,
    )
]
SORT = re.compile("USE TEMP B-TREE FOR (ORDER|GROUP)").match


@pytest.mark.parametrize("name", ACTS)
def test_no_large_table_is_read_through(world: World, job: Job, name: str):
    found = plans(world, lambda session: ACTS[name](session, world, job))
    assert found
    assert {text: plan for text, plan in found.items() if scanned(plan)} == {}


@pytest.mark.parametrize("name", PAGED)
def test_no_page_needs_a_sort(world: World, job: Job, name: str):
    found = plans(world, lambda session: ACTS[name](session, world, job))
    pages = {text: plan for text, plan in found.items() if "LIMIT" in text}
    assert pages
    assert {text: plan for text, plan in pages.items() if any(map(SORT, plan))} == {}


def test_rows_to_settle_are_found_in_an_index_alone(world: World, job: Job):
    found = plans(world, lambda session: session.bundles.unsettled_rows(job.id, after_row=1, limit=9))
    [plan] = found.values()
    assert "USING COVERING INDEX ix_segment_settle (job_id=? AND data_row_id>?)" in plan[0]


def test_appending_a_version_looks_its_label_up(world: World, job: Job):
    with world.write() as session:
        session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows[:1], NOW)
    version = LabelVersion(label_id=1, no=1, annotations=[])
    found = plans(world, lambda session: session.labels.append_version(version))
    assert {text: plan for text, plan in found.items() if scanned(plan)} == {}


def test_what_people_say_is_looked_up(world: World, job: Job):
    with world.write() as session:
        truth = session.bundles.ensure_set("ground_truth", project_id=world.project_id)
    found = plans(world, lambda session: session.labels.spoken([truth.id], world.rows))
    assert len(found) == 2
    assert {text: plan for text, plan in found.items() if scanned(plan)} == {}


def test_saving_a_draft_looks_it_up(world: World, job: Job):
    draft = Draft(id=1, uid="x", project_id=1, task_id=1, data_row_id=1, author_id=1)
    found = plans(world, lambda session: session.drafts.save(draft, before=1))
    assert {text: plan for text, plan in found.items() if scanned(plan)} == {}


def test_the_next_task_is_read_from_the_index_of_the_queue(world: World, job: Job):
    found = plans(world, lambda session: session.queue.next_task(world.project_id, 2, NOW))
    used = {
        match[1] for plan in found.values() for step in plan if (match := re.search(r"(ix_task_\w+)", step))
    }
    assert used <= {"ix_task_queue", "ix_task_assigned"}
