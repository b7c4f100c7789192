"""The shelf: features known by their ids across ontologies, and those that were made by themselves.

A foreign program makes a feature once and puts it into several ontologies. Each holds a copy, which names the
original by its id of 25 characters; changing it changes every copy.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from postil.errors import AccessError, NotFoundError, UsageError
from postil.formats.labelbox.features import schema_id
from postil.model.identity import read_id
from postil.model.ontology import Feature, Ontology
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.shelf import ShelvedFeature
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.ontologies.ontologies import accept_ontology

PAGE = 100


class Shelf:
    """Makes, finds, changes and deletes features by id."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(self, feature: Feature, actor: User) -> Feature:
        """Keep a tool or classification that is in no ontology yet.

        Raises:
            UsageError: It breaks a rule (ONT007 to ONT010).
        """
        accept_ontology(Ontology("", [feature]))
        at = instant(self._clock)
        with self._store.write() as session:
            made = session.shelf.create(feature, actor.id, at)
            session.record(_activity("create", made.uid, actor, at))
        return made.feature

    def find(self, spelling: str, user: User) -> Feature:
        """Return a top-level feature of the shelf, or of an ontology the user may know of.

        Raises:
            NotFoundError: There is none of this id, or none the user may know of.
        """
        with self._store.read() as session:
            return feature_named(session, spelling, user)

    def list_features(self, user: User) -> Iterator[Feature]:
        """Yield the top-level features a user may know of, each once: those of the shelf first."""
        told: set[str] = set()
        for feature in self._all(user):
            spelling = schema_id(feature) or ""
            if spelling not in told:
                told.add(spelling)
                yield feature

    def _all(self, user: User) -> Iterator[Feature]:
        after = 0
        while True:
            with self._store.read() as session:
                shelved = session.shelf.list_features(by=maker_of(user), after_id=after, limit=PAGE)
            yield from (one.feature for one in shelved)
            if len(shelved) < PAGE:
                break
            after = shelved[-1].id
        after = 0
        while True:
            with self._store.read() as session:
                found = _seen_ontologies(session, user, after)
            for ontology in found:
                yield from ontology.features
            if len(found) < PAGE:
                return
            after = found[-1].id or 0

    def list_unused(self, user: User, *, after: str | None = None) -> list[str]:
        """List the ids of shelved features no ontology has, a hundred at a time, behind that of `after`.

        Raises:
            UsageError: There is no feature `after`.
        """
        with self._store.read() as session:
            after_id = 0
            if after is not None:
                found = session.shelf.get(after)
                if found is None or not _is_own(found, user):
                    raise UsageError(f"there is no feature {after!r}", hint="begin at the first page again")
                after_id = found.id
            by = maker_of(user)
            unused = session.shelf.list_features(by=by, after_id=after_id, limit=PAGE, is_unused=True)
        return [one.spelling for one in unused]

    def update(self, spelling: str, change: Callable[[Feature], Feature], actor: User) -> Feature:
        """Change a feature on the shelf and in every ontology that has it.

        Args:
            spelling: Its id.
            change: From the feature to what it becomes; ids of what stays in it are kept.
            actor: Whoever made it, while no ontology has it; an administrator.

        Raises:
            NotFoundError: There is none of this id, or none the actor may know of.
            AccessError: Ontologies have it, which administrators alone change.
            UsageError: What it becomes breaks a rule (ONT007 to ONT010).
        """
        at = instant(self._clock)
        with self._store.write() as session:
            changed = feature_named(session, spelling, actor)
            holders = session.ontologies.holders(read_id(spelling), spelling)
            if holders and not actor.is_admin:
                raise AccessError("this takes an administrator", hint="ask an administrator")
            shelved = session.shelf.get(spelling)
            if shelved is not None and shelved.deleted_at is None:
                new = _inherit(shelved.feature, change(shelved.feature))
                accept_ontology(Ontology("", [new]))
                changed = session.shelf.update(shelved.id, new, at).feature
                change = _becoming(copy_of(changed))
            for number in holders:
                tree = session.ontologies.by_id(number)
                if tree is not None:
                    changed = self._change(session, tree, spelling, change, actor, at)
            session.record(_activity("update", changed.uid or "", actor, at))
        return changed

    def _change(
        self,
        session: Session,
        tree: Ontology,
        spelling: str,
        change: Callable[[Feature], Feature],
        actor: User,
        at: int,
    ) -> Feature:
        place = next(number for number, one in enumerate(tree.features) if means(one, spelling))
        tree.features[place] = _inherit(tree.features[place], change(tree.features[place]))
        accept_ontology(tree)
        stored = session.ontologies.update(tree, at, actor.id)
        return stored.features[place]

    def delete(self, spelling: str, actor: User) -> None:
        """Delete a feature that no ontology has.

        Raises:
            NotFoundError: There is none of this id, or none the actor may know of.
            UsageError: An ontology has it, or it is deleted already.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            shelved = session.shelf.get(spelling)
            if shelved is None or not _is_own(shelved, actor):
                feature_named(session, spelling, actor)
                raise UsageError("Feature schema cannot be deleted because it is used in ontologies")
            if shelved.deleted_at is not None:
                raise UsageError("Feature schema is already deleted")
            if session.ontologies.holders(shelved.uid, spelling):
                raise UsageError("Feature schema cannot be deleted because it is used in ontologies")
            session.shelf.delete(shelved.id, at)
            session.record(_activity("delete", shelved.uid, actor, at))


def feature_named(session: Session, spelling: str, user: User) -> Feature:
    """Return a top-level feature by id, the one on the shelf before copies of it.

    Raises:
        NotFoundError: There is none of this id, or none the user may know of.
    """
    shelved = session.shelf.get(spelling)
    if shelved is not None and shelved.deleted_at is None and _is_own(shelved, user):
        return shelved.feature
    for number in session.ontologies.holders(read_id(spelling), spelling):
        if user.is_admin or session.members.sees_ontology(user.id, number):
            tree = session.ontologies.by_id(number)
            found = find_feature(tree.features, spelling) if tree is not None else None
            if found is not None:
                return found
    raise NotFoundError(f"Cannot find root schema node with feature schema id {spelling[:80]}")


def means(feature: Feature, spelling: str) -> bool:
    """Tell whether a feature is the one of this id."""
    return schema_id(feature) == spelling or (feature.uid is not None and feature.uid == read_id(spelling))


def find_feature(features: Iterable[Feature], spelling: str) -> Feature | None:
    """Return the feature of an id, None when it is not among them."""
    return next((one for one in features if means(one, spelling)), None)


def copy_of(feature: Feature) -> Feature:
    """Return a copy for another ontology: it names what it was made from by its id."""
    return msgspec.structs.replace(
        feature,
        id=None,
        uid=None,
        alias=schema_id(feature),
        children=[copy_of(child) for child in feature.children],
    )


def maker_of(user: User) -> int | None:
    """Return whose features and ontologies a user disposes of: None for those of all."""
    return None if user.is_admin else user.id


def _inherit(old: Feature, new: Feature) -> Feature:
    """Give what stays the ids it had: the feature itself, and children of the same id, or name and kind."""
    children: list[Feature] = []
    for child in new.children:
        known = next((one for one in old.children if _is_same(one, child)), None)
        children.append(child if known is None else _inherit(known, child))
    identity: dict[str, Any] = {"id": old.id, "uid": old.uid, "alias": old.alias}
    return msgspec.structs.replace(new, children=children, **identity)


def _is_same(old: Feature, new: Feature) -> bool:
    if new.alias is not None:
        return schema_id(old) == new.alias
    return (old.name, old.kind) == (new.name, new.kind)


def _becoming(feature: Feature) -> Callable[[Feature], Feature]:
    return lambda _: feature


def _is_own(shelved: ShelvedFeature, user: User) -> bool:
    return user.is_admin or shelved.created_by == user.id


def _seen_ontologies(session: Session, user: User, after: int) -> list[Ontology]:
    if user.is_admin:
        return session.ontologies.list_ontologies(after_id=after, limit=PAGE)
    return session.members.list_ontologies(user.id, after_id=after, limit=PAGE)


def _activity(action: str, uid: str, actor: User, at: int) -> Activity:
    return Activity(at=at, user_id=actor.id, action=action, object_kind="feature", object_uid=uid)
