"""REL: relationships between annotations."""

from typing import Any

from postil.checks.catalogue.entry import Example, IssueCode, rows
from postil.model.label import SetKind

_CAR = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
_WHEEL = "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"
_ROAD = "c2aade11-1e2d-4a1a-9d8f-8dd1df502c33"


def _scene(
    relationship: dict[str, Any], *more: dict[str, Any], purpose: SetKind = "pre_label", on: str = "kobe.jpg"
) -> Example:
    return rows(
        {"name": "has", "relationship": relationship},
        {"uuid": _CAR, "name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}},
        {"uuid": _WHEEL, "name": "wheel", "point": {"x": 25, "y": 38}},
        *more, on=on, purpose=purpose,
    )  # fmt: skip


_GOOD = _scene({"source": _CAR, "target": _WHEEL, "type": "unidirectional"})

CODES = (
    IssueCode(
        code="REL001", title="The relationship has no source",
        checks="That a relationship says where it begins.",
        why="A link with one end is none.",
        fix="Give `source`, the uuid of an annotation of the same data row.",
        failing=_scene({"target": _WHEEL, "type": "unidirectional"}), passing=_GOOD,
    ),
    IssueCode(
        code="REL002", title="The relationship has two sources",
        checks="That a relationship begins at an annotation or at a whole feature, not both.",
        why="They can disagree.",
        fix="Keep one of `source` and `sourceOntologyName`.",
        failing=_scene({"source": _CAR, "sourceOntologyName": "car", "target": _WHEEL}), passing=_GOOD,
    ),
    IssueCode(
        code="REL003", title="The direction is not known",
        checks="That the type of a relationship is unidirectional or bidirectional (Label Studio: right, "
               "left, bi).",
        why="Arrows in other directions cannot be drawn.",
        fix="Use one of the known types.",
        failing=_scene({"source": _CAR, "target": _WHEEL, "type": "both"}), passing=_GOOD,
    ),
    IssueCode(
        code="REL004", title="An end of the relationship is not found",
        checks="That both ends are annotations of the same data row: before it, after it or already "
               "published.",
        why="The other end may have been refused itself; then the relationship is refused with it.",
        fix="Correct the uuid, or mend the row of the other end.",
        failing=_scene({"source": _CAR, "target": _ROAD, "type": "unidirectional"}), passing=_GOOD,
    ),
    IssueCode(
        code="REL005", title="The ontology does not allow this relationship",
        checks="That the features of both ends are a pair the ontology allows.",
        why="The ontology says what can belong to what.",
        fix="Exchange the ends, or extend the ontology.",
        failing=_scene({"source": _WHEEL, "target": _CAR, "type": "unidirectional"}), passing=_GOOD,
    ),
    IssueCode(
        code="REL006", title="Relationships cannot be imported as ground truth",
        checks="That rows to import as ground truth hold no relationships.",
        why="Labelbox documents that it cannot take them, and files that rely on it are not portable. Whole "
            "labels (Label Studio, Postil) bring theirs.",
        fix="Import them as pre-labels.",
        failing=_scene({"source": _CAR, "target": _WHEEL}, purpose="ground_truth"), passing=_GOOD,
    ),
    IssueCode(
        code="REL007", title="Both ends are the same annotation",
        checks="That a relationship joins two annotations.",
        why="Nothing is said by joining something with itself.",
        fix="Name two annotations.",
        failing=_scene({"source": _CAR, "target": _CAR, "type": "unidirectional"}), passing=_GOOD,
    ),
    IssueCode(
        code="REL008", title="Only documents let an answer be the source",
        checks="That outside documents a relationship begins at an object.",
        why="Only the document editor can draw a line from a question.",
        fix="Begin at the object the answer is about.",
        failing=_scene(
            {"source": _ROAD, "target": _WHEEL, "type": "unidirectional"},
            {"uuid": _ROAD, "name": "weather", "answer": {"name": "sunny"}}),
        passing=_GOOD,
    ),
    IssueCode(
        code="REL009", title="Relationships cannot be predictions of a model run",
        checks="That what is imported into a model run holds no relationships.",
        why="Predictions are compared with labels one by one, and a link has nothing to be compared with.",
        fix="Leave the rows out, or import them as pre-labels.",
        failing=_scene({"source": _CAR, "target": _WHEEL, "type": "unidirectional"}, purpose="prediction"),
        passing=_GOOD,
    ),
)  # fmt: skip
