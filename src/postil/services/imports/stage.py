"""Stage: the end of a dry run - the job keeps its layers and says what they would change - and its commit."""

from postil.errors import ConflictError
from postil.model.issue import Issue, Where
from postil.model.ontology import FeatureIndex
from postil.ports.diffs import Diff
from postil.ports.jobs import Counts, IssueGroup, Job
from postil.ports.store import Session, Store
from postil.services.imports.diff import make_diff
from postil.services.imports.refusal import is_refused, refusal


def stage(store: Store, job: Job, index: FeatureIndex, at: int) -> bool:
    """Leave a dry run as it is, with its diff; False when it was cancelled or another process holds it now.

    Killed before that, the diff is made again from the layers.
    """
    diff = make_diff(store, job, index)
    with store.write() as session:
        if not session.jobs.set_stage(job.id, job.fence, "publish", 0):
            return False
        session.jobs.keep_diff(job.id, diff)
        session.jobs.stop(job.id, "staged", None, at)
    return True


def is_committed(job: Job) -> bool:
    """Tell whether a dry run was committed, whether it is published yet or not."""
    is_on_its_way = job.state in ("queued", "running") and job.stage == "publish"
    return job.settings.is_dry_run and (job.state == "finished" or is_on_its_way)


def commit(session: Session, job: Job, by: int | None = None) -> None:
    """Let a staged job go on to its publication, as the user `by` wants it.

    Raises:
        ConflictError: It is not staged, or it would be refused (ROW019).
    """
    if job.state != "staged":
        hint = "wait until it has ended" if job.state in ("queued", "running") else "import the file again"
        raise ConflictError(f"import {job.name!r} is {job.state}, not staged", hint=hint)
    if is_refused(job):
        issue = refusal(job.counts)
        raise ConflictError(
            f"import {job.name!r} cannot be committed: {issue.message}", code=issue.code, hint=issue.hint
        )
    if not session.jobs.commit(job.id, by):
        raise ConflictError(f"import {job.name!r} is not staged any more", hint="look at its status")


def tell_of_gone(session: Session, job: Job) -> None:
    """Warn of features that were deleted from the ontology after the dry run; the job keeps its version."""
    diff = session.jobs.diff(job.id) if job.settings.is_dry_run else None
    if diff is None:
        return
    gone = _gone(session, job, diff)
    groups = [_group(job, name, count) for name, count in gone.items()]
    session.jobs.recount(job.id, job.fence, Counts(warnings=sum(gone.values())))
    session.jobs.add_issue_groups(job.id, groups)


def _gone(session: Session, job: Job, diff: Diff) -> dict[str, int]:
    """Return how many annotations the job brings of every feature that is no more."""
    project = session.projects.by_id(job.project_id or 0)
    ontology = session.ontologies.by_id(project.ontology_id or 0) if project is not None else None
    there = {feature.id for feature in ontology.features} if ontology is not None else set()
    gone: dict[str, int] = {}
    for feature in diff.features:
        if feature.feature_id is not None and feature.feature_id not in there:
            counts = feature.counts
            brought = counts.created + counts.updated + counts.unchanged
            gone[feature.name or ""] = gone.get(feature.name or "", 0) + brought
    return {name: count for name, count in gone.items() if count}


def _group(job: Job, name: str, count: int) -> IssueGroup:
    issue = Issue(
        "ONT020",
        f"feature {name!r} was deleted from the ontology after the dry run; its annotations keep it",
        "undo the import if they are not wanted, or create the feature again",
        severity="warning",
        got=name,
        where=Where(job.source_name),
    )
    return IssueGroup(code=issue.code, severity="warning", count=count, example=issue)
