"""Samples for an ontology: one annotation for each of its features, or the reason why there is none."""

from collections.abc import Sequence
from typing import Any

from postil.model.label import SetKind
from postil.model.ontology import CLASSIFICATION_KINDS, TOOL_KINDS, Feature
from postil.services.snippets.answers import answer, nested
from postil.services.snippets.expression import Call, Expression, Name
from postil.services.snippets.sample import Frame, Sample
from postil.services.snippets.shapes import Shape, shape_of


def samples_of(features: Sequence[Feature], frame: Frame, purpose: SetKind) -> list[Sample]:
    """Make one annotation for each feature at the top of an ontology."""
    return [_sample(no, feature, features, frame, purpose) for no, feature in enumerate(features, 1)]


def _sample(no: int, feature: Feature, features: Sequence[Feature], frame: Frame, purpose: SetKind) -> Sample:
    if feature.kind in CLASSIFICATION_KINDS:
        return _classification(feature)
    if feature.kind == "relationship":
        return _relationship(no, feature, features, frame, purpose)
    if feature.kind not in TOOL_KINDS:
        return Sample(name=feature.name, kind=feature.kind, why_not="it stands below other features only")
    return _tool(feature, frame, purpose)


def _classification(feature: Feature) -> Sample:
    answered = answer(feature)
    if answered is not None:
        row, given = answered
        return Sample(name=feature.name, kind=feature.kind, row=row, objects=[given])
    why = "it has no options yet" if feature.kind in ("radio", "checklist") else _ONLY_TASKS
    return Sample(name=feature.name, kind=feature.kind, why_not=why)


def _tool(feature: Feature, frame: Frame, purpose: SetKind) -> Sample:
    sample = Sample(name=feature.name, kind=feature.kind)
    shape = shape_of(feature.kind, frame)
    if shape is None:
        geometry = _canonical(feature.kind, frame)
        if geometry is None:
            sample.why_not = f"a {feature.kind.replace('_', ' ')} on {frame.media_type}: {_ONLY_TASKS}"
            return sample
        sample.format = "postil"
        sample.row = {"key": feature.name, "feature": feature.name, "geometry": geometry}
        return sample
    rows, answers = nested(feature)
    confidence = 0.9 if purpose == "pre_label" and frame.media_type != "video" else None
    sample.before = shape.before
    if frame.media_type == "video":
        sample.row = {"name": feature.name, "segments": [{"keyframes": _keyframes(shape, rows)}]}
        sample.objects = [_on_frame(feature, shape, answers, number) for number in (1, 5)]
        return sample
    scored = {} if confidence is None else {"confidence": confidence}
    sample.row = {"name": feature.name, **scored, **shape.fields, **rows}
    given = {"name": feature.name, "confidence": confidence, "value": shape.value, **answers}
    sample.objects = [Call("lb_types.ObjectAnnotation", given)]
    return sample


def _keyframes(shape: Shape, rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"frame": number, **shape.fields, **rows} for number in (1, 5)]


def _on_frame(
    feature: Feature, shape: Shape, answers: dict[str, Expression | None], number: int
) -> Expression:
    given: dict[str, Expression | None] = {
        "name": feature.name,
        "frame": number,
        "keyframe": True,
        "segment_index": 0,
        "value": shape.value,
        **answers,
    }
    return Call("lb_types.VideoObjectAnnotation", given)


def _relationship(
    no: int, feature: Feature, features: Sequence[Feature], frame: Frame, purpose: SetKind
) -> Sample:
    sample = Sample(name=feature.name, kind=feature.kind)
    if purpose == "ground_truth":
        sample.why_not = "relationships are offered as pre-labels; a person submits them"
        return sample
    ends = _ends(feature, features, frame, purpose)
    if ends is None or frame.media_type == "video":
        sample.why_not = "there are no two objects in rows of this medium that it could link"
        return sample
    # A key is unique on its data row only, so every project may have the same ones.
    keys = [f"5d5c2b36-0000-4000-8000-{2 * no + end:012d}" for end in (0, 1)]
    sample.also = [{"uuid": key, **end.row} for key, end in zip(keys, ends, strict=True)]
    sample.before = list(dict.fromkeys(line for end in ends for line in end.before))
    sample.ends = [_keyed(end.objects[0], key) for key, end in zip(keys, ends, strict=True)]
    link = {"source": keys[0], "target": keys[1], "type": "unidirectional"}
    sample.row = {"name": feature.name, "relationship": link}
    value = Call(
        "lb_types.Relationship",
        {
            "source": Name(f"source_{no}"),
            "target": Name(f"target_{no}"),
            "type": Name("lb_types.Relationship.Type.UNIDIRECTIONAL"),
        },
    )
    sample.objects = [Call("lb_types.RelationshipAnnotation", {"name": feature.name, "value": value})]
    return sample


def _ends(
    feature: Feature, features: Sequence[Feature], frame: Frame, purpose: SetKind
) -> tuple[Sample, Sample] | None:
    """Draw the two objects that a relationship may link by the ontology, where rows can."""
    tools = {tool.name: tool for tool in features if shape_of(tool.kind, frame) is not None}
    allowed = feature.constraints or [(name, name) for name in tools]
    for source, target in allowed:
        if source in tools and target in tools:
            first, second = (_tool(tools[name], frame, purpose) for name in (source, target))
            return first, second
    return None


def _keyed(expression: Expression, key: str) -> Expression:
    if not isinstance(expression, Call):
        return expression
    extra = Call("dict", {"uuid": key})
    return Call(expression.function, {**expression.arguments, "extra": extra})


def _canonical(kind: str, frame: Frame) -> dict[str, Any] | None:
    """Draw what Labelbox rows have no word for, as Postil rows spell it."""
    left, top, width, height = frame.box()
    if kind == "ellipse" and frame.media_type in ("image", "document"):
        middle = {"center_x": left + width / 2, "center_y": top + height / 2}
        return {"type": "ellipse", **middle, "radius_x": width / 2, "radius_y": height / 2}
    if kind == "time_range" and frame.media_type in ("audio", "video"):
        return {"type": "time_range", "start": 0, "end": 500, "unit": "ms"}
    if kind == "series_range" and frame.media_type == "series":
        return {"type": "series_range", "start": 0, "end": 1}
    if kind == "path" and frame.media_type in ("image", "document"):
        points = [[left, top], [left + width, top + height]]
        return {"type": "polyline", "points": points}
    if kind == "region" and frame.media_type == "image":
        return {"type": "box", "left": left, "top": top, "width": width, "height": height}
    return None


_ONLY_TASKS = "there is no row for it; import tasks of Label Studio"
