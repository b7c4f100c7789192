"""Rows of an annotation file as labels."""

from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from postil.errors import AnnotationError
from postil.model.identity import canonical_uuid
from postil.types.data import GenericDataRowData
from postil.types.dicom import DICOMMaskAnnotation, DICOMObjectAnnotation
from postil.types.feature import Extra
from postil.types.label import Annotation, Label
from postil.types.message import (
    MessageEvaluationTaskAnnotation,
    MessageInfo,
    MessageMultiSelectionTask,
    MessageRankingTask,
    MessageSingleSelectionTask,
    OrderedMessageInfo,
    Task,
)
from postil.types.metric import ConfusionMatrixMetric, Metric, ScalarMetric
from postil.types.object_annotation import ObjectAnnotation
from postil.types.read_answers import read_measures, read_question_row, read_questions
from postil.types.read_shapes import SHAPE_KEYS, read_shape
from postil.types.refusal import judge
from postil.types.relationship import Relationship, RelationshipAnnotation
from postil.types.tracks import TRACK
from postil.types.video import VideoObjectAnnotation
from postil.types.video_mask import MaskFrame, MaskInstance, VideoMaskAnnotation

Tree = Mapping[str, Any]
Numbered = tuple[int, Tree]
T = TypeVar("T")

_SLIPS = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What reading a tree of another form than expected ends in."""


def read_labels(rows: Iterable[Tree]) -> Iterator[Label]:
    """Yield one label for each data row, in the order they are first named."""
    found: dict[GenericDataRowData, list[Numbered]] = {}
    for number, row in enumerate(rows, 1):
        data = _checked(number, row, _data_row)
        found.setdefault(data, []).append((number, row))
    for data, numbered in found.items():
        yield _LabelReading(numbered).read(data)


class _LabelReading:
    """The reading of one label: links are resolved when everything else is there."""

    def __init__(self, rows: list[Numbered]) -> None:
        self._rows = rows
        self._ends: dict[str, Any] = {}
        names = Counter(_name(row) for _, row in rows if "segments" in row)
        self._tracks = 0
        self._repeated = {name for name, count in names.items() if count > 1}

    def read(self, data: GenericDataRowData) -> Label:
        slots: list[list[Annotation]] = []
        for number, row in self._rows:
            slots.append([] if "relationship" in row else _checked(number, row, self._read))
            self._note(row, slots[-1])
        for slot, (number, row) in zip(slots, self._rows, strict=True):
            if "relationship" in row:
                slot.append(_checked(number, row, self._read_link))
        is_benchmark = any(row.get("isBenchmarkReferenceLabel") for _, row in self._rows)
        annotations = [annotation for slot in slots for annotation in slot]
        return Label(data=data, annotations=annotations, is_benchmark_reference=is_benchmark)

    def _note(self, row: Tree, found: list[Annotation]) -> None:
        uuid = row.get("uuid")
        if found and isinstance(uuid, str):
            self._ends[canonical_uuid(uuid) or uuid] = found[0]

    def _read(self, row: Tree) -> list[Annotation]:
        extra = _extra(row)
        if "segments" in row:
            return list(_read_track(row, extra | self._mark(row)))
        if "answer" in row or "answers" in row:
            return list(read_question_row(row, extra))
        key = next((key for key in SHAPE_KEYS if key in row), None)
        if key is not None:
            return [_read_object(row, key, extra)]
        for other, read in _OTHERS.items():
            if other in row:
                return [read(row, extra)]
        judge(dict(row))
        raise KeyError

    def _mark(self, row: Tree) -> Extra:
        """Keep objects of one name apart that have no uuid to do so."""
        if "uuid" in row or _name(row) not in self._repeated:
            return {}
        self._tracks += 1
        return {TRACK: self._tracks}

    def _read_link(self, row: Tree) -> RelationshipAnnotation:
        link = row["relationship"]
        if ("source" in link) == ("sourceOntologyName" in link) or "target" not in link:
            judge(dict(row))
        found = Relationship(
            source=self._end(link, "source"), target=self._end(link, "target"),
            source_ontology_name=link.get("sourceOntologyName"),
            type=link.get("type", "unidirectional"), readonly=link.get("readonly"),
        )  # fmt: skip
        return RelationshipAnnotation(
            name=row.get("name"), feature_schema_id=row.get("schemaId"), value=found, extra=_extra(row),
            **read_measures(row),
        )  # fmt: skip

    def _end(self, link: Tree, name: str) -> Any:
        uuid = link.get(name)
        if uuid is None:
            return None
        found = self._ends.get(canonical_uuid(uuid) or uuid)
        if found is None:
            raise AnnotationError(
                f"{name} {uuid} is not among the rows of its data row",
                code="REL004", hint="give the row it names", path=f"/relationship/{name}", got=uuid,
            )  # fmt: skip
        return found


def _checked(number: int, row: Tree, read: Callable[[Tree], T]) -> T:
    """Read a row; what it fails on is told the way an import would, with the row's number."""
    try:
        try:
            return read(row)
        except AnnotationError:
            raise
        except _SLIPS:
            judge(dict(row))
            raise AnnotationError(
                "row cannot be read", code="ROW010", hint="compare it with a written one"
            ) from None
    except AnnotationError as error:
        raise AnnotationError(
            f"row {number}: {error.message}", code=error.code, hint=error.hint, path=error.path,
            got=error.got, expected=error.expected,
        ) from None  # fmt: skip


