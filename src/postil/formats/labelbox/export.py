"""Export rows, version 2, of images: what Labelbox gives back for a data row and its labels.

Shapes were taken from exports of the real service: rings closed, numbers as floats, `value` in machine
spelling. Which rows to export, and streaming them, is not decided here.
"""

from collections.abc import Callable

import msgspec

from postil.formats.labelbox.label_export import Json, LabelExport, MaskUrl
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow
from postil.model.issue import Loss
from postil.model.number import Size
from postil.model.ontology import FeatureIndex


class ExportedLabel(msgspec.Struct, kw_only=True):
    """One label of a data row in a project. `details` and `performance` go out as they are."""

    id: str
    annotations: list[Annotation]
    details: Json = {}
    performance: Json | None = None


class ExportedProject(msgspec.Struct, kw_only=True):
    """A project's part of an export row; `details` is `project_details`, None to leave it out."""

    id: str
    name: str
    labels: list[ExportedLabel]
    ontology: FeatureIndex
    details: Json | None = None


class ExportedRow(msgspec.Struct, kw_only=True):
    """A data row with its catalog facts; `details` holds dataset, author and times as the wire does.

    `text` is what a text says, None where that is not at hand.
    """

    id: str
    data_row: DataRow
    row_data: str
    size: Size | None = None
    text: str | None = None
    details: Json = {}
    metadata_fields: list[Json] = []
    attachments: list[Json] = []


def export_row(
    row: ExportedRow,
    projects: list[ExportedProject],
    mask_url: MaskUrl,
    losses: Callable[[Loss], None] = lambda _: None,
) -> Json:
    """Return one line of an export. Shapes Labelbox does not have are approximated and reported."""
    named: Json = {"id": row.id, "global_key": row.data_row.global_key}
    if row.data_row.external_id is not None:
        named["external_id"] = row.data_row.external_id
    exported = {project.id: _project(project, row, mask_url, losses) for project in projects}
    return {
        "data_row": named | {"row_data": row.row_data, "details": row.details},
        "media_attributes": _media(row),
        "attachments": row.attachments,
        "metadata_fields": row.metadata_fields,
        "projects": exported,
    }


def _media(row: ExportedRow) -> Json:
    asset = row.data_row.assets[0] if row.data_row.assets else None
    media: Json = {"asset_type": "image" if asset is None else asset.media_type}
    if asset is not None and asset.mime is not None:
        media["mime_type"] = asset.mime
    if row.size is not None:
        media["width"], media["height"] = row.size
    if asset is not None:
        media["exif_rotation"] = str(asset.orientation)
    return media


def _project(
    project: ExportedProject, row: ExportedRow, mask_url: MaskUrl, losses: Callable[[Loss], None]
) -> Json:
    labels = []
    for label in project.labels:
        exported = {
            "label_kind": "Default",
            "version": "1.0.0",
            "id": label.id,
            "label_details": label.details,
            "annotations": LabelExport(label.id, project.ontology, row.size, mask_url, losses, row.text).all(
                label.annotations
            ),
        }
        if label.performance is not None:
            exported["performance_details"] = label.performance
        labels.append(exported)
    spelled: Json = {"name": project.name, "labels": labels}
    if project.details is not None:
        spelled["project_details"] = project.details
    return spelled
