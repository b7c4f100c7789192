"""Labeling configurations (XML) to ontologies.

Every control tag becomes a top-level feature under its name; what it lies on and how it was written stays in
`ext`. Drawing tools without labels of their own take those of the `Labels` controls of the same object, as
the editor does. The configuration itself is kept as it came.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from postil.errors import UsageError
from postil.formats.label_studio.markup import parse_markup
from postil.formats.label_studio.reading import EXT
from postil.formats.label_studio.tags import (
    CONTROLS,
    DRAWING,
    OBJECTS,
    Tag,
    is_multiple,
    names_of,
    note,
    offered,
    option_name,
)
from postil.model.issue import Issue, Where
from postil.model.ontology import Feature, FeatureKind, Ontology

_OPTIONS = ("radio", "checklist")


def read_config(document: bytes | str, *, name: str = "") -> tuple[Ontology, list[Issue]]:
    """Return the ontology and what is wrong with the configuration; never raises for content.

    Codes: ONT007 (not XML, or a tag without what it needs), ONT008 (a name twice), ONT009 (nothing to choose
    from). An ontology with errors must not be used.
    """
    try:
        root = parse_markup(document)
    except UsageError as error:
        return Ontology(name, []), [Issue(error.code, error.message, error.hint)]
    reader = _Reader()
    objects, features = reader.objects(root), reader.features(root)
    media = objects[0]["media_type"] if objects else "image"
    text = document if isinstance(document, str) else document.decode("utf-8-sig")
    return Ontology(name, features, media, ext={EXT: {"config": text, "objects": objects}}), reader.issues


def _walk(tag: Tag) -> Iterator[Tag]:
    yield tag
    for child in tag.children:
        yield from _walk(child)


class _Reader:
    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._names: set[str] = set()
        self._objects: set[str] = set()

    def report(self, code: str, message: str, hint: str, tag: Tag) -> None:
        message = f"<{tag.name}> on line {tag.line}: {message}"
        self.issues.append(Issue(code, message, hint, where=Where(line=tag.line)))

    def objects(self, root: Tag) -> list[dict[str, Any]]:
        """Read the object tags: those that show data."""
        found = []
        for tag in _walk(root):
            name, value = tag.attributes.get("name"), tag.attributes.get("value", "")
            if tag.kind not in OBJECTS or "toName" in tag.attributes:
                continue
            if not name:
                self.report("ONT007", "it has no name", "add name=…, which controls refer to by toName", tag)
                continue
            self._claim(name, tag)
            self._objects.add(name)
            found.append({"name": name, "tag": tag.name, "value": value, "media_type": OBJECTS[tag.kind]})
        return found

    def features(self, root: Tag) -> list[Feature]:
        """Read the control tags: those that ask or draw."""
        features = [feature for tag in _walk(root) if (feature := self._feature(tag)) is not None]
        self._check_options(features)
        for feature in features:
            if feature.kind in DRAWING and not feature.children:
                feature.children = _lent_labels(feature, features)
        return features

    def _feature(self, tag: Tag) -> Feature | None:
        if tag.kind == "relations":
            return Feature("relations", "relationship", _relations(tag), ext={EXT: {"tag": tag.name}})
        kind = CONTROLS.get(tag.kind)
        if kind is None:
            return None
        name, to_name = tag.attributes.get("name"), names_of(tag.attributes.get("toName", ""))
        if not name or not to_name:
            missing = "name" if not name else "toName"
            self.report("ONT007", f"it has no {missing}", f"add {missing}=…", tag)
            return None
        self._claim(name, tag)
        for target in to_name:
            if target not in self._objects:
                known = ", ".join(sorted(self._objects)) or "none is named"
                hint = f"name one of the objects: {known}"
                self.report("ONT007", f"toName {target!r} is no object of the configuration", hint, tag)
        return self._built(tag, kind, name, to_name)

    def _claim(self, name: str, tag: Tag) -> None:
        if name in self._names:
            self.report("ONT008", f"the name {name!r} is used twice", "give every tag a name of its own", tag)
        self._names.add(name)

    def _built(self, tag: Tag, kind: FeatureKind, name: str, to_name: list[str]) -> Feature:
        attributes = tag.attributes
        is_choice = tag.kind in ("choices", "taxonomy")
        children = offered(tag, "choice", "option") if is_choice else offered(tag, "label", "label")
        if tag.kind == "choices" and is_multiple(tag):
            kind = "checklist"
        per = next((per for per in ("Region", "Item") if attributes.get(f"per{per}") == "true"), "")
        extra = {"per": per.lower(), "value": attributes.get("value"), "line": tag.line}
        return Feature(
            name, kind, children, is_required=attributes.get("required") == "true",
            scope="index" if tag.kind == "timelinelabels" else "global",
            ext={EXT: note(tag.name, to_name, **extra)},
        )  # fmt: skip

    def _check_options(self, features: list[Feature]) -> None:
        for feature in features:
            mark = feature.ext[EXT]
            line = mark.pop("line", 0)
            # A value like "$choices" takes the options from each task.
            if feature.kind in _OPTIONS and not feature.children and not mark.get("value"):
                tag = Tag(mark["tag"], {}, [], line)
                hint = 'add <Choice value="…"/> elements'
                self.report("ONT009", f"{feature.name!r} has nothing to choose from", hint, tag)
            names = [child.name for child in feature.children]
            for twice in sorted({name for name in names if names.count(name) > 1}):
                tag = Tag(mark["tag"], {}, [], line)
                self.report("ONT008", f"{feature.name!r} offers {twice!r} twice", "remove one of them", tag)


def _relations(tag: Tag) -> list[Feature]:
    named = [child for child in tag.children if child.kind == "relation" and child.attributes.get("value")]
    return [Feature(option_name(child), "label", color=child.attributes.get("background")) for child in named]


def _lent_labels(tool: Feature, features: list[Feature]) -> list[Feature]:
    targets = set(tool.ext[EXT]["to_name"])
    found: dict[str, Feature] = {}
    for feature in features:
        if feature.kind == "region" and targets & set(feature.ext[EXT]["to_name"]):
            tool.ext[EXT].setdefault("labels_of", []).append(feature.name)
            for label in feature.children:
                # A copy: the store gives every feature an identity of its own.
                found.setdefault(label.name, deepcopy(label))
    return list(found.values())
