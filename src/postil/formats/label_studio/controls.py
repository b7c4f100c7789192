"""Infer the controls of a labeling configuration from the tasks made with it.

Only what was used is found. A result's type names its tag, `from_name` and `to_name` its place; labels and
choices are those that occur.
"""

from collections.abc import Iterable

from postil.formats.entry import Entry
from postil.formats.label_studio.items import mark_of
from postil.formats.label_studio.layout import Part, parts_of
from postil.formats.label_studio.reading import EXT
from postil.formats.label_studio.tags import CONTROLS, DRAWING, SPELLINGS, note
from postil.model.annotation import Annotation
from postil.model.answer import Classification
from postil.model.ontology import Feature, FeatureKind, Ontology


class _Control:
    """One control: the tag it was first met as, and what was met of it since."""

    def __init__(self, tag: str, name: str) -> None:
        self.tag = tag
        self.feature = Feature(name, CONTROLS[tag])
        self.to_name: dict[str, None] = {}
        self.is_per_region = True

    def finish(self) -> Feature:
        per = "region" if self.is_per_region and self.feature.kind not in DRAWING else ""
        spelling = SPELLINGS[self.tag]
        self.feature.ext = {EXT: note(spelling, list(self.to_name), per=per)}
        if self.tag == "timelinelabels":
            self.feature.scope = "index"
        return self.feature


def infer_ontology(entries: Iterable[Entry], *, name: str = "") -> Ontology:
    """Return the ontology that the tasks of `entries` need; a question answered once is a radio."""
    controls: dict[str, _Control] = {}
    relations = Feature("relations", "relationship", ext={EXT: {"tag": "Relations"}})
    met_relation = False
    media: str | None = None
    for entry in entries:
        if media is None and entry.data_row is not None and entry.data_row.assets:
            media = entry.data_row.assets[0].media_type
        for annotation in (found for bundle in entry.bundles for found in bundle.annotations):
            if annotation.relation is not None:
                met_relation = True
                _offer(relations, annotation.relation.labels, "label")
            elif "raw" not in mark_of(annotation):
                _learn(annotation, controls)
    features = [control.finish() for control in controls.values()]
    return Ontology(name, [*features, *([relations] if met_relation else [])], media or "image")


def _learn(annotation: Annotation, controls: dict[str, _Control]) -> None:
    for part in parts_of(annotation, mark_of(annotation).get("layout")):
        control = controls.get(part.control)
        if control is None:
            control = controls[part.control] = _Control(part.type, part.control)
        if annotation.target is not None and annotation.target.asset:
            control.to_name[annotation.target.asset] = None
        control.is_per_region &= annotation.kind == "object" and part.answers is not None
        _offer(control.feature, _labels(annotation, part), "label")
        if part.answers is not None:
            _learn_answers(control.feature, part.answers, part.type)


def _labels(annotation: Annotation, part: Part) -> list[str]:
    """Return the labels a control may give; a drawing control gets those of the control beside it."""
    is_drawn = CONTROLS[part.type] in DRAWING
    return annotation.labels if is_drawn else part.labels


def _learn_answers(feature: Feature, found: Classification, tag: str) -> None:
    if feature.kind == "radio" and len(found.answers) > 1:
        feature.kind = "checklist"
    kind: FeatureKind = "label" if tag == "timelinelabels" else "option"
    for answer in found.answers:
        if isinstance(answer.value, list) and tag in ("choices", "taxonomy"):
            place = feature
            for step in answer.value:
                place = _offer(place, [step], kind)
        elif isinstance(answer.value, str) and tag in ("choices", "timelinelabels"):
            _offer(feature, [answer.value], kind)


def _offer(feature: Feature, names: list[str], kind: FeatureKind) -> Feature:
    """Add the names that are not yet among a feature's children; return the child of the last one."""
    known = {child.name: child for child in feature.children}
    found = feature
    for name in names:
        if name not in known:
            known[name] = Feature(name, kind)
            feature.children.append(known[name])
        found = known[name]
    return found
