"""Files of predictions that do not come in one piece: sent in parts, or fetched from an address."""

from typing import Annotated

import msgspec

from postil.facades.native.call import Answer, Call
from postil.facades.native.import_job import Import
from postil.facades.native.imports import begun
from postil.facades.native.model_run_imports import EXAMPLE_PREDICTIONS, PredictionOptions, new_predictions
from postil.facades.native.page import Number
from postil.facades.native.remote_files import FETCH_ERRORS, FETCHED_ALSO
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import creator
from postil.facades.native.scope import run_maker
from postil.facades.native.uploads import (
    ANNOUNCED_ALSO,
    ANNOUNCED_ERRORS,
    EXAMPLE_ANNOUNCEMENT,
    EXAMPLE_UPLOAD,
    AnnouncedUpload,
    announced,
)
from postil.services.uploads.announcement import MAX_PART_BYTES, MIN_PART_BYTES, Announcement


class NewPredictionUpload(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A file of predictions to be sent: `size` in bytes, `sha256` as 64 hex digits, and how to import it.

    Without `part_size` the server chooses.
    """

    size: Number
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    part_size: Annotated[int, msgspec.Meta(ge=MIN_PART_BYTES, le=MAX_PART_BYTES)] | None = None
    options: PredictionOptions = msgspec.field(default_factory=PredictionOptions)


class RemotePredictions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where a file of predictions is, and how to import it."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=8_000)]
    options: PredictionOptions = msgspec.field(default_factory=PredictionOptions)


def create_run_upload(call: Call[NewPredictionUpload, None]) -> Answer:
    """Announce a file."""
    asked = call.body
    new = new_predictions(call.uid, asked.options)
    return announced(
        call, Announcement(new=new, size=asked.size, sha256=asked.sha256, part_size=asked.part_size)
    )


def import_remote_predictions(call: Call[RemotePredictions, None]) -> Answer:
    """Get a file and import it."""
    new = new_predictions(call.uid, call.body.options)
    return begun(call, call.services.remote_files.take(call.body.url, new, call.user), None)


_PATH = f"{API}/model-runs/{{uid}}"

ROUTES = [
    Route(
        method="POST",
        path=f"{_PATH}/uploads",
        name="create_run_upload",
        summary="Announce a file of predictions that will be sent in parts",
        access=creator(run_maker),
        handler=create_run_upload,
        request=NewPredictionUpload,
        response=AnnouncedUpload,
        status=201,
        also=ANNOUNCED_ALSO,
        errors=ANNOUNCED_ERRORS,
        description=(
            "The parts are sent, and the upload is completed, like those of an upload into a project."
        ),
        example=Example(
            request=EXAMPLE_ANNOUNCEMENT,
            response={
                "upload": EXAMPLE_UPLOAD | {"project": None, "model_run": EXAMPLE_PREDICTIONS["model_run"]},
                "import": None,
            },
        ),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/imports/from-url",
        name="import_remote_predictions",
        summary="Import a file of predictions from a URL into a model run",
        access=creator(run_maker),
        handler=import_remote_predictions,
        request=RemotePredictions,
        response=Import,
        status=201,
        also=FETCHED_ALSO,
        errors={
            409: "The run has an import of this name with other content.",
            **FETCH_ERRORS,
        },
        description="The rules are those of an import from a URL into a project.",
        example=Example(
            request={"url": "https://example.org/boxes.ndjson", "options": {"name": "detector 7"}},
            response=EXAMPLE_PREDICTIONS,
        ),
    ),
]
