"""The import service: the resource other layers see."""

from collections.abc import Callable, Iterator

from postil.errors import ConflictError, NotFoundError, StoreError
from postil.formats.format import Format
from postil.formats.registry import get_format
from postil.model.label import SetKind
from postil.model.ontology import Feature
from postil.ports.access import User
from postil.ports.executor import Executor
from postil.ports.jobs import Failure, IssueGroup, Job, JobState
from postil.services.imports import report
from postil.services.imports.at_once import receive_at_once, run_at_once
from postil.services.imports.ending import end
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.intake import NewImport
from postil.services.imports.interruption import interruption, stopped
from postil.services.imports.names import seen_features
from postil.services.imports.receive import Receiver
from postil.services.imports.report import KeyedRows, Told
from postil.services.imports.retry import make_room
from postil.services.imports.running import Running
from postil.services.imports.source import MOST_BYTES, Source, find_source
from postil.services.imports.stage import commit, is_committed
from postil.services.instant import instant


class Imports:
    """Import jobs of every format.

    Args:
        workshop: What an importer works with.
        executor: Where large imports run.
        run_elsewhere: A module-level callable (or a partial of one) that runs a job by uid in whatever
            process the executor starts.
        threshold_rows: Sources with more lines than this run in the executor; smaller ones at once.
        follow: Called after what readers see has changed here.
        most_inline: Bytes up to which a source is kept in the database.
    """

    def __init__(
        self,
        workshop: Workshop,
        executor: Executor,
        run_elsewhere: Callable[[str], None],
        threshold_rows: int = 2_000,
        follow: Callable[[], None] = lambda: None,
        most_inline: int = MOST_BYTES,
    ) -> None:
        self._shop, self._threshold, self._follow = workshop, threshold_rows, follow
        self._most_inline = most_inline
        self._running = Running(executor, run_elsewhere)

    def receive(self, new: NewImport, actor: User) -> Receiver:
        """Begin an upload."""
        shop = self._shop
        return Receiver(new, actor, shop.store, shop.spool, shop.clock, self._most_inline)

    def take(self, receiver: Receiver) -> Job:
        """Make what was received an import and run it; see `start`.

        Raises:
            PostilError: See `Receiver.finish`; then nothing remains.
            StoreError: The database or disk failed; what was received can be resumed, if it has a job.
        """
        is_few = receiver.lines <= self._threshold
        done = receive_at_once(self._shop, receiver) if is_few else None
        if done is None:
            return self.start(receiver.finish())
        self._follow()
        return done

    def start(self, job: Job) -> Job:
        """Run a job: small ones are finished when this returns, large ones go on by themselves.

        One that is worked on already is returned as it stands.

        Raises:
            StoreError: The database or disk failed; the job stays where it stands and can be resumed.
        """
        if job.state not in ("queued", "running"):
            return job
        return self._run(job, is_large=self._is_large(job))

    def _run(self, job: Job, *, is_large: bool) -> Job:
        if is_large:
            self._running.submit(job.uid)
            return job
        try:
            with self._running.here(job.uid) as is_free:
                # Nobody else of this server has it, and there is one server to a data directory.
                done = self._run_here(job) if is_free else None
        except StoreError as error:
            raise stopped(job, error) from error
        self._follow()
        return done or self.get(job.uid)

    def _run_here(self, job: Job) -> Job | None:
        owner = f"here-{job.uid}"
        done = run_at_once(self._shop, owner, job)
        return done or Importer(self._shop, owner).run(job.uid, is_alone=True)

    def resume(self, uid: str) -> Job:
        """Take up a job that nobody works on any more; one that is worked on is returned as it stands.

        Raises:
            ConflictError: It has ended, or waits for a person.
            StoreError: What stopped it is still there.
        """
        job = self.get(uid)
        if job.state not in ("queued", "running"):
            raise ConflictError(
                f"import {job.name!r} is {job.state}, there is nothing to resume",
                hint="import the file again" if job.state in ("failed", "cancelled") else "look at its state",
            )
        return self.start(job) if self.interruption(job) is not None else job

    def interruption(self, job: Job) -> str | None:
        """Return why nobody works on an unfinished job, empty when that is not known; None when one does."""
        return interruption(job, self._running, instant(self._shop.clock))

    def resume_unfinished(self) -> list[Job]:
        """Take up every job an earlier process left behind; call once at the start of a server.

        Jobs that had ended are not returned: what is left of the layers of unpublished ones is swept away,
        and what follows from a change of what readers see is brought to its end.
        """
        with self._shop.store.read() as session:
            jobs = session.jobs.unfinished()
            ended = [*session.jobs.unswept(), *session.jobs.unfollowed()]
        for job in [*jobs, *ended]:
            self._running.submit(job.uid)
        return jobs

    def get(self, uid: str) -> Job:
        """Return a job as it stands.

        Raises:
            NotFoundError: No such job.
        """
        with self._shop.store.read() as session:
            job = session.jobs.get(uid)
        if job is None:
            raise NotFoundError(f"no import {uid!r}", hint="list the imports of the project")
        return job

    def named(self, name: str, *, project_uid: str = "", model_run_uid: str = "") -> Job:
        """Return the import of a project or model run that has a name.

        Raises:
            NotFoundError: There is none.
        """
        with self._shop.store.read() as session:
            project = session.projects.find(project_uid) if project_uid else None
            run = session.models.get_run(model_run_uid) if model_run_uid else None
            job = session.jobs.named(project.id, name) if project is not None else None
            job = session.jobs.named_in_run(run.id, name) if run is not None else job
        if job is None:
            raise NotFoundError(f"no import {name!r} here", hint="list the imports")
        return job

    def leave_name(self, job: Job) -> None:
        """Call a job otherwise, so that the next one can have its name; see `retry.make_room`."""
        with self._shop.store.write() as session:
            make_room(session, job, "deleted")

    def tell(self, uid: str, keyed: KeyedRows | None = None) -> Iterator[Told]:
        """Yield what became of every source row in input order; see `report.tell`."""
        job = self.get(uid)
        return report.tell(self._shop.store, job, *self._source(job), keyed)

    def source(self, uid: str) -> Source:
        """Return what was received for an import.

        Raises:
            NotFoundError: No such import, or its input is gone.
        """
        return self._source(self.get(uid))[0]

    def list_jobs(
        self,
        project_uid: str | None,
        *,
        before_id: int | None = None,
        limit: int = 50,
        state: JobState | None = None,
        purpose: SetKind | None = None,
    ) -> list[Job]:
        """List imports, newest first, all or those of a state or purpose."""
        with self._shop.store.read() as session:
            project = session.projects.find(project_uid) if project_uid else None
            if project_uid and project is None:
                raise NotFoundError(f"no project {project_uid!r}", hint="list the projects")
            project_id = project.id if project else None
            return session.jobs.list_jobs(
                project_id=project_id, before_id=before_id, limit=limit, state=state, purpose=purpose
            )

    def list_of_run(self, run_uid: str, *, before_id: int | None = None, limit: int = 50) -> list[Job]:
        """List the imports of a model run, newest first."""
        with self._shop.store.read() as session:
            run = session.models.get_run(run_uid)
            if run is None:
                raise NotFoundError(f"no model run {run_uid!r}", hint="list the runs of the model")
            return session.jobs.list_jobs(
                project_id=None, before_id=before_id, limit=limit, model_run_id=run.id
            )

    def commit(self, uid: str, actor: User | None = None) -> Job:
        """Publish a dry run: exactly what it has kept, counted against what readers see by then.

        Small ones are finished when this returns, large ones go on by themselves; one that was committed
        before is returned as it stands.

        Raises:
            ConflictError: It is not staged, or it would be refused (ROW019).
        """
        with self._shop.store.write() as session:
            job = session.jobs.get(uid)
            if job is not None and not is_committed(job):
                commit(session, job, actor.id if actor else None)
        job = self.get(uid)
        if job.state != "queued":
            return job
        return self._run(job, is_large=job.counts.read > self._threshold)

    def cancel(self, uid: str) -> Job:
        """Ask a running import to stop at its next step; nothing of it will be visible.

        One that has not begun, or is staged, is over when this returns. One that nobody works on any more is
        taken up once more, to be ended; what layers one has are swept away.

        Raises:
            ConflictError: It has ended already.
        """
        now = instant(self._shop.clock)
        job = self.get(uid)
        with self._shop.store.write() as session:
            session.jobs.cancel(job.id)
            job = session.jobs.by_id(job.id) or job
            if job.state not in ("queued", "running", "staged"):
                raise ConflictError(f"import {job.name!r} has {job.state} already", hint="undo it instead")
            if job.state != "running":
                end(session, job, "cancelled", None, now)
        has_layers = job.state in ("queued", "staged") and job.chunk
        if self.interruption(job) is not None or has_layers:
            self._running.submit(job.uid)
        return self.get(uid)

    def failures(self, uid: str, *, after_line: int = 0, limit: int = 100) -> list[Failure]:
        """List rejected rows by line."""
        job = self.get(uid)
        with self._shop.store.read() as session:
            return session.jobs.failures(job.id, after_line=after_line, limit=limit)

    def groups(self, uid: str) -> list[IssueGroup]:
        """List the job's issues, identical ones counted together."""
        job = self.get(uid)
        with self._shop.store.read() as session:
            return session.jobs.issue_groups(job.id)

    def features(self, uid: str, project_uid: str) -> list[Feature]:
        """Return the features the input of an import of a project was made with.

        Raises:
            NotFoundError: The project has no such import, or its input is gone.
        """
        with self._shop.store.read() as session:
            project, job = session.projects.find(project_uid), session.jobs.get(uid)
        if project is None or job is None or job.project_id != project.id:
            raise NotFoundError(f"no import {uid!r} in this project", hint="list the imports of the project")
        return seen_features(*self._source(job))

    def statuses(self, uid: str) -> Iterator[bytes]:
        """Yield the outcome of every source row in input order, one JSON line each."""
        job = self.get(uid)
        return report.statuses(self._shop.store, job, *self._source(job))

    def rejected(self, uid: str) -> Iterator[bytes]:
        """Yield the rejected source rows with what was wrong, ready to be edited and imported again."""
        job = self.get(uid)
        return report.rejected(self._shop.store, job, *self._source(job))

    def _source(self, job: Job) -> tuple[Source, Format]:
        source = find_source(self._shop.store, self._shop.spool, job)
        if source is None:
            raise NotFoundError(f"the input of import {job.name!r} is gone")
        return source, get_format(job.format)

    def _is_large(self, job: Job) -> bool:
        source = find_source(self._shop.store, self._shop.spool, job)
        if source is None:
            return False
        lines = 0
        with source.open() as stream:
            while lines <= self._threshold and (piece := stream.read(1 << 20)):
                lines += piece.count(b"\n")
        return lines > self._threshold or job.input_size > 8 << 20
