"""Ontologies as objects."""

from collections.abc import Mapping
from typing import Any

import msgspec

from postil.client.media_type import MediaType
from postil.client.ontology_builder import Classification, OntologyBuilder, Tool
from postil.client.resource import Resource
from postil.errors import ConflictError, UsageError
from postil.model.ontology import Feature
from postil.model.ontology import Ontology as Tree
from postil.sdk.client import Client as Connected
from postil.sdk.ontologies import Ontology as Stored
from postil.sdk.ontologies import is_same


class Ontology(Resource):
    """The tree of features people and models may use.

    Attributes:
        uid: The id.
        name: What people call it; unique.
        media_type: What it is for.
        version: Counts its changes, from 1.
    """

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self.uid = stored.id
        self.name: str = stored.name
        self.media_type: MediaType = MediaType.of(stored.media_type)
        self.version: int = stored.version
        self._stored = stored

    @property
    def normalized(self) -> dict[str, Any]:
        """Return it as tools and classifications, every node with its `featureSchemaId`."""
        from postil.formats.labelbox.ontology import write_ontology

        features = [_with_ids(feature) for feature in self._stored.features]
        return write_ontology(Tree(self.name, features, self.media_type.value, ext=self._stored.ext))

    def tools(self) -> list[Tool]:
        """Return what is drawn.

        `names = [tool.name for tool in ontology.tools()]`
        """
        return OntologyBuilder.from_dict(self.normalized).tools

    def classifications(self) -> list[Classification]:
        """Return the questions about the whole data row.

        `questions = ontology.classifications()`
        """
        return OntologyBuilder.from_dict(self.normalized).classifications


def create_ontology(
    connected: Connected, name: str, normalized: Mapping[str, Any] | str, media_type: MediaType
) -> Ontology:
    """Store features under a name.

    The ontology of that name is returned when it has exactly these features, so that a script can run again.
    With others the new one becomes `name (2)` and so on: what projects use is never changed by this.

    Raises:
        UsageError: A feature is wrong (ONT007 to ONT010).
    """
    from postil.formats.labelbox.ontology import read_ontology

    document = normalized.encode() if isinstance(normalized, str) else dict(normalized)
    tree, issues = read_ontology(document, name=name, media_type=media_type.value)
    errors = [issue for issue in issues if issue.severity == "error"]
    if errors:
        first = errors[0]
        place = f" at {first.where.pointer}" if first.where.pointer else ""
        raise UsageError(f"{first.message}{place}", code=first.code, hint=first.hint)
    try:
        return Ontology(connected, connected.ontologies.create(tree, name))
    except ConflictError:
        return Ontology(connected, _beside(connected, tree, name))


def _beside(connected: Connected, tree: Tree, name: str) -> Stored:
    """Return the ontology of a taken name with these features, or store it under the next free name."""
    from postil.sdk.plan import free_name

    taken = []
    for stored in connected.ontologies.list():
        if _is_of_name(stored.name, name) and is_same(stored, tree):
            return stored
        taken.append(stored.name)
    return connected.ontologies.create(tree, free_name(name, taken))


def _is_of_name(stored: str, name: str) -> bool:
    """Tell whether a name is the one asked for, or one that was given in its place."""
    number = stored.removeprefix(f"{name} (").removesuffix(")")
    return stored == name or (stored == f"{name} ({number})" and number.isdecimal())


def _with_ids(stored: Mapping[str, Any]) -> Feature:
    """Return a stored feature with its id; what its document left out is filled in."""
    given = {key: value for key, value in stored.items() if key not in ("id", "children")}
    feature = msgspec.convert(given, Feature)
    feature.uid = stored.get("id")
    for quirks in feature.ext.values():
        quirks.pop("absent", None)
    feature.children = [_with_ids(child) for child in stored.get("children", [])]
    return feature
