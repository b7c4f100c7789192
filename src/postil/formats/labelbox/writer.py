"""Canonical annotations to rows: the same row for what came from Labelbox, the nearest one for the rest."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from postil.formats.format import Written
from postil.formats.labelbox.answers import spell_answers, spell_classification
from postil.formats.labelbox.approximations import drawn
from postil.formats.labelbox.keys import is_derived, spell_key
from postil.formats.labelbox.masks import spell_mask
from postil.formats.labelbox.messages import spell_evaluation
from postil.formats.labelbox.metric_rows import METRIC
from postil.formats.labelbox.objects import SPELLED_UNITS, spell_object
from postil.formats.labelbox.relationships import spell_relationship
from postil.formats.labelbox.spans import in_characters, spell_span
from postil.formats.labelbox.spelling import Spelling, quirks_of
from postil.formats.labelbox.video import spell_segments
from postil.formats.labelbox.video_masks import is_mask_track, spell_masks
from postil.formats.pointers import put_back
from postil.model.annotation import Annotation
from postil.model.answer import Classification
from postil.model.geometry import Box, Mask, Point, Polygon, Polyline
from postil.model.identity import canonical_uuid
from postil.model.label import Bundle
from postil.model.span import TextSpan, TokenSpan
from postil.model.track import Track

_NOT_CARRIED = ("taxonomy", "ranking", "pairwise")
_encode = msgspec.json.Encoder().encode
# Some readers of line files take these for line ends. They occur in strings only, where they may be escaped.
_LINE_ENDS = ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"), (b"\xc2\x85", b"\\u0085"))

Row = dict[str, Any]


def encode_row(row: Row) -> bytes:
    """Spell one row as a line without its newline."""
    line = _encode(row)
    for raw, escaped in _LINE_ENDS:
        line = line.replace(raw, escaped)
    return line


def name_data_row(written: Written) -> dict[str, str]:
    """Name a data row: global key, id, or what else of it tells it from others."""
    row = written.data_row
    if row.global_key is not None:
        return {"globalKey": row.global_key}
    if written.row_id is not None:
        return {"id": written.row_id}
    urls = (asset.url for asset in row.assets if asset.url)
    found = row.external_id or next(urls, None) or _encode(row).decode()
    return {"globalKey": found if len(found) <= 200 else hashlib.sha256(found.encode()).hexdigest()}


def spell_rows(written: Written, spelling: Spelling) -> Iterator[Row]:
    """Yield the rows of one data row, in the order of its annotations."""
    spelling.size, spelling.text = written.size, written.text
    name = name_data_row(written)
    for bundle in written.bundles:
        yield from _bundle_rows(bundle, name, spelling)
        for metric in bundle.ext.get(METRIC, []):
            yield metric | {"dataRow": name | metric.get("dataRow", {})}


def _bundle_rows(bundle: Bundle, name: dict[str, str], spelling: Spelling) -> Iterator[Row]:
    ends = _ends(bundle.annotations)
    groups: dict[str, list[Annotation]] = {}
    for annotation in bundle.annotations:
        if annotation.group and is_mask_track(annotation):
            groups.setdefault(annotation.group, []).append(annotation)
    for annotation in bundle.annotations:
        members = groups.get(annotation.group or "")
        if members is None or not is_mask_track(annotation):
            row = _spell(annotation, spelling)
        else:
            row = _spell_group(members, spelling) if annotation is members[0] else None
        if row is not None:
            uuid = _uuid(annotation, quirks_of(annotation), ends)
            head: Row = {} if uuid is None else {"uuid": uuid}
            head["dataRow"] = dict(name)
            yield _surrounded(head | row, annotation, bundle)


def _ends(annotations: Iterable[Annotation]) -> set[str]:
    relations = [annotation.relation for annotation in annotations if annotation.relation]
    return {key for relation in relations for key in (relation.source, relation.target) if key}


def _spell_group(members: list[Annotation], spelling: Spelling) -> Row | None:
    masks = spell_masks(members, spelling)
    if masks is None:
        spelling.lose("LOS003", "edited video masks have no composite to be written from", members[0])
        return None
    return {"masks": masks}


def _spell(annotation: Annotation, spelling: Spelling) -> Row | None:
    row = _named(annotation, spelling)
    if row is None:
        return None
    quirks = quirks_of(annotation)
    if annotation.kind == "classification":
        content = _spell_answer(annotation, spelling)
    elif annotation.kind == "relationship":
        relation = spell_relationship(annotation, quirks)
        content = None if relation is None else {"relationship": relation}
    else:
        content = _spell_shape(annotation, quirks, spelling)
    if content is None:
        return None
    if annotation.kind != "classification":
        _spell_nested(row, annotation, quirks, spelling)
    _report_dropped(annotation, spelling)
    return row | content


def _named(annotation: Annotation, spelling: Spelling) -> Row | None:
    """Begin a row: which feature it is of, and how sure the model was."""
    name = annotation.labels[0] if annotation.labels else annotation.feature
    if annotation.kind == "relationship" and annotation.relation is not None:
        name = next(iter(annotation.relation.labels), name)
        if name is None and annotation.schema_id is None:
            name = "relationship"
    if len(annotation.labels) > 1:
        spelling.lose("LOS005", "several labels reduced to the first", annotation)
    if name is None and annotation.schema_id is None:
        spelling.lose("LOS003", "annotation without a label has no place in Labelbox rows", annotation)
        return None
    row: Row = {}
    if name is not None:
        row["name"] = name
    if annotation.schema_id is not None:
        row["schemaId"] = annotation.schema_id
    if annotation.confidence is not None:
        row["confidence"] = annotation.confidence
    if annotation.metrics:
        row["customMetrics"] = msgspec.to_builtins(annotation.metrics)
    return row


def _spell_answer(annotation: Annotation, spelling: Spelling) -> Row | None:
    if not annotation.classifications:
        return None
    classification = annotation.classifications[0]
    if classification.kind == "messages":
        parent = annotation.target.message if annotation.target else None
        evaluation = spell_evaluation(classification, parent)
        if evaluation is not None:
            return {"messageEvaluationTask": evaluation}
    if classification.kind in (*_NOT_CARRIED, "messages"):
        spelling.lose("LOS003", f"{classification.kind} has no place in Labelbox rows", annotation)
        return None
    return spell_answers(classification)


def _spell_nested(row: Row, annotation: Annotation, quirks: Row, spelling: Spelling) -> None:
    carried: list[Classification] = []
    for classification in annotation.classifications:
        if classification.kind in _NOT_CARRIED:
            spelling.lose("LOS003", f"{classification.kind} has no place in Labelbox rows", annotation)
        else:
            carried.append(classification)
    standard = "absent" if annotation.kind == "relationship" else "empty"
    if carried or quirks.get("classifications", standard) == "empty":
        row["classifications"] = [spell_classification(classification) for classification in carried]


def _spell_shape(annotation: Annotation, quirks: Row, spelling: Spelling) -> Row | None:
    shape = annotation.geometry
    content: Any = None
    match shape:
        case Mask():
            content = spell_mask(shape, quirks, spelling)
            key = "mask"
        case Track():
            content = spell_segments(shape, quirks, lambda inner: drawn(inner, annotation, spelling))
            key = "segments"
        case TextSpan() | TokenSpan():
            return spell_span(in_characters(shape, spelling.text), quirks)
        case Box() | Polygon() | Polyline() | Point() if _is_own(annotation, quirks):
            return spell_object(shape, quirks)
        case _:
            found = drawn(shape, annotation, spelling)
            return None if found is None else spell_object(found, quirks)
    if content is None:
        message = f"{key} that Labelbox rows cannot hold: its source is gone or its shape has no form there"
        spelling.lose("LOS003", message, annotation)
        return None
    return {key: content}


def _is_own(annotation: Annotation, quirks: Row) -> bool:
    """Shapes on document pages keep their unit; so do those whose row gave one."""
    has_page = annotation.target is not None and annotation.target.page is not None
    return (has_page or quirks.get("unit") is not None) and _unit(annotation) in SPELLED_UNITS


def _unit(annotation: Annotation) -> str | None:
    return getattr(annotation.geometry, "unit", None)


def _surrounded(row: Row, annotation: Annotation, bundle: Bundle) -> Row:
    """Add what stands around the shape: target, benchmark mark, and what only the source knew."""
    quirks = quirks_of(annotation)
    _spell_target(row, annotation, quirks)
    if bundle.is_benchmark or "benchmark" in quirks:
        row["isBenchmarkReferenceLabel"] = bundle.is_benchmark and "benchmark" not in quirks
    put_back(row, quirks.get("extra", {}))
    return row


def _uuid(annotation: Annotation, quirks: Row, ends: set[str]) -> str | None:
    key = annotation.group if annotation.group and is_mask_track(annotation) else annotation.key
    spelled = quirks.get("uuid")
    if isinstance(spelled, str) and canonical_uuid(spelled) == key:
        return spelled
    if is_derived(key) and key not in ends:
        return None
    return spell_key(key)


def _spell_target(row: Row, annotation: Annotation, quirks: Row) -> None:
    target = annotation.target
    if target is not None and target.page is not None:
        row["page"] = quirks.get("page", target.page) if target.page == 1 else target.page
    if target is not None and target.message is not None and "messageEvaluationTask" not in row:
        row["messageId"] = target.message
    if target is not None and target.series is not None:
        row["groupKey"] = target.series
    unit = quirks.get("unit")
    has_unit = any(key in row for key in ("bbox", "polygon", "line", "point"))
    if has_unit and unit != "absent" and ("page" in row or unit is not None):
        row["unit"] = SPELLED_UNITS.get(_unit(annotation) or "px", "PIXELS")


def _report_dropped(annotation: Annotation, spelling: Spelling) -> None:
    dropped = []
    if annotation.hidden:
        dropped.append("hidden")
    if annotation.readonly and annotation.kind != "relationship":
        dropped.append("readonly")
    if annotation.target is not None and annotation.target.item is not None:
        dropped.append("item of the series")
    for name in dropped:
        spelling.lose("LOS002", f"{name} dropped", annotation)
