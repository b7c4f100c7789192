"""Annotations for tests, with one argument changed at a time."""

from typing import Any

import postil.types as t

loose: Any = t
"""The types, for what no type checker would let pass."""


def rectangle(left: Any = 0, top: Any = 0, right: Any = 10, bottom: Any = 10) -> t.Rectangle:
    return t.Rectangle(start=t.Point(left, top), end=t.Point(right, bottom))


def box(value: Any = None, **more: Any) -> t.ObjectAnnotation:
    given: dict[str, Any] = {"name": "car", "value": value or rectangle()}
    return t.ObjectAnnotation(**(given | more))


def frame(number: int, value: Any = None, **more: Any) -> t.VideoObjectAnnotation:
    given: dict[str, Any] = {"name": "car", "frame": number, "keyframe": True, "value": value or rectangle()}
    return t.VideoObjectAnnotation(**(given | more))


def choice(name: str, **more: Any) -> t.Radio:
    return t.Radio(answer=t.ClassificationAnswer(name=name, **more))


def answer(number: int, name: str, **more: Any) -> t.VideoClassificationAnnotation:
    return t.VideoClassificationAnnotation(name="weather", frame=number, value=choice(name), **more)


def label(*annotations: Any, **more: Any) -> t.Label:
    return t.Label(data={"global_key": "gk"}, annotations=list(annotations), **more)


def rows(*annotations: Any) -> list[dict[str, Any]]:
    return list(t.to_ndjson([label(*annotations)]))


def frames_of(row: dict[str, Any]) -> list[list[int]]:
    """Return the frames of a track, by segment."""
    return [[one["frame"] for one in segment["keyframes"]] for segment in row["segments"]]
