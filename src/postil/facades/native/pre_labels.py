"""Pre-labels: the versions of them that a project has."""

from datetime import datetime

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.model.number import Number
from postil.services.instant import moment


class PreLabelVersion(msgspec.Struct, kw_only=True):
    """The pre-labels of one version; `version` is null for those without one."""

    version: str | None
    annotations: int
    min_score: Number | None
    max_score: Number | None
    imported_at: datetime


class PreLabelVersions(msgspec.Struct, kw_only=True):
    """The versions, newest first."""

    versions: list[PreLabelVersion]
    is_complete: bool


def get_pre_label_versions(call: Call[None, None]) -> PreLabelVersions:
    """List versions."""
    found, is_complete = call.services.pre_labels.versions(call.uid)
    versions = [
        PreLabelVersion(
            version=one.version,
            annotations=one.annotations,
            min_score=one.min_score,
            max_score=one.max_score,
            imported_at=moment(one.imported_at),
        )
        for one in found
    ]
    return PreLabelVersions(versions=versions, is_complete=is_complete)


_VERSION = {
    "version": "yolo 3",
    "annotations": 1200,
    "min_score": 0.31,
    "max_score": 0.98,
    "imported_at": "2026-01-05T09:20:00Z",
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/pre-label-versions",
        name="get_pre_label_versions",
        summary="List the versions of the pre-labels of a project, newest first",
        access=at_least("viewer", project_in_path),
        handler=get_pre_label_versions,
        response=PreLabelVersions,
        description="The newest 20,000 bundles are counted; where there are more, `is_complete` is false. "
        "What a later import has replaced counts in both.",
        example=Example(response={"versions": [_VERSION], "is_complete": True}),
    ),
]
