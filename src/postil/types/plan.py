"""How each kind of annotation becomes a row, and where its uuid comes from."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from postil.types.classification import ClassificationAnnotation
from postil.types.dicom import DICOMMaskAnnotation
from postil.types.feature import spell_feature
from postil.types.message import MessageEvaluationTaskAnnotation, spell_task
from postil.types.metric import ConfusionMatrixMetric, ScalarMetric, spell_metric
from postil.types.object_annotation import ObjectAnnotation
from postil.types.prompt import PromptClassificationAnnotation
from postil.types.refusal import Row, refuse_type
from postil.types.relationship import RelationshipAnnotation
from postil.types.spelled_answers import spell_measures, spell_question
from postil.types.spelled_stretches import spell_temporal
from postil.types.temporal import TemporalClassificationQuestion, TemporalClassificationText
from postil.types.video import VideoClassificationAnnotation, VideoObjectAnnotation
from postil.types.video_mask import VideoMaskAnnotation, spell_masks


class Plan(NamedTuple):
    """How one kind of annotation becomes a row.

    `key` says what its uuid is made from where the program gave none: all of its content, its question, its
    content once the ends of a link are known, or nothing at all.
    """

    spell: Callable[[Any], Row | None]
    key: Literal["content", "question", "ends", "given"]
    is_frame: bool = False


def plan_of(kind: type) -> Plan:
    """Return the plan of a class; one that a program derived goes like what it derives from.

    Raises:
        AnnotationError: It is no annotation (ROW010).
    """
    plan = _PLANS.get(kind)
    if plan is None:
        known = [_PLANS[parent] for parent in kind.__mro__ if parent in _PLANS]
        if not known:
            refuse_type(
                f"a {kind.__name__} is no annotation", "give annotations of postil.types", "/annotations"
            )
        plan = _PLANS[kind] = known[0]
    return plan


def _spell_link_name(annotation: RelationshipAnnotation) -> Row:
    return spell_feature(annotation.name, annotation.feature_schema_id) | spell_measures(annotation)


def _spell_prompt(annotation: PromptClassificationAnnotation) -> Row:
    row = spell_feature(annotation.name, annotation.feature_schema_id)
    return row | {"answer": annotation.value.answer} | spell_measures(annotation, annotation.value)


def _spell_judgement(annotation: MessageEvaluationTaskAnnotation) -> Row:
    row = spell_feature(annotation.name, annotation.feature_schema_id)
    return row | {"messageEvaluationTask": spell_task(annotation.value)} | spell_measures(annotation)


def _spell_video_masks(annotation: VideoMaskAnnotation) -> Row:
    plane = {"groupKey": annotation.group_key.value} if isinstance(annotation, DICOMMaskAnnotation) else {}
    return plane | {"masks": spell_masks(annotation.frames, annotation.instances)}


def _spell_nothing(_: Any) -> None:
    """Frames are put together first."""


_PLANS: dict[type, Plan] = {
    ObjectAnnotation: Plan(_spell_nothing, "content"),
    VideoObjectAnnotation: Plan(_spell_nothing, "given", is_frame=True),
    VideoClassificationAnnotation: Plan(_spell_nothing, "question", is_frame=True),
    ClassificationAnnotation: Plan(spell_question, "question"),
    PromptClassificationAnnotation: Plan(_spell_prompt, "question"),
    MessageEvaluationTaskAnnotation: Plan(_spell_judgement, "content"),
    VideoMaskAnnotation: Plan(_spell_video_masks, "content"),
    RelationshipAnnotation: Plan(_spell_link_name, "ends"),
    TemporalClassificationText: Plan(spell_temporal, "given"),
    TemporalClassificationQuestion: Plan(spell_temporal, "given"),
    ScalarMetric: Plan(spell_metric, "given"),
    ConfusionMatrixMetric: Plan(spell_metric, "given"),
}
