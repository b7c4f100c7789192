"""Uses: where data rows and ontologies are used, as far as a user may know."""

import msgspec

from postil.ports.access import User
from postil.ports.jobs import Job
from postil.ports.labels import StoredLabel
from postil.ports.projections import TaskSummary
from postil.ports.projects import Project, Task
from postil.ports.store import Session, Store
from postil.services.visibility import seen_ontology, seen_row

MOST = 200


class TaskUse(msgspec.Struct):
    """A project that has a data row, and what stands there."""

    project: Project
    task: Task
    summary: TaskSummary


class RowUses(msgspec.Struct):
    """Where a data row is used: up to 200 of each."""

    tasks: list[TaskUse]
    labels: list[StoredLabel]
    imports: list[Job]


class FeatureUse(msgspec.Struct):
    """How many annotations a feature has, on how many data rows."""

    uid: str
    annotations: int
    data_rows: int


class OntologyUses(msgspec.Struct):
    """The projects with an ontology, and what was said there with its features."""

    projects: list[Project]
    features: list[FeatureUse]


class Uses:
    """Tells what would be affected."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_row(self, uid: str, user: User) -> RowUses:
        """Return where a data row is used.

        Raises:
            NotFoundError: No such data row, or none the user may know of.
        """
        with self._store.read() as session:
            row = seen_row(session, uid, user)
            tasks = session.projects.tasks_on(row.id, limit=MOST)
            projects = _seen(session, session.projects.by_ids({task.project_id for task in tasks}), user)
            by_id = {project.id: project for project in projects}
            summaries = session.projections.summaries([task.id for task in tasks])
            used = [
                TaskUse(project, task, summaries.get(task.id, TaskSummary()))
                for task in tasks
                if (project := by_id.get(task.project_id)) is not None
            ]
            known = {use.project.id for use in used}
            labels = [one for one in session.labels.on_row(row.id) if one.project_id in known]
            jobs = session.jobs.published_on(row.id, limit=MOST)
            return RowUses(used, labels[:MOST], [job for job in jobs if job.project_id in known])

    def of_ontology(self, uid: str, user: User) -> OntologyUses:
        """Return where an ontology is used.

        Raises:
            NotFoundError: No such ontology, or none the user may know of.
        """
        with self._store.read() as session:
            ontology = seen_ontology(session, uid, user)
            projects = _seen(session, session.projects.with_ontology(ontology.id or 0), user)
            sets = session.bundles.set_ids_of([project.id for project in projects])
            uids = {feature.id: feature.uid or "" for feature in ontology.walk() if feature.id is not None}
            counts: dict[int, FeatureUse] = {}
            for total in session.projections.totals(sets, list(uids)):
                use = counts.setdefault(total.feature_id, FeatureUse(uids[total.feature_id], 0, 0))
                use.annotations += sum(total.bins)
                use.data_rows += total.row_count
            return OntologyUses(projects, list(counts.values()))


def _seen(session: Session, projects: list[Project], user: User) -> list[Project]:
    if user.is_admin:
        return projects
    known = session.access.projects_of(user.id, [project.id for project in projects])
    return [project for project in projects if project.id in known]
