"""Speaking: labels of people as bundles of the set they stand for, the way exports write them."""

from collections.abc import Iterator, Sequence

from postil.model.label import Bundle
from postil.ports.bundles import AnnotationSet
from postil.ports.projects import Project
from postil.ports.store import Session


class PeopleSay:
    """What people say in the place of what a set says, on a page of data rows."""

    def __init__(
        self, session: Session, project: Project, annotation_set: AnnotationSet, row_ids: Sequence[int]
    ) -> None:
        is_truth = annotation_set.kind == "ground_truth"
        self._spoken = session.labels.spoken([annotation_set.id], row_ids) if is_truth else {}
        labels = session.labels.of_rows(project.id, row_ids) if is_truth else []
        self._set_id = annotation_set.id
        self._marks = {one.data_row_id: one.is_benchmark for one in labels if one.set_id == self._set_id}

    def correct(self, row_id: int, bundle: Bundle) -> bool:
        """Let the people's word and mark stand in a bundle of an import; False when nothing of it is left."""
        bundle.is_benchmark = self._marks.get(row_id, bundle.is_benchmark)
        spoken = self._spoken.pop((self._set_id, row_id), None)
        if spoken is None:
            # Without a label that stands for it, an empty layer is what a deletion has left.
            return bool(bundle.annotations) or row_id in self._marks
        bundle.annotations = spoken.annotations or []
        return spoken.annotations is not None

    def others(self) -> Iterator[tuple[int, Bundle]]:
        """Yield the labels on data rows about which no import has said anything, with their data rows."""
        for (_, row_id), spoken in self._spoken.items():
            if spoken.annotations is not None:
                marked = self._marks.get(row_id, False)
                yield row_id, Bundle(spoken.annotations, "ground_truth", is_benchmark=marked)
