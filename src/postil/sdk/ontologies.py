"""Ontologies, as the client sees them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from postil.model.ontology import Feature
from postil.model.ontology import Ontology as Tree
from postil.sdk.connection import API, Connection


class Ontology(msgspec.Struct, kw_only=True):
    """A feature tree at one version; `features` are spelled as the interface spells them."""

    id: str
    name: str
    media_type: str = "image"
    version: int = 1
    features: list[dict[str, Any]] = []
    ext: dict[str, Any] = {}

    def names(self) -> set[str]:
        """Return the names of the top-level features."""
        return {feature["name"] for feature in self.features}


class Ontologies:
    """Create and find ontologies."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, tree: Tree, name: str) -> Ontology:
        """Store a tree under a name."""
        return self._connection.send("POST", f"{API}/ontologies", Ontology, spell_tree(tree) | {"name": name})

    def list(self) -> Iterator[Ontology]:
        """Yield ontologies, oldest first."""
        return self._connection.pages(f"{API}/ontologies", Ontology, {"limit": 100})

    def get(self, uid: str) -> Ontology:
        """Return an ontology at its newest version."""
        return self._connection.get(f"{API}/ontologies/{uid}", Ontology)


def spell_tree(tree: Tree) -> dict[str, Any]:
    """Spell a tree for the interface: ids are the server's to give, so they are left out."""
    spelled: dict[str, Any] = {
        "name": tree.name,
        "media_type": tree.media_type,
        "features": [spell_feature(feature) for feature in tree.features],
    }
    return spelled | ({"ext": tree.ext} if tree.ext else {})


def is_same(stored: Ontology, tree: Tree) -> bool:
    """Tell whether a stored ontology has exactly the features of a tree."""
    asked = spell_tree(tree)
    features = [_without_ids(feature) for feature in stored.features]
    return (features, stored.media_type, stored.ext) == (
        asked["features"],
        asked["media_type"],
        asked.get("ext", {}),
    )


def read_tree(stored: Ontology) -> Tree:
    """Return a stored ontology as the model has it, ids left out."""
    features = msgspec.convert([_without_ids(feature) for feature in stored.features], list[Feature])
    return Tree(stored.name, features, stored.media_type, stored.version)


def spell_feature(feature: Feature) -> dict[str, Any]:
    """Spell a feature for the interface, ids left out."""
    # By way of JSON, so that what is compared with an answer has lists where the answer has.
    spelled: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(feature))
    for name in ("id", "uid"):
        spelled.pop(name, None)
    if feature.children:
        spelled["children"] = [spell_feature(child) for child in feature.children]
    return spelled


def _without_ids(feature: dict[str, Any]) -> dict[str, Any]:
    clean = {name: value for name, value in feature.items() if name != "id"}
    if "children" in clean:
        clean["children"] = [_without_ids(child) for child in clean["children"]]
    return clean
