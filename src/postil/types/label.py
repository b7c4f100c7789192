"""Everything one source says about one data row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Union, get_args

from postil.checks.argument import check_rows
from postil.errors import AnnotationError
from postil.types.classification import ClassificationAnnotation
from postil.types.data import GenericDataRowData, data_row_data
from postil.types.feature import Extra
from postil.types.mask_data import MaskData
from postil.types.message import MessageEvaluationTaskAnnotation
from postil.types.metric import ConfusionMatrixMetric, ScalarMetric
from postil.types.object_annotation import ObjectAnnotation
from postil.types.prompt import PromptClassificationAnnotation
from postil.types.refusal import raise_issue
from postil.types.relationship import RelationshipAnnotation
from postil.types.temporal import TemporalClassificationQuestion, TemporalClassificationText
from postil.types.video import VideoClassificationAnnotation, VideoObjectAnnotation
from postil.types.video_mask import VideoMaskAnnotation

Annotation = Union[  # noqa: UP007
    ObjectAnnotation,
    ClassificationAnnotation,
    VideoMaskAnnotation,
    TemporalClassificationText,
    TemporalClassificationQuestion,
    RelationshipAnnotation,
    PromptClassificationAnnotation,
    MessageEvaluationTaskAnnotation,
    ScalarMetric,
    ConfusionMatrixMetric,
]

ANNOTATIONS: tuple[type, ...] = get_args(Annotation)
_PLAIN = frozenset(ANNOTATIONS)
MOST = 5_000
"""Annotations of one feature that one import may bring for one data row."""


class Label:
    """The annotations of one data row.

    Args:
        data: The data row: `{"global_key": …}`, `{"uid": …}` or GenericDataRowData.
        annotations: What is said about it. The list is kept, not copied.
        is_benchmark_reference: Others are measured by this label; for ground truth only.
        uid: The id of a label that exists; kept, and not needed.
        extra: Free for the program.

    Raises:
        AnnotationError: No data row (ROW002); annotations that are no list (ROW017) or none of this package
            (ROW010); two prompts (CLS005); more than 5,000 of one feature (ROW016).
    """

    __slots__ = ("annotations", "data", "extra", "is_benchmark_reference", "uid")

    def __init__(
        self,
        *,
        data: GenericDataRowData | MaskData | Mapping[str, Any],
        annotations: Sequence[Annotation] = (),
        is_benchmark_reference: bool | None = False,
        uid: str | None = None,
        extra: Extra | None = None,
    ) -> None:
        self.data = data_row_data(data)
        self.annotations: list[Annotation] = (
            annotations if isinstance(annotations, list) else _listed(annotations)
        )
        self.is_benchmark_reference = bool(is_benchmark_reference)
        self.uid = uid
        self.extra: Extra = {} if extra is None else extra
        _check(self.annotations)

    def object_annotations(self) -> list[ObjectAnnotation]:
        """Return the objects, those of videos included."""
        return [one for one in self.annotations if isinstance(one, ObjectAnnotation)]

    def classification_annotations(self) -> list[ClassificationAnnotation]:
        """Return the answers, those of videos included."""
        return [one for one in self.annotations if isinstance(one, ClassificationAnnotation)]

    def frame_annotations(self) -> dict[int, list[VideoObjectAnnotation | VideoClassificationAnnotation]]:
        """Return what belongs to frames of a video, by frame."""
        found: dict[int, list[VideoObjectAnnotation | VideoClassificationAnnotation]] = {}
        for one in self.annotations:
            if isinstance(one, VideoObjectAnnotation | VideoClassificationAnnotation):
                found.setdefault(one.frame, []).append(one)
        return found

    def __iter__(self) -> Iterator[Annotation]:
        """Iterate over the annotations."""
        return iter(self.annotations)

    def __eq__(self, other: object) -> bool:
        """Same data row, flag and annotations, in order."""
        if not isinstance(other, Label):
            return NotImplemented
        mine = (self.data, self.is_benchmark_reference, self.annotations)
        return mine == (other.data, other.is_benchmark_reference, other.annotations)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show the data row and the annotations."""
        return f"Label(data={self.data!r}, annotations={self.annotations!r})"


def _listed(given: Any) -> list[Any]:
    if isinstance(given, tuple):
        return list(given)
    issue = check_rows(given, "/annotations")
    if issue is not None:
        raise_issue(issue)
    return list(given)


def _check(annotations: list[Annotation]) -> None:
    kinds = set(map(type, annotations))
    wrong = (
        None if kinds <= _PLAIN else next((kind for kind in kinds if not issubclass(kind, ANNOTATIONS)), None)
    )
    if wrong is not None:
        raise AnnotationError(
            f"annotations hold a {wrong.__name__}, must be annotations of postil.types",
            code="ROW010", hint="rows that are plain JSON are imported without a Label around them",
            path="/annotations", got=wrong.__name__,
        )  # fmt: skip
    if PromptClassificationAnnotation in kinds:
        _check_prompts([one for one in annotations if isinstance(one, PromptClassificationAnnotation)])
    if len(annotations) > MOST:
        _check_number(annotations)


def _check_prompts(prompts: list[PromptClassificationAnnotation]) -> None:
    if len(prompts) > 1:
        raise AnnotationError(
            f"a label has {len(prompts)} prompts, takes one",
            code="CLS005", hint="make a data row for each prompt", path="/name", got=prompts[1].name,
        )  # fmt: skip


def _check_number(annotations: list[Annotation]) -> None:
    single = [one for one in annotations if isinstance(one, ObjectAnnotation | ClassificationAnnotation)]
    on_frames = (VideoObjectAnnotation, VideoClassificationAnnotation)
    names = Counter((one.name, one.feature_schema_id) for one in single if not isinstance(one, on_frames))
    for (name, schema_id), count in names.most_common(1):
        if count > MOST:
            raise AnnotationError(
                f"data row has {count:,} annotations of {name or schema_id!r}, at most {MOST:,} are taken",
                code="ROW016", hint="split them over several imports", path="/name", got=count,
            )  # fmt: skip
