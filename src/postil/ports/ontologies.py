"""Ontologies and their versions as stored."""

from collections.abc import Collection
from typing import Protocol

import msgspec

from postil.model.ontology import Ontology


class OntologyHead(msgspec.Struct, kw_only=True):
    """When an ontology was made and changed last, and by whom it was made; `id` is that of the ontology."""

    id: int
    created_by: int | None = None
    created_at: int = 0
    updated_at: int = 0


class RemovedFeature(msgspec.Struct, kw_only=True):
    """A feature that is in no newer version than the one before `removed_version`."""

    id: int
    uid: str
    alias: str | None = None
    removed_version: int


class OntologyStore(Protocol):
    """Feature trees. `Ontology.id`, `.uid`, `.version` and every feature's `id` and `uid` are filled in."""

    def create(self, ontology: Ontology, at: int, by: int | None = None) -> Ontology:
        """Store version 1; give every feature a stable id and uid."""
        ...

    def update(self, ontology: Ontology, at: int, by: int | None = None) -> Ontology:
        """Store the next version. Features matched by uid, else by path and kind, keep their ids."""
        ...

    def reserve(self, ontology: Ontology) -> Ontology:
        """Give the features of a tree that is not stored the ids they will have once it is.

        Nobody sees any of it: no version is made, and what has no id yet gets one that is set aside.
        """
        ...

    def get(self, uid: str, version: int | None = None) -> Ontology | None: ...

    def by_id(self, ontology_id: int, version: int | None = None) -> Ontology | None: ...

    def named(self, name: str) -> Ontology | None: ...

    def list_ontologies(self, *, after_id: int, limit: int) -> list[Ontology]: ...

    def delete(self, ontology_id: int, at: int) -> None:
        """Hide an ontology for good; what was said with it stays, and its versions with that."""
        ...

    def holders(self, uid: str | None, alias: str) -> list[int]:
        """List the ontologies whose newest version has a top-level feature of this uid or foreign id."""
        ...

    def projects_using(self, ontology_id: int) -> list[str]:
        """List by id the projects with an ontology."""
        ...

    def has_models(self, ontology_id: int) -> bool:
        """Tell whether a model predicts with an ontology."""
        ...

    def list_unused(self, *, by: int | None, after_id: int, limit: int) -> list[Ontology]:
        """List ontologies of a user, or of all, that neither a project nor a model has, oldest first."""
        ...

    def removed_roots(self, ontology_id: int) -> list[RemovedFeature]:
        """List the top-level features that older versions had and the newest has not."""
        ...

    def heads(self, ontology_ids: Collection[int]) -> dict[int, OntologyHead]:
        """Return what is known of ontologies beside their trees, by store id."""
        ...
