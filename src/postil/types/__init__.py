"""Annotations as Python objects, for programs that make them: `import postil.types as lb_types`.

Importing this is light: numpy and Pillow are loaded with the first mask that holds pixels.
"""

from postil.errors import AnnotationError
from postil.types.classification import (
    Checklist,
    ClassificationAnnotation,
    ClassificationAnswer,
    Radio,
    Text,
)
from postil.types.collection import LabelGenerator
from postil.types.custom_metric import CustomMetric
from postil.types.data import (
    AudioData,
    ConversationData,
    DicomData,
    DocumentData,
    GenericDataRowData,
    HTMLData,
    ImageData,
    LlmPromptCreationData,
    LlmPromptResponseCreationData,
    LlmResponseCreationData,
    TextData,
    VideoData,
)
from postil.types.dicom import DICOMMaskAnnotation, DICOMObjectAnnotation, GroupKey
from postil.types.entity import ConversationEntity, DocumentEntity, DocumentTextSelection, TextEntity
from postil.types.label import Label
from postil.types.line import Line
from postil.types.mask import Mask
from postil.types.mask_data import MaskData
from postil.types.message import (
    MessageEvaluationTaskAnnotation,
    MessageInfo,
    MessageMultiSelectionTask,
    MessageRankingTask,
    MessageSingleSelectionTask,
    OrderedMessageInfo,
)
from postil.types.metric import (
    ConfusionMatrixAggregation,
    ConfusionMatrixMetric,
    ScalarMetric,
    ScalarMetricAggregation,
)
from postil.types.ndjson import NDJsonConverter, from_ndjson, to_ndjson
from postil.types.object_annotation import ObjectAnnotation
from postil.types.point import Geometry, Point
from postil.types.polygon import Polygon
from postil.types.prompt import PromptClassificationAnnotation, PromptText
from postil.types.rectangle import DocumentRectangle, Rectangle, RectangleUnit
from postil.types.relationship import Relationship, RelationshipAnnotation
from postil.types.temporal import (
    TemporalClassificationAnswer,
    TemporalClassificationQuestion,
    TemporalClassificationText,
)
from postil.types.tiled import EPSG, TiledBounds, TiledImageData, TileLayer
from postil.types.video import VideoClassificationAnnotation, VideoObjectAnnotation
from postil.types.video_mask import MaskFrame, MaskInstance, VideoMaskAnnotation

__all__ = [
    "EPSG",
    "AnnotationError",
    "AudioData",
    "Checklist",
    "ClassificationAnnotation",
    "ClassificationAnswer",
    "ConfusionMatrixAggregation",
    "ConfusionMatrixMetric",
    "ConversationData",
    "ConversationEntity",
    "CustomMetric",
    "DICOMMaskAnnotation",
    "DICOMObjectAnnotation",
    "DicomData",
    "DocumentData",
    "DocumentEntity",
    "DocumentRectangle",
    "DocumentTextSelection",
    "GenericDataRowData",
    "Geometry",
    "GroupKey",
    "HTMLData",
    "ImageData",
    "Label",
    "LabelGenerator",
    "Line",
    "LlmPromptCreationData",
    "LlmPromptResponseCreationData",
    "LlmResponseCreationData",
    "Mask",
    "MaskData",
    "MaskFrame",
    "MaskInstance",
    "MessageEvaluationTaskAnnotation",
    "MessageInfo",
    "MessageMultiSelectionTask",
    "MessageRankingTask",
    "MessageSingleSelectionTask",
    "NDJsonConverter",
    "ObjectAnnotation",
    "OrderedMessageInfo",
    "Point",
    "Polygon",
    "PromptClassificationAnnotation",
    "PromptText",
    "Radio",
    "Rectangle",
    "RectangleUnit",
    "Relationship",
    "RelationshipAnnotation",
    "ScalarMetric",
    "ScalarMetricAggregation",
    "TemporalClassificationAnswer",
    "TemporalClassificationQuestion",
    "TemporalClassificationText",
    "Text",
    "TextData",
    "TextEntity",
    "TileLayer",
    "TiledBounds",
    "TiledImageData",
    "VideoClassificationAnnotation",
    "VideoData",
    "VideoMaskAnnotation",
    "VideoObjectAnnotation",
    "from_ndjson",
    "to_ndjson",
]
