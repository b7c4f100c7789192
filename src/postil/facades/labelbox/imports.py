"""Imports: pre-labels, ground truth and predictions from files of annotation rows."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call, Upload
from postil.facades.labelbox.field import Fields, Json, Resolver
from postil.facades.labelbox.import_json import import_json
from postil.facades.labelbox.import_statuses import FILES
from postil.facades.labelbox.uploads import own_upload
from postil.model.label import SetKind
from postil.ports.jobs import Job, JobSettings
from postil.services.imports.deletion import delete_import
from postil.services.imports.intake import NewImport
from postil.services.imports.patience import settled

__all__ = ["FIELDS", "FILES"]

PATIENCE_S = 8.0
"""Seconds an answer waits for an import to end: who is told that it runs sleeps for ten."""

PIECE_BYTES = 256 * 1024
WINDOW = 100
MOST_PAGE = 5_000


class Parent(msgspec.Struct):
    """What an import is found by, or a list of them: a project or a model run, and the name."""

    projectId: str = ""  # noqa: N815 - as the package spells it
    modelRunId: str = ""  # noqa: N815
    name: str = ""


def create_import(purpose: SetKind) -> Resolver:
    """Return what takes a file of annotation rows for a purpose; the same again is the same import."""

    def create(call: Call, _: Any, *, data: Json) -> Json:
        new = NewImport(
            name=data["name"],
            purpose=purpose,
            format="labelbox",
            source_name=data["name"],
            # Whatever a row says is answered row by row here: a file that is refused whole has no reasons.
            settings=JobSettings(trust_units=True),
        )
        if purpose == "prediction":
            run = call.services.model_runs.get(call.uid(data.get("modelRunId") or ""), call.user)
            call.services.model_runs.demand(run.id, call.user, to_change=True)
            new.model_run_uid = run.uid
        else:
            parent = call.uid(data.get("projectId") or "")
            new.project_uid = call.services.visibility.project(parent, call.user, "manager").uid
        return _answered(call, _received(call, new, data))

    return create


def _received(call: Call, new: NewImport, data: Json) -> Job:
    url, payload = data.get("fileUrl"), data.get("filePayload")
    upload = payload.get("file") if payload is not None else None
    if (url is None) is (upload is None):
        raise UsageError("an import takes either `filePayload` or `fileUrl`", hint="give one of them")
    if url is None:
        if not isinstance(upload, Upload):
            raise UsageError("`filePayload.file` is no part of this request", hint="send it as a form")
        return _taken(call, new, upload.file)
    new.settings.source_url = url
    sha256 = own_upload(call.services, url)
    if sha256 is None:
        return call.services.remote_files.take(url, new, call.user)
    with call.services.blobs.open(sha256) as file:
        return _taken(call, new, file)


def _taken(call: Call, new: NewImport, file: BinaryIO) -> Job:
    """Hand a file to an import while it arrives."""
    receiver = call.services.imports.receive(new, call.user)
    try:
        while piece := file.read(PIECE_BYTES):
            receiver.write(piece)
    except BaseException:
        receiver.abort()
        raise
    return call.services.imports.take(receiver)


class SentRows(msgspec.Struct):
    """What is sent on: the predictions of a run about these data rows."""

    name: str
    modelRunId: str  # noqa: N815 - as the package spells it
    projectId: str  # noqa: N815
    dataRowIds: list[str]  # noqa: N815


def send_predictions(call: Call, _: Any, *, data: Json) -> Json:
    """Make predictions of a run pre-labels of a project."""
    sent = read(data, SentRows)
    if not sent.dataRowIds:
        # Without names it would be all there is.
        raise UsageError("no data row is named", hint="give the ids of data rows of the run")
    sending = call.services.sent_predictions.send(
        call.uid(sent.modelRunId),
        call.uid(sent.projectId),
        sent.name,
        call.user,
        row_ids=[call.uid(one) for one in sent.dataRowIds],
    )
    return _answered(call, sending.job)


def _answered(call: Call, job: Job) -> Json:
    """Answer an import that was made just now."""
    if call.options.answer_running_first:
        return import_json(call, job, is_first=True)
    return import_json(call, settled(call.services.imports, job, PATIENCE_S))


def get_import(purpose: SetKind) -> Resolver:
    """Return what finds an import by its parent and its name."""

    def get(call: Call, _: Any, *, where: Json) -> Json:
        parent = read(where, Parent, "where")
        imports = call.services.imports
        if purpose == "prediction":
            run = call.services.model_runs.get(call.uid(parent.modelRunId), call.user)
            job = imports.named(parent.name, model_run_uid=run.uid)
        else:
            project = call.services.visibility.project(call.uid(parent.projectId), call.user)
            job = imports.named(parent.name, project_uid=project.uid)
        if job.purpose != purpose:
            raise NotFoundError(f"no import {parent.name!r} here", hint="list the imports")
        return import_json(call, job)

    return get


def list_imports(purpose: SetKind) -> Resolver:
    """Return what lists the imports of a project, newest first, without those that were undone."""

    def list_(
        call: Call, _: Any, *, where: Json, skip: int | None = 0, first: int | None = 100
    ) -> list[Json]:
        start, length = skip or 0, first or 0
        if start < 0 or not 0 <= length <= MOST_PAGE:
            raise UsageError(f"a page of {length} after {start} is none", hint=f"ask for 0 to {MOST_PAGE}")
        parent = call.uid(read(where, Parent, "where").projectId)
        project = call.services.visibility.project(parent, call.user)
        found = islice(_visible(call, project.uid, purpose), start, start + length)
        return [import_json(call, job) for job in found]

    return list_


def _visible(call: Call, project_uid: str, purpose: SetKind) -> Iterator[Job]:
    before: int | None = None
    while True:
        jobs = call.services.imports.list_jobs(project_uid, before_id=before, limit=WINDOW, purpose=purpose)
        yield from (job for job in jobs if job.undone_at is None)
        if len(jobs) < WINDOW:
            return
        before = jobs[-1].id


def delete_pre_labels(call: Call, _: Any, *, where: Json) -> Json:
    """Undo an import of pre-labels, or stop it."""
    job = _pre_labels(call, where["id"])
    answer = import_json(call, job)
    delete_import(call.services.imports, call.services.undos, job, call.user)
    return answer


def _pre_labels(call: Call, spelling: str) -> Job:
    """Find an import the caller may undo; whatever they may not know of looks the same."""
    missing = NotFoundError(f"there is no import {spelling[:80]!r}", hint="list the imports of the project")
    try:
        job = call.services.imports.get(call.uid(spelling))
        uid = call.services.projects.uid_of(job.project_id or 0)
        if uid is None or job.purpose != "pre_label":
            raise missing
        call.services.visibility.project(uid, call.user, "manager")
    except NotFoundError:
        raise missing from None
    return job


FIELDS: Fields = {
    "Query.modelAssistedLabelingPredictionImport": get_import("pre_label"),
    "Query.modelAssistedLabelingPredictionImports": list_imports("pre_label"),
    "Query.labelImport": get_import("ground_truth"),
    "Query.labelImports": list_imports("ground_truth"),
    "Query.modelErrorAnalysisPredictionImport": get_import("prediction"),
    "Query.meaToMalPredictionImport": get_import("pre_label"),
    "Mutation.createModelAssistedLabelingPredictionImport": create_import("pre_label"),
    "Mutation.deleteModelAssistedLabelingPredictionImport": delete_pre_labels,
    "Mutation.createLabelImport": create_import("ground_truth"),
    "Mutation.createModelErrorAnalysisPredictionImport": create_import("prediction"),
    "Mutation.createMalPredictionImportForModelRunDataRows": send_predictions,
}
