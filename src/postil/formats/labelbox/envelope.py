"""What every row has around its shape: who it is, what it is about, and which one shape it carries."""

from operator import attrgetter

import msgspec

from postil.formats.entry import Entry
from postil.formats.labelbox.answers import read_classification, read_classifications
from postil.formats.labelbox.masks import read_mask
from postil.formats.labelbox.messages import read_evaluation
from postil.formats.labelbox.metric_rows import METRIC, read_metric
from postil.formats.labelbox.objects import read_object
from postil.formats.labelbox.reading import EXT, Reading, quoted
from postil.formats.labelbox.relationships import read_relationship
from postil.formats.labelbox.spans import read_location, read_selections
from postil.formats.labelbox.video import read_segments
from postil.formats.labelbox.video_masks import read_masks
from postil.formats.labelbox.wire import SHAPES, Row
from postil.model.annotation import Annotation, Geometry
from postil.model.data_row import DataRowReference
from postil.model.identity import canonical_uuid, content_key
from postil.model.target import Target

MAX_GLOBAL_KEY = 200


def read_row(reading: Reading, line: bytes) -> Entry:
    """Return the entry of a decoded row; one with errors has no annotations."""
    row = reading.row
    reference = _reference(reading)
    key = _key(reading)
    shape = _shape(reading)
    entry = Entry(reading.line, reference, spelled_key=row.uuid, ext={})
    if row.isBenchmarkReferenceLabel is not None:
        entry.is_benchmark = row.isBenchmarkReferenceLabel
        if not entry.is_benchmark:
            reading.quirks["benchmark"] = False
    if shape is not None:
        if shape not in ("masks", "metricValue") and row.name is None and row.schemaId is None:
            _report_nameless(reading)
        _fill(entry, shape, key, line, reading)
    entry.issues = reading.issues
    entry.contents = reading.used
    if reading.has_errors:
        entry.annotations, entry.ext = [], {}
    return entry


def _fill(entry: Entry, shape: str, key: str, line: bytes, reading: Reading) -> None:
    row = reading.row
    if shape == "metricValue":
        entry.ext = {METRIC: read_metric(reading)}
        return
    target = _target(reading)
    if shape == "masks" and row.masks is not None:
        group = key or content_key(line.strip(), 0)
        entry.annotations = read_masks(row.masks, key, group, reading)
        for annotation in entry.annotations:
            annotation.target = target
    else:
        entry.annotations = [_annotation(shape, key, target, reading)]
    _keep_strangers(shape, reading)
    quirks = reading.quirks
    if reading.extra:
        quirks["extra"] = reading.extra
    if quirks and entry.annotations:
        first = entry.annotations[0]
        first.ext = {EXT: first.ext.get(EXT, {}) | quirks}


def _annotation(shape: str, key: str, target: Target | None, reading: Reading) -> Annotation:
    row = reading.row
    found = Annotation(key, row.name, target=target, schema_id=row.schemaId)
    found.confidence = row.confidence
    found.metrics = row.customMetrics or []
    if shape in ("answer", "answers", "messageEvaluationTask"):
        found.kind = "classification"
        classification = (
            read_evaluation(row.messageEvaluationTask, reading)
            if row.messageEvaluationTask is not None
            else read_classification(row, "", reading)
        )
        found.classifications = [] if classification is None else [classification]
        return found
    if shape == "relationship" and row.relationship is not None:
        found.kind = "relationship"
        found.relation = read_relationship(row.relationship, reading)
        found.readonly = row.relationship.readonly is True
    else:
        found.geometry = _geometry(shape, reading)
    found.classifications = read_classifications(row.classifications, "/classifications", reading)
    if (row.classifications is None) == (found.kind == "object"):
        reading.quirks["classifications"] = "absent" if row.classifications is None else "empty"
    return found


def _geometry(shape: str, reading: Reading) -> Geometry | None:
    row = reading.row
    if shape == "mask" and row.mask is not None:
        return read_mask(row.mask, reading)
    if shape == "location" and row.location is not None:
        return read_location(row.location, reading)
    if shape == "textSelections" and row.textSelections is not None:
        return read_selections(row.textSelections)
    if shape == "segments" and row.segments is not None:
        return read_segments(row.segments, reading)
    return read_object(shape, reading)


