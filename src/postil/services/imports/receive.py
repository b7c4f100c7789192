"""Receive: stream an upload into the spool, name its format, make the job."""

import msgspec

from postil.errors import ConflictError, ImportRejected, NotFoundError, UsageError
from postil.formats.format import Format
from postil.formats.registry import get_format, sniff_format
from postil.model.identity import new_uid
from postil.model.label import SetKind
from postil.ports.access import User
from postil.ports.blobs import Spool, SpoolWriter
from postil.ports.clock import Clock
from postil.ports.jobs import Job, JobSettings
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.instant import instant

HEAD_BYTES = 64 * 1024
PURPOSES = ("pre_label", "ground_truth")


class NewImport(msgspec.Struct, kw_only=True):
    """What a caller asks for. Without `format` the content decides; without `name` the source name does."""

    project_uid: str
    name: str = ""
    purpose: SetKind = "pre_label"
    format: str | None = None
    source_name: str = ""
    settings: JobSettings = msgspec.field(default_factory=JobSettings)


class Receiver:
    """One upload in progress: `write` the bytes, then `finish` or `abort`."""

    def __init__(self, new: NewImport, actor: User, store: Store, spool: Spool, clock: Clock) -> None:
        self._new, self._actor, self._store, self._clock = new, actor, store, clock
        with store.read() as session:
            project_for(session, new)
        self._uid = new_uid()
        self._spool = spool
        self._head = b""
        self._writer: SpoolWriter = spool.writer(self._uid)

    def write(self, chunk: bytes) -> None:
        """Append bytes of the source."""
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]
        self._writer.write(chunk)

    def abort(self) -> None:
        """Forget the upload; nothing remains."""
        self._writer.abort()

    def finish(self) -> Job:
        """Make the input durable and return its job.

        The same parent, name and payload again is the same job, returned as it stands.

        Raises:
            ImportRejected: The source is empty (SRC001) or of no known format (SRC009).
            ConflictError: The project has a job of that name with another payload.
        """
        try:
            fmt = self._format()
            path = self._writer.commit()
            with self._store.write() as session:
                job = self._job(session, fmt, path.name)
                existing = session.jobs.named(job.project_id or 0, job.name)
                if existing is None:
                    return session.jobs.create(job)
        except BaseException:
            self._forget()
            raise
        self._forget()
        if existing.input_sha256 != job.input_sha256 or existing.purpose != job.purpose:
            raise ConflictError(
                f"an import named {job.name!r} exists in this project with other content",
                hint="give this import another name",
            )
        if existing.state == "staged" and not job.settings.is_dry_run:
            raise ConflictError(
                f"a dry run named {job.name!r} of the same content is waiting",
                hint="commit it, cancel it, or give this import another name",
            )
        return existing

    def _forget(self) -> None:
        self._writer.abort()
        self._spool.remove(self._uid)

    def _format(self) -> Format:
        if not self._head.strip(b"\xef\xbb\xbf \t\r\n"):
            raise ImportRejected(
                f"{self._new.source_name or 'the source'} is empty",
                code="SRC001",
                hint="send at least one row",
            )
        if self._new.format:
            return get_format(self._new.format)
        found = sniff_format(self._head, self._new.source_name)
        if found is None:
            raise ImportRejected(
                f"the format of {self._new.source_name or 'the source'} was not recognised",
                code="SRC009",
                hint="name it with `format`: labelbox, label_studio or postil",
            )
        return found

    def _job(self, session: Session, fmt: Format, input_path: str) -> Job:
        project = project_for(session, self._new)
        author = self._actor.id if self._new.purpose == "ground_truth" else None
        annotation_set = session.bundles.ensure_set(
            self._new.purpose, project_id=project.id, author_id=author
        )
        ontology = session.ontologies.by_id(project.ontology_id or 0)
        return Job(
            id=0,
            uid=self._uid,
            name=self._new.name or self._new.source_name or self._uid,
            purpose=self._new.purpose,
            format=fmt.name,
            state="queued",
            settings=self._new.settings,
            project_id=project.id,
            set_id=annotation_set.id,
            ontology_id=project.ontology_id,
            ontology_version=ontology.version if ontology else None,
            source_name=self._new.source_name,
            input_path=input_path,
            input_sha256=self._writer.sha256,
            input_size=self._writer.size,
            created_by=self._actor.id,
            created_at=instant(self._clock),
        )


def project_for(session: Session, new: NewImport) -> Project:
    """Return the project an import goes to.

    Raises:
        UsageError: The purpose is none an import can have, or the project has no ontology.
        NotFoundError: No such project.
    """
    if new.purpose not in PURPOSES:
        raise UsageError(
            f"{new.purpose!r} is not a purpose of an import", hint="use pre_label or ground_truth"
        )
    project = session.projects.get(new.project_uid)
    if project is None:
        raise NotFoundError(f"no project {new.project_uid!r}", hint="list the projects")
    if project.ontology_id is None:
        raise UsageError(
            f"project {project.name!r} has no ontology", hint="connect an ontology before importing"
        )
    return project
