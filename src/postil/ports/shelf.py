"""The shelf: features that were made by themselves, until ontologies take them up."""

from typing import Protocol

import msgspec

from postil.model.ontology import Feature


class ShelvedFeature(msgspec.Struct, kw_only=True):
    """A tool or classification by itself. `spelling` is the id of 25 characters ontologies name it by."""

    id: int
    uid: str
    spelling: str
    feature: Feature
    created_by: int | None = None
    created_at: int = 0
    updated_at: int = 0
    deleted_at: int | None = None


class ShelfStore(Protocol):
    """Shelved features. Deleted ones are kept, and say so."""

    def create(self, feature: Feature, by: int | None, at: int) -> ShelvedFeature:
        """Store a feature; it and everything below it gets the `uid` it has for ever."""
        ...

    def get(self, spelling: str) -> ShelvedFeature | None:
        """Return a feature, also a deleted one."""
        ...

    def update(self, shelved_id: int, feature: Feature, at: int) -> ShelvedFeature: ...

    def delete(self, shelved_id: int, at: int) -> None: ...

    def list_features(
        self, *, by: int | None, after_id: int, limit: int, is_unused: bool = False
    ) -> list[ShelvedFeature]:
        """List features of a user, or of all, oldest first; with `is_unused` those no ontology has."""
        ...
