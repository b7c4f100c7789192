"""Ontologies: the trees of features projects use."""

from collections.abc import Collection

from postil.checks.ontology import check_ontology
from postil.errors import ConflictError, NotFoundError, UsageError
from postil.model.identity import spell_id
from postil.model.ontology import Ontology
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.ontologies import OntologyHead
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.version import demand_version


class Ontologies:
    """Create, list and edit ontologies. Editing makes a new version; ids of features stay."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(self, ontology: Ontology, actor: User, *, shares_name: bool = False) -> Ontology:
        """Store a feature tree and give every feature its ids.

        With `shares_name` others may have the same name, as they may with foreign programs.

        Raises:
            UsageError: The tree breaks a rule (ONT007 to ONT010).
            ConflictError: An ontology of this name exists.
        """
        accept_ontology(ontology)
        at = instant(self._clock)
        with self._store.write() as session:
            if not shares_name:
                _check_name(session, ontology.name, None)
            stored = session.ontologies.create(ontology, at, actor.id)
            session.record(_activity("create", stored, actor, at))
        return stored

    def get(self, uid: str, version: int | None = None) -> Ontology:
        """Return the newest version, or the one asked for.

        Raises:
            NotFoundError: No such ontology or version.
        """
        with self._store.read() as session:
            return ontology_of(session, uid, version)

    def by_id(self, ontology_id: int) -> Ontology | None:
        """Return the newest version by store id, None when there is none."""
        with self._store.read() as session:
            return session.ontologies.by_id(ontology_id)

    def heads(self, ontology_ids: Collection[int]) -> dict[int, OntologyHead]:
        """Return what is known of ontologies beside their trees, by store id."""
        with self._store.read() as session:
            return session.ontologies.heads(ontology_ids)

    def list_ontologies(self, *, after_id: int = 0, limit: int = 100) -> list[Ontology]:
        """List ontologies at their newest version, oldest first."""
        with self._store.read() as session:
            return session.ontologies.list_ontologies(after_id=after_id, limit=limit)

    def update(
        self, uid: str, ontology: Ontology, actor: User, *, expected: Collection[int] | None = None
    ) -> Ontology:
        """Store the tree as the next version. Running imports keep the version they began with.

        Raises:
            UsageError: The tree breaks a rule (ONT007 to ONT010).
            NotFoundError: No such ontology.
            ConflictError: Another ontology of this name exists.
            ChangedError: It has none of the expected versions.
        """
        accept_ontology(ontology)
        at = instant(self._clock)
        with self._store.write() as session:
            current = ontology_of(session, uid)
            demand_version(f"ontology {current.name!r}", current.version, expected)
            _check_name(session, ontology.name, current.id)
            ontology.id, ontology.uid = current.id, current.uid
            stored = session.ontologies.update(ontology, at, actor.id)
            session.record(_activity("update", stored, actor, at))
        return stored

    def delete(self, uid: str, actor: User) -> None:
        """Delete an ontology that neither a project nor a model has. What was said with it stays.

        Raises:
            NotFoundError: No such ontology.
            UsageError: A project or a model has it.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            ontology = ontology_of(session, uid)
            projects = session.ontologies.projects_using(ontology.id or 0)
            if projects:
                listed = ", ".join(spell_id(one) for one in projects[:100])
                raise UsageError(
                    "Cannot delete an ontology connected to a project. "
                    f"The ontology is connected to projects: {listed}"
                )
            if session.ontologies.has_models(ontology.id or 0):
                raise UsageError("Cannot delete an ontology connected to a model")
            session.ontologies.delete(ontology.id or 0, at)
            session.record(_activity("delete", ontology, actor, at))

    def list_unused(self, user: User, *, after_uid: str | None = None, limit: int = 100) -> list[Ontology]:
        """List the ontologies a user has made that neither a project nor a model has; all for administrators.

        Raises:
            NotFoundError: No such ontology `after_uid`.
        """
        with self._store.read() as session:
            after = 0 if after_uid is None else ontology_of(session, after_uid).id or 0
            by = None if user.is_admin else user.id
            return session.ontologies.list_unused(by=by, after_id=after, limit=limit)


def ontology_of(session: Session, uid: str, version: int | None = None) -> Ontology:
    """Return an ontology.

    Raises:
        NotFoundError: No such ontology or version.
    """
    ontology = session.ontologies.get(uid, version)
    if ontology is None:
        raise missing_ontology(uid)
    return ontology


def missing_ontology(uid: str) -> NotFoundError:
    """Say that there is no such ontology, also of one the caller may not know of."""
    return NotFoundError(f"no ontology {uid!r}", hint="list the ontologies")


def _check_name(session: Session, name: str, own_id: int | None) -> None:
    known = session.ontologies.named(name)
    if known is not None and known.id != own_id:
        raise ConflictError(f"an ontology named {name!r} exists", hint="choose another name")


def accept_ontology(ontology: Ontology) -> None:
    """Return when an ontology can be used.

    Raises:
        UsageError: It breaks a rule (ONT007 to ONT010).
    """
    errors = [issue for issue in check_ontology(ontology) if issue.severity == "error"]
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise UsageError(errors[0].message + more, code=errors[0].code, hint=errors[0].hint)


def _activity(action: str, ontology: Ontology, actor: User, at: int) -> Activity:
    return Activity(
        at=at, user_id=actor.id, action=action, object_kind="ontology", object_uid=ontology.uid or ""
    )
