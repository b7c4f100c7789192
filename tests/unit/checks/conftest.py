"""One ontology and a function that checks an annotation against it."""

from collections.abc import Callable

import pytest

from postil.checks.annotation import Checker
from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation
from postil.model.issue import Issue
from postil.model.ontology import Feature, FeatureIndex, Ontology

Check = Callable[..., list[Issue]]

IMAGE = RowFacts("image", (2000, 1500))


def option(name: str, *children: Feature, number: int | None = None) -> Feature:
    return Feature(name, "option", list(children), id=number)


def ontology() -> Ontology:
    shade = Feature("shade", "text", id=12)
    color = Feature(
        "color",
        "radio",
        [option("red", shade, number=31), option("blue", number=32)],
        id=11,
        alias="id-color",
    )
    return Ontology(
        "cars",
        [
            Feature("car", "box", [color], id=1, alias="id-car"),
            Feature("roof", "polygon", id=2, alias="id-roof"),
            Feature("road", "polyline", id=3),
            Feature("wheel", "point", id=4),
            Feature("paint", "mask", id=5),
            Feature("person", "text_entity", id=6),
            Feature("dent", "ellipse", id=7),
            Feature("speech", "time_range", id=8),
            Feature("any", "region", [Feature("Plane", "label"), Feature("Boat", "label")], id=9),
            Feature("best", "message_choice", id=10),
            Feature("has", "relationship", constraints=[("car", "wheel")], id=20),
            Feature("near", "relationship", id=21),
            Feature("weather", "radio", [option("sunny", number=41), option("rainy", number=42)], id=40),
            Feature("flaws", "checklist", [option("blurred", number=51), option("dark", number=52)], id=50),
            Feature("note", "text", id=60, min_characters=2, max_characters=10),
            Feature("stars", "rating", id=61),
            Feature("place", "taxonomy", [option("Asia", option("Kobe")), option("Europe")], id=62),
        ],
    )


@pytest.fixture
def index() -> FeatureIndex:
    return FeatureIndex(ontology())


@pytest.fixture
def check(index: FeatureIndex) -> Check:
    def run(
        annotation: Annotation,
        facts: RowFacts = IMAGE,
        *,
        purpose="pre_label",
        is_strict=False,
        form="labelbox",
    ) -> list[Issue]:
        checker = Checker(index, purpose=purpose, is_strict=is_strict, format_name=form)
        return list(checker.check(annotation, facts))

    return run
