"""What a Labelbox annotation row may hold, typed for decoding. Field names keep the foreign spelling.

Every field is optional here: what a row must have is decided where it is read, so that each problem gets a
message of its own. `FILLED` marks lists whose empty spelling means the same as their absence; such rows are
rare and are read by the strict path (see `fields`), which remembers how they were spelled.
"""

# ruff: noqa: N815

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from postil.model.answer import CustomMetric, Range
from postil.model.geometry import Box

Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Number = Whole | float
FILLED = Meta(min_length=1)
NO_NAME = msgspec.Raw()


class DataRowName(msgspec.Struct, omit_defaults=True, gc=False):
    """Which data row a row is about; exactly one of the two is right."""

    id: str | None = None
    globalKey: str | None = None


class Position(msgspec.Struct, gc=False):
    """One point."""

    x: Number
    y: Number


class Rectangle(msgspec.Struct, gc=False):
    """A box; only plain rows are decoded straight to the model's own (see `BoxRow`)."""

    top: Number
    left: Number
    height: Number
    width: Number


class MaskForms(msgspec.Struct, omit_defaults=True, gc=False):
    """The four ways to give a mask: `png`, `imBytes`, `instanceURI`, or `size` with `counts`."""

    png: str | None = None
    imBytes: str | None = None
    instanceURI: str | None = None
    colorRGB: list[int] | None = None
    size: list[int] | None = None
    counts: list[int] | None = None


class Location(msgspec.Struct, omit_defaults=True, gc=False):
    """Characters of a text; `end` is inclusive. Exports say in `token` which these are."""

    start: Whole
    end: Whole
    token: str | None = None


class TextSelection(msgspec.Struct, gc=False):
    """Words of one group of a document's text layer."""

    tokenIds: list[str]
    groupId: str
    page: Whole


class AnswerRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A reply: an option by `name` or `schemaId`, or text as `value`."""

    name: str | None = None
    schemaId: str | None = None
    value: str | None = None
    frames: Annotated[list[Range], FILLED] | None = None
    classifications: Annotated[list["ClassificationRow"], FILLED] | None = None
    confidence: Number | None = None
    customMetrics: Annotated[list[CustomMetric], FILLED] | None = None


Reply = str | AnswerRow | list[AnswerRow]


class ClassificationRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A nested question; `answers` is another spelling of `answer`."""

    name: str | None = None
    schemaId: str | None = None
    answer: Reply | None = None
    answers: Reply | None = None
    frames: Annotated[list[Range], FILLED] | None = None
    classifications: Annotated[list["ClassificationRow"], FILLED] | None = None
    confidence: Number | None = None
    customMetrics: Annotated[list[CustomMetric], FILLED] | None = None


class KeyframeRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A shape at one frame. `polygon` and `mask` are known only to say that video does not take them."""

    frame: Whole
    bbox: Rectangle | None = None
    point: Position | None = None
    line: list[Position] | None = None
    polygon: Any = None
    mask: Any = None
    classifications: list[ClassificationRow] | None = None


class SegmentRow(msgspec.Struct, gc=False):
    """One stretch of visibility."""

    keyframes: list[KeyframeRow]


class MaskFrame(msgspec.Struct, omit_defaults=True, gc=False):
    """The composite mask of one frame."""

    index: Whole
    instanceURI: str | None = None
    imBytes: str | None = None


class MaskInstance(msgspec.Struct, omit_defaults=True, gc=False):
    """One colour of the composites, and the feature it stands for."""

    colorRGB: list[int] | None = None
    name: str | None = None
    schemaId: str | None = None


class MaskVideo(msgspec.Struct, gc=False):
    """Masks through time: composites by frame, instances by colour."""

    frames: list[MaskFrame]
    instances: list[MaskInstance]


class RelationshipRow(msgspec.Struct, omit_defaults=True, gc=False):
    """A link between two rows by uuid, or from a whole feature (`sourceOntologyName`)."""

    source: str | None = None
    target: str | None = None
    type: str | None = None
    readonly: bool | None = None
    sourceOntologyName: str | None = None


class MessageChoice(msgspec.Struct, omit_defaults=True, gc=False):
    """A message chosen or ranked."""

    messageId: str
    modelConfigName: str | None = None
    order: Whole | None = None


class EvaluationData(msgspec.Struct, omit_defaults=True, gc=False):
    """The reply to a message evaluation: one message, some messages, or a ranking."""

    parentMessageId: str | None = None
    messageId: str | None = None
    modelConfigName: str | None = None
    selectedMessages: list[MessageChoice] | None = None
    rankedMessages: list[MessageChoice] | None = None


class Evaluation(msgspec.Struct, omit_defaults=True, gc=False):
    """A message evaluation and its format."""

    format: str
    data: EvaluationData


class Row(msgspec.Struct, omit_defaults=True, gc=False):
    """One line of a Labelbox annotation file."""

    uuid: str | None = None
    dataRow: DataRowName | None = None
    name: str | None = None
    schemaId: str | None = None
    classifications: list[ClassificationRow] | None = None
    bbox: Rectangle | None = None
    confidence: Number | None = None
    customMetrics: Annotated[list[CustomMetric], FILLED] | None = None
    polygon: list[Position] | None = None
    line: list[Position] | None = None
    point: Position | None = None
    mask: MaskForms | None = None
    answer: Reply | None = None
    answers: Reply | None = None
    frames: Annotated[list[Range], FILLED] | None = None
    relationship: RelationshipRow | None = None
    isBenchmarkReferenceLabel: bool | None = None
    page: Whole | None = None
    unit: str | None = None
    location: Location | None = None
    messageId: str | None = None
    textSelections: list[TextSelection] | None = None
    segments: list[SegmentRow] | None = None
    masks: MaskVideo | None = None
    groupKey: str | None = None
    messageEvaluationTask: Evaluation | None = None
    metricValue: Any = None
    metricName: str | None = None
    featureName: str | None = None
    subclassName: str | None = None
    aggregation: str | None = None


class WireBox(Box, gc=False):
    """A box of which the decoder itself refuses numbers beyond 64 bits."""

    left: Number
    top: Number
    width: Number
    height: Number


class BoxRow(msgspec.Struct, gc=False):
    """The few fields of a row that is a plain box; decoding only these saves a quarter of the time.

    The data row is only looked at where it is not spelled as in the row before.
    """

    # In the order of the official client: the decoder looks for the next field first.
    uuid: str | None = None
    dataRow: msgspec.Raw = NO_NAME
    name: str | None = None
    # Unlike an empty list, an empty tuple is there already.
    classifications: tuple[Any, ...] | None = None
    bbox: WireBox | None = None
    confidence: Number | None = None


SHAPES = (
    "bbox",
    "polygon",
    "line",
    "point",
    "mask",
    "answer",
    "answers",
    "location",
    "textSelections",
    "segments",
    "masks",
    "relationship",
    "messageEvaluationTask",
    "metricValue",
)
"""The keys of which a row has exactly one."""

decode = msgspec.json.Decoder(Row).decode
decode_name = msgspec.json.Decoder(DataRowName).decode
_boxes = msgspec.json.Decoder(BoxRow)
decode_box, decode_boxes = _boxes.decode, _boxes.decode_lines
encode = msgspec.json.Encoder().encode
