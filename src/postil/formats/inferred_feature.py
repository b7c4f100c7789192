"""One feature as inference sees it: what it was called, what it was used as, and what came below it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from postil.model.annotation_type import TOOLS
from postil.model.answer import Classification
from postil.model.ontology import CLASSIFICATION_KINDS, TOOL_KINDS, Feature, FeatureKind
from postil.model.track import Track

_ANSWERS: dict[str, FeatureKind] = {
    "radio": "radio",
    "checklist": "checklist",
    "text": "text",
    "number": "number",
    "rating": "rating",
    "datetime": "datetime",
    "taxonomy": "taxonomy",
    "ranking": "ranking",
    "pairwise": "pairwise",
    "messages": "message_choice",
}
_CHOICES = frozenset({"radio", "checklist"})


def kind_of_geometry(geometry: Any) -> FeatureKind | None:
    """Return the tool that draws a shape, given as such or as its type; None when none does."""
    if isinstance(geometry, Track):
        shapes = [keyframe.shape for segment in geometry.segments for keyframe in segment.keyframes]
        return kind_of_geometry(shapes[0]) if shapes else None
    return TOOLS.get(geometry if isinstance(geometry, type) else type(geometry))


def kind_of_answers(classification: Classification) -> FeatureKind | None:
    """Return the kind of question an answer was given to, as far as its form tells."""
    return _ANSWERS.get(classification.kind)


class InferredFeature:
    """A node of the tree; nodes with the same name and room are one, whatever they were used as."""

    def __init__(self, name: str, room: int = 0) -> None:
        self.name, self.room = name, room
        self.count = 0
        self._alias: str | None = None
        self._kinds: Counter[FeatureKind] = Counter()
        self._children: dict[tuple[int, str], InferredFeature] = {}

    def child(
        self, name: str | None, schema_id: str | None, kind: FeatureKind, count: int = 1
    ) -> "InferredFeature | None":
        """Note that something below was used `count` times; None when the source gave it neither name nor id.

        Something known by its id alone is called by its id.
        """
        called = name or schema_id
        if called is None:
            return None
        room = _room(kind)
        found = self._children.get((room, called))
        if found is None:
            found = self._children[room, called] = InferredFeature(called, room)
        found.count += count
        found._kinds[kind] += count
        found._alias = found._alias or schema_id
        return found

    def children(self) -> Iterator["InferredFeature"]:
        """Yield what lies directly below, in the order first met."""
        yield from self._children.values()

    @property
    def kind(self) -> FeatureKind:
        """Return what the feature was used as.

        Any answer with several options makes a question a checklist; shapes of several kinds under one name
        with labels are a control that draws any; otherwise the most frequent use decides.
        """
        if len(self._kinds) > 1 and self._kinds.keys() <= _CHOICES:
            return "checklist"
        if len(self._kinds) > 1 and any(child.kind == "label" for child in self.children()):
            return "region"
        return self._kinds.most_common(1)[0][0]

    @property
    def is_usable(self) -> bool:
        """Tell whether it may stand in an ontology: a choice needs something to choose from."""
        return self.kind not in _CHOICES or any(child.kind == "option" for child in self.children())

    def feature(self) -> Feature:
        """Return the node and everything below it as a feature."""
        children = [child.feature() for child in self.children() if child.is_usable]
        return Feature(self.name, self.kind, children, alias=self._alias)


def _room(kind: FeatureKind) -> int:
    """Return tools 0, questions 1, relationships 2, options and labels 3: names are unique within a room."""
    if kind in TOOL_KINDS:
        return 0
    if kind in CLASSIFICATION_KINDS:
        return 1
    return 2 if kind == "relationship" else 3