def _reference(reading: Reading) -> DataRowReference | None:
    name = reading.row.dataRow
    if name is None:
        if "dataRow" not in reading.broken:
            hint = 'add "dataRow": {"globalKey": …} or {"id": …}'
            reading.report("ROW001", "dataRow is missing", hint, "/dataRow")
        return None
    if (name.id is None) == (name.globalKey is None):
        what = "has both id and globalKey" if name.id is not None else "has neither id nor globalKey"
        hint, got = "give exactly one of the two", msgspec.to_builtins(name)
        reading.report("ROW002", f"dataRow {what}", hint, "/dataRow", got=got)
        return None
    if name.globalKey is None:
        if not name.id:
            reading.report("ROW002", "dataRow id is empty", "give the id of the data row", "/dataRow/id")
            return None
        return DataRowReference("id", name.id)
    if not 0 < len(name.globalKey) <= MAX_GLOBAL_KEY:
        reading.report(
            "ROW011", f"globalKey has {len(name.globalKey)} characters, must have 1 to {MAX_GLOBAL_KEY}",
            "use the global key of the data row", "/dataRow/globalKey", got=name.globalKey,
        )  # fmt: skip
        return None
    return DataRowReference("global_key", name.globalKey)


def _key(reading: Reading) -> str:
    spelled = reading.row.uuid
    if spelled is None:
        return ""
    key = canonical_uuid(spelled)
    if key is None:
        reading.report(
            "ROW012", f"uuid is {quoted(spelled)}, which is not a uuid",
            "give 32 hexadecimal digits, with or without dashes or braces, or leave uuid out",
            "/uuid", got=spelled,
        )  # fmt: skip
        return ""
    if key != spelled:
        reading.quirks["uuid"] = spelled
    return key


def _shape(reading: Reading) -> str | None:
    row, broken = reading.row, reading.broken
    given = [name for name, shape in zip(SHAPES, _shapes(row), strict=True) if shape is not None]
    if broken:
        given += [name for name in SHAPES if name in broken]
    if len(given) == 1:
        return None if given[0] in broken else given[0]
    if given == ["answer", "answers"]:
        # One question with two replies: the reader of answers says so.
        return "answer"
    if given:
        message, hint = f"row has several shapes ({', '.join(given)})", "write one row per shape"
        reading.report("ROW008", message, hint, "", got=given)
    else:
        hint = f"give one of {', '.join(SHAPES)}"
        reading.report("ROW007", "row has no shape and no answer", hint, "")
    return None


def _report_nameless(reading: Reading) -> None:
    if not reading.broken.intersection(("name", "schemaId")):
        hint = "give name as in the ontology, or schemaId"
        reading.report("ROW006", "row has neither name nor schemaId", hint, "/name")


def _target(reading: Reading) -> Target | None:
    row: Row = reading.row
    page, message, series = row.page, row.messageId, row.groupKey
    if row.messageEvaluationTask is not None:
        parent = row.messageEvaluationTask.data.parentMessageId
        if message is not None and parent is not None:
            reading.extra["/messageId"] = message
        message = message if parent is None else parent
    if page == 0:
        page = 1
        reading.quirks["page"] = 0
        hint = "count pages from 1"
        reading.report("TXT005", "page 0 is read as page 1", hint, "/page", got=0, severity="warning")
    if page is None and message is None and series is None:
        return None
    return Target(page=page, message=message, series=series)


_shapes = attrgetter(*SHAPES)
_STRANGERS = ("frames", "metricName", "featureName", "subclassName", "aggregation", "unit")
_strangers = attrgetter(*_STRANGERS)
_NO_STRANGERS = (None,) * len(_STRANGERS)
_OWN = {
    "bbox": {"unit"}, "polygon": {"unit"}, "line": {"unit"}, "point": {"unit"},
    "answer": {"frames"}, "answers": {"frames"},
}  # fmt: skip
_FOREIGN = {
    "masks": {"name", "schemaId", "classifications", "confidence", "customMetrics"},
    "messageEvaluationTask": {"classifications"},
}


def _keep_strangers(shape: str, reading: Reading) -> None:
    """Keys that belong to rows of another shape are reported and kept as they came."""
    if _strangers(reading.row) == _NO_STRANGERS and shape not in _FOREIGN:
        return
    names = set(_STRANGERS) - _OWN.get(shape, set()) | _FOREIGN.get(shape, set())
    for name in sorted(names):
        value = getattr(reading.row, name)
        if value is not None:
            pointer = f"/{name}"
            reading.extra[pointer] = msgspec.to_builtins(value)
            reading.report(
                "ROW009", f"{name} means nothing beside {shape}", "remove it; it is kept and written back",
                pointer, got=reading.extra[pointer], severity="warning",
            )  # fmt: skip