def _data_row(row: Tree) -> GenericDataRowData:
    if not isinstance(row, Mapping):
        raise AnnotationError(
            f"row is a {type(row).__name__}, must be an object", code="SRC004", hint="give rows as mappings"
        )
    if "dataRow" not in row:
        hint = 'add "dataRow": {"globalKey": …} or {"id": …}'
        raise AnnotationError("dataRow is missing", code="ROW001", hint=hint, path="/dataRow")
    named = row["dataRow"]
    return GenericDataRowData(uid=named.get("id"), global_key=named.get("globalKey"))


def _name(row: Tree) -> Any:
    return row.get("schemaId") or row.get("name")


def _extra(row: Tree) -> Extra:
    """Return the uuid, and keys that are not known."""
    return {key: value for key, value in row.items() if key not in _KNOWN}


def _read_object(row: Tree, key: str, extra: Extra) -> ObjectAnnotation:
    return ObjectAnnotation(
        name=row.get("name"), feature_schema_id=row.get("schemaId"), value=read_shape(row, key), extra=extra,
        classifications=read_questions(row.get("classifications")), **read_measures(row),
    )  # fmt: skip


def _read_track(row: Tree, extra: Extra) -> Iterator[VideoObjectAnnotation]:
    measures = read_measures(row)
    plane = row.get("groupKey")
    kind: Any = VideoObjectAnnotation if plane is None else DICOMObjectAnnotation
    for number, segment in enumerate(row["segments"]):
        for keyframe in segment["keyframes"]:
            key = next((key for key in ("bbox", "point", "line") if key in keyframe), "")
            yield kind(
                name=row.get("name"), feature_schema_id=row.get("schemaId"), extra=dict(extra),
                frame=keyframe["frame"], keyframe=True, segment_index=number, value=read_shape(keyframe, key),
                classifications=read_questions(keyframe.get("classifications")),
                **({} if plane is None else {"group_key": plane}), **measures,
            )  # fmt: skip
            measures = {}


def _read_masks(row: Tree, extra: Extra) -> VideoMaskAnnotation:
    masks = row["masks"]
    frames = [
        MaskFrame(
            index=one["index"],
            instance_uri=one.get("instanceURI"),
            im_bytes=None if "imBytes" not in one else b64decode(one["imBytes"], validate=True),
        )
        for one in masks["frames"]
    ]
    instances = [
        MaskInstance(
            color_rgb=tuple(one.get("colorRGB") or ()),
            name=one.get("name"),
            feature_schema_id=one.get("schemaId"),
        )
        for one in masks["instances"]
    ]
    plane = row.get("groupKey")
    if plane is None:
        return VideoMaskAnnotation(frames=frames, instances=instances, extra=extra)
    return DICOMMaskAnnotation(frames=frames, instances=instances, extra=extra, group_key=plane)


def _read_judgement(row: Tree, extra: Extra) -> MessageEvaluationTaskAnnotation:
    task = row["messageEvaluationTask"]
    return MessageEvaluationTaskAnnotation(
        name=row.get("name"),
        feature_schema_id=row.get("schemaId"),
        extra=extra,
        value=_read_task(task["format"], task["data"]),
        **read_measures(row),
    )


def _read_task(form: str, data: Tree) -> Task:
    parent = data["parentMessageId"]
    if form == "message-single-selection":
        return MessageSingleSelectionTask(parent_message_id=parent, **_message(data))
    if form == "message-multi-selection":
        chosen = [MessageInfo(**_message(one)) for one in data["selectedMessages"]]
        return MessageMultiSelectionTask(parent_message_id=parent, selected_messages=chosen)
    if form != "message-ranking":
        raise KeyError(form)
    ranked = [OrderedMessageInfo(order=one["order"], **_message(one)) for one in data["rankedMessages"]]
    return MessageRankingTask(parent_message_id=parent, ranked_messages=ranked)


def _message(row: Tree) -> dict[str, str]:
    return {"message_id": row["messageId"], "model_config_name": row["modelConfigName"]}


def _read_metric(row: Tree, extra: Extra) -> Metric:
    value = row["metricValue"]
    if isinstance(value, Mapping):
        value = {float(confidence): one for confidence, one in value.items()}
    kind: Any = ConfusionMatrixMetric if row.get("aggregation") == "CONFUSION_MATRIX" else ScalarMetric
    metric: Metric = kind(
        value=value, metric_name=row.get("metricName"), feature_name=row.get("featureName"),
        subclass_name=row.get("subclassName"), aggregation=row["aggregation"], extra=extra,
    )  # fmt: skip
    return metric


_OTHERS: dict[str, Callable[[Tree, Extra], Annotation]] = {
    "masks": _read_masks,
    "messageEvaluationTask": _read_judgement,
    "metricValue": _read_metric,
}

_KNOWN = frozenset(
    {
        "dataRow", "name", "schemaId", "classifications", "confidence", "customMetrics", "page", "unit",
        "messageId", "groupKey", "frames", "answer", "answers", "segments", "relationship", "metricName",
        "featureName", "subclassName", "aggregation", "isBenchmarkReferenceLabel", *SHAPE_KEYS, *_OTHERS,
    }
)  # fmt: skip
