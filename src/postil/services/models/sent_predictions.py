"""Sent predictions: what a model run predicts becomes pre-labels of a project, by an ordinary import.

Every annotation is a row of that import and has an outcome of its own: its data row has to be in the project,
and its names are matched against the project's ontology. Keys stay, so sending again replaces and adds
nothing twice.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from postil.errors import LimitError, UsageError
from postil.formats.format import Written
from postil.formats.postil.rows import POSTIL
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.data_row import DataRow
from postil.model.identity import read_id
from postil.model.label import Bundle
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.jobs import Job
from postil.ports.models import ModelRun
from postil.ports.store import Session, Store
from postil.services.catalog.named_rows import find_named_rows
from postil.services.imports.imports import Imports
from postil.services.imports.intake import NewImport
from postil.services.imports.receive import Receiver
from postil.services.imports.retry import is_spent
from postil.services.models.left_out import LeftOut, left_out
from postil.services.models.model_access import seen_run
from postil.services.models.run_contents import RunContents
from postil.services.visibility import seen_project

MOST_ROWS = 25_000
"""Data rows one call may be about."""

PIECE_BYTES = 256 * 1024

_SHOWN = 16
"""Characters of a digest by which data rows are told apart."""


class Sending(msgspec.Struct, kw_only=True):
    """The import predictions became, and the data rows that were named in vain."""

    job: Job
    left_out: LeftOut


class SentPredictions:
    """Sends predictions of model runs on to projects."""

    def __init__(self, store: Store, blobs: Blobs, contents: RunContents, imports: Imports) -> None:
        self._store, self._blobs, self._contents, self._imports = store, blobs, contents, imports

    def send(
        self,
        run_uid: str,
        project_uid: str,
        name: str,
        actor: User,
        *,
        row_ids: Sequence[str] = (),
        global_keys: Sequence[str] = (),
    ) -> Sending:
        """Import what a run predicts about data rows as pre-labels; without names, about all it has.

        The same run and data rows under the same name again are the import made before, whatever the run says
        by now. Data rows that were named and are not sent are told, and why.

        Raises:
            NotFoundError: No such run or project, or none the actor may know of.
            AccessError: The actor is no manager of the project.
            LimitError: More than 25,000 data rows are named.
            UsageError: Nothing is predicted about these data rows, or the project has no ontology.
            ConflictError: The project has another import of that name, of other data rows for example.
        """
        if len(row_ids) + len(global_keys) > MOST_ROWS:
            raise LimitError(
                f"predictions of at most {MOST_ROWS:,} data rows are sent at a time",
                hint="send them in parts",
            )
        with self._store.read() as session:
            run = seen_run(session, run_uid, actor)
            project = seen_project(session, project_uid, actor, "manager")
            known = session.jobs.named(project.id, name)
            named = find_named_rows(session, actor, row_ids=row_ids, global_keys=global_keys)
            left = left_out(session, run, project, named)
        source = _source(run, row_ids, global_keys)
        if known is not None and known.source_name == source and not is_spent(known):
            return Sending(job=known, left_out=left)
        chosen = named.ids if row_ids or global_keys else None
        new = NewImport(project_uid=project_uid, name=name, format=POSTIL.name, source_name=source)
        receiver = self._imports.receive(new, actor)
        job = self._imports.take(self._received(receiver, run, actor, chosen))
        return Sending(job=job, left_out=left)

    def _received(
        self, receiver: Receiver, run: ModelRun, actor: User, chosen: Sequence[int] | None
    ) -> Receiver:
        with self._store.read() as session:
            spelled = _Rows(_names(session, run))
        rows = (
            row
            for written in self._contents.written(run, actor, chosen, has_labels=False)
            for row in spelled.of(written)
        )
        is_empty = True
        try:
            for piece in _joined(POSTIL.write(rows, self._blobs.read, lambda _: None)):
                is_empty = False
                receiver.write(piece)
        except BaseException:
            receiver.abort()
            raise
        if is_empty:
            receiver.abort()
            raise UsageError(
                f"run {run.name!r} predicts nothing about these data rows", hint="name others, or import more"
            )
        return receiver


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Put lines together to pieces of a size a receiver takes well."""
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PIECE_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def _source(run: ModelRun, row_ids: Sequence[str], global_keys: Sequence[str]) -> str:
    """Say what is sent on; a name for some data rows is not one for others, in whatever order they come."""
    if not row_ids and not global_keys:
        return f"model run {run.uid}"
    ids = {read_id(spelling) or spelling for spelling in row_ids}
    named = msgspec.json.encode([sorted(ids), sorted(set(global_keys))])
    return f"model run {run.uid}, data rows {hashlib.sha256(named).hexdigest()[:_SHOWN]}"


class _Rows:
    """Makes rows of pre-labels from what a run predicts.

    Args:
        names: The names of the features of the model by store id: ids are those of its ontology, and mean
            nothing in the project's.
    """

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names

    def of(self, written: Written) -> Iterator[Written]:
        """Yield one row per annotation; those of one group stay together."""
        named = _named(written.data_row)
        for bundle in written.bundles:
            groups: dict[str, list[Annotation]] = {}
            for annotation in bundle.annotations:
                groups.setdefault(annotation.group or f"\0{annotation.key}", []).append(
                    self._named(annotation)
                )
            for annotations in groups.values():
                said = Bundle(annotations, "pre_label", bundle.no, bundle.version, bundle.score)
                yield msgspec.structs.replace(written, data_row=named, bundles=[said])

    def _named(self, annotation: Annotation) -> Annotation:
        nested = [self._question(one) for one in annotation.classifications]
        name = annotation.feature or self._names.get(annotation.feature_id or 0)
        return msgspec.structs.replace(
            annotation, feature=name, feature_id=None, schema_id=None, classifications=nested
        )

    def _question(self, found: Classification) -> Classification:
        answers = [self._answer(one) for one in found.answers]
        name = found.feature or self._names.get(found.feature_id or 0)
        return msgspec.structs.replace(found, feature=name, feature_id=None, schema_id=None, answers=answers)

    def _answer(self, found: Answer) -> Answer:
        nested = [self._question(one) for one in found.classifications]
        value = self._names.get(found.feature_id or 0) if found.value is None else found.value
        return msgspec.structs.replace(
            found, value=value, feature_id=None, schema_id=None, classifications=nested
        )


def _named(row: DataRow) -> DataRow:
    """Return as much of a data row as it takes to find it; several assets have to be told apart."""
    return DataRow(row.assets if len(row.assets) > 1 else [], row.global_key)


def _names(session: Session, run: ModelRun) -> dict[int, str]:
    model = session.models.model_by_id(run.model_id)
    ontology = session.ontologies.by_id((model.ontology_id if model else None) or 0)
    return {feature.id: feature.name for feature in (ontology.walk() if ontology else ()) if feature.id}
