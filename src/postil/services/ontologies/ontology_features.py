"""Ontology features: putting single features into an ontology, taking them out, and bringing them back.

Each makes a version of the ontology. What was said with a feature that is taken out stays, and counts again
when it comes back; until then it is archived.
"""

from collections.abc import Callable

import msgspec

from postil.errors import NotFoundError
from postil.model.ontology import TOOL_KINDS, Feature, Ontology
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.ontologies import RemovedFeature
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.ontologies.ontologies import accept_ontology
from postil.services.ontologies.shelf import copy_of, feature_named, find_feature, means
from postil.services.visibility import seen_ontology


class Removal(msgspec.Struct, kw_only=True):
    """What became of a feature: archived, deleted, or left where it is because it is used below another."""

    is_archived: bool = False
    is_deleted: bool = False


class OntologyFeatures:
    """Single features of ontologies.

    Args:
        store: The database.
        clock: The time.
        catch_up: Called before it is asked what was used: what is little is projected then.
    """

    def __init__(self, store: Store, clock: Clock, catch_up: Callable[[], object] = lambda: None) -> None:
        self._store, self._clock, self._catch_up = store, clock, catch_up

    def insert(self, ontology_uid: str, spelling: str, position: int, actor: User) -> None:
        """Put a feature into an ontology among the tools or the classifications; one it has already moves.

        Raises:
            NotFoundError: There is no such ontology or feature, or none the actor may know of.
            UsageError: The ontology breaks a rule with it (ONT007 to ONT010).
        """
        at = instant(self._clock)
        with self._store.write() as session:
            tree = seen_ontology(session, ontology_uid, actor)
            feature = find_feature(tree.features, spelling)
            if feature is None:
                feature = copy_of(feature_named(session, spelling, actor))
            others = [one for one in tree.features if one is not feature]
            room = [one for one in others if _is_drawn(one) is _is_drawn(feature)]
            room.insert(max(position, 0), feature)
            rest = [one for one in others if _is_drawn(one) is not _is_drawn(feature)]
            tree.features = room + rest if _is_drawn(feature) else rest + room
            _store(session, tree, "insert_feature", spelling, actor, at)

    def remove(self, ontology_uid: str, spelling: str, actor: User) -> Removal:
        """Take a feature out of an ontology; one below another stays when something was said with it.

        Raises:
            NotFoundError: There is no such ontology, or it has no such feature.
            UsageError: The ontology breaks a rule without it (ONT009).
        """
        self._catch_up()
        at = instant(self._clock)
        with self._store.write() as session:
            tree = seen_ontology(session, ontology_uid, actor)
            feature = find_feature(tree.walk(), spelling)
            if feature is None:
                raise missing_feature(spelling)
            is_used = bool(session.projections.used_features([one.id for one in feature.walk() if one.id]))
            is_root = any(one is feature for one in tree.features)
            if is_used and not is_root:
                return Removal()
            _take_out(tree, feature)
            _store(session, tree, "remove_feature", spelling, actor, at)
        return Removal(is_archived=is_used, is_deleted=not is_used)

    def restore(self, ontology_uid: str, spelling: str, actor: User) -> None:
        """Bring an archived feature back, with all it had below it; one that is there stays as it is.

        Raises:
            NotFoundError: There is no such ontology, or it never had such a feature.
            UsageError: The ontology breaks a rule with it (ONT008: another one has its name by now).
        """
        at = instant(self._clock)
        with self._store.write() as session:
            tree = seen_ontology(session, ontology_uid, actor)
            if find_feature(tree.features, spelling) is not None:
                return
            feature = _last_known(session, tree, spelling)
            rooms = [*tree.features, feature]
            tree.features = [one for one in rooms if _is_drawn(one)] + [
                one for one in rooms if not _is_drawn(one)
            ]
            _store(session, tree, "restore_feature", spelling, actor, at)

    def archived(self, ontology: Ontology) -> list[Feature]:
        """List top-level features that were taken out of an ontology and have been used."""
        self._catch_up()
        with self._store.read() as session:
            removed = session.ontologies.removed_roots(ontology.id or 0)
            found = [_version_of(session, ontology, one) for one in removed]
            known = [one for one in found if one is not None]
            numbers = [below.id for one in known for below in one.walk() if below.id]
            used = session.projections.used_features(numbers)
        return [one for one in known if any(below.id in used for below in one.walk())]


def missing_feature(spelling: str) -> NotFoundError:
    """Say that an ontology has no such feature."""
    return NotFoundError(f"Failed to find feature schema node by id: {spelling[:80]}")


def _is_drawn(feature: Feature) -> bool:
    return feature.kind in TOOL_KINDS or feature.kind == "relationship"


def _take_out(tree: Ontology, feature: Feature) -> None:
    if any(one is feature for one in tree.features):
        for other in tree.features:
            other.constraints = [pair for pair in other.constraints if feature.name not in pair]
    tree.features = [one for one in tree.features if one is not feature]
    for parent in tree.walk():
        parent.children = [one for one in parent.children if one is not feature]


def _last_known(session: Session, tree: Ontology, spelling: str) -> Feature:
    for removed in reversed(session.ontologies.removed_roots(tree.id or 0)):
        feature = _version_of(session, tree, removed)
        if feature is not None and means(feature, spelling):
            return feature
    raise missing_feature(spelling)


def _version_of(session: Session, tree: Ontology, removed: RemovedFeature) -> Feature | None:
    """Return a feature as it was when it was taken out; None of one that was never in a version."""
    old = session.ontologies.by_id(tree.id or 0, removed.removed_version - 1)
    return None if old is None else next((one for one in old.features if one.id == removed.id), None)


def _store(session: Session, tree: Ontology, action: str, spelling: str, actor: User, at: int) -> None:
    accept_ontology(tree)
    stored = session.ontologies.update(tree, at, actor.id)
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action=action,
            object_kind="ontology",
            object_uid=stored.uid or "",
            detail={"feature": spelling},
        )
    )
