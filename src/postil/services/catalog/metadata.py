"""Metadata: typed fields of the whole catalog, and the values data rows have in them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, get_args

import msgspec

from postil.errors import AccessError, NotFoundError, UsageError
from postil.formats.labelbox.metadata import MetadataSchemas, field_schema
from postil.model.identity import new_uid
from postil.model.issue import Issue, Where
from postil.model.metadata import MAX_NAME, MetadataKind, value_problem
from postil.ports.access import User
from postil.ports.catalog import CatalogRow, MetadataField, MetadataOption
from postil.ports.clock import Clock
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant

RESERVED: dict[str, tuple[MetadataKind, tuple[str, ...]]] = {
    "tag": ("string", ()),
    "split": ("enum", ("train", "valid", "test")),
    "captureDateTime": ("datetime", ()),
}
"""Fields every catalog has, with their options. They are neither changed nor deleted."""

MAX_OPTIONS = 1_000


class Metadata:
    """Make, list, change and delete fields; set and delete the values of data rows."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def ensure_reserved(self) -> None:
        """Make the fields every catalog has, where they are missing."""
        with self._store.read() as session:
            missing = RESERVED.keys() - {field.name for field in session.catalog.metadata_fields()}
        if missing:
            with self._store.write() as session:
                for name, (kind, options) in RESERVED.items():
                    if name in missing:
                        session.catalog.create_metadata_field(name, kind, options)

    def list_fields(self) -> list[MetadataField]:
        """List the fields in the order they were made."""
        with self._store.read() as session:
            return session.catalog.metadata_fields()

    def get_field(self, uid: str) -> MetadataField:
        """Return a field.

        Raises:
            NotFoundError: No such field.
        """
        with self._store.read() as session:
            return field_of(session, uid)

    def create_field(self, name: str, kind: str, actor: User, options: Sequence[str] = ()) -> MetadataField:
        """Make a field for the whole catalog; `options` are those of an enum.

        Raises:
            UsageError: The name, the kind or an option cannot be.
            ConflictError: There is a field of that name.
        """
        if kind not in get_args(MetadataKind):
            raise UsageError(
                f"{kind[:80]!r} is no kind of metadata", hint=f"use one of {get_args(MetadataKind)}"
            )
        _demand_names(name, kind, options)
        with self._store.write() as session:
            made = session.catalog.create_metadata_field(name, kind, options)
            self._record(session, "create", made, actor)
        return made

    def update_field(
        self,
        uid: str,
        actor: User,
        *,
        name: str | None = None,
        options: Sequence[tuple[str | None, str]] | None = None,
    ) -> MetadataField:
        """Rename a field, or change its options: pairs of uid and name; without a uid an option is new.

        Values follow the new names of their options.

        Raises:
            AccessError: The actor is no administrator.
            NotFoundError: No such field, or no such option in it.
            UsageError: The field is reserved, a name cannot be, or an option that is there is left out.
            ConflictError: Another field has the name.
        """
        with self._store.write() as session:
            field = field_of(session, uid)
            _demand_admin(actor)
            _demand_own(field)
            changed = msgspec.structs.replace(
                field,
                name=field.name if name is None else name,
                options=field.options if options is None else _changed_options(field, options),
            )
            _demand_names(changed.name, field.kind, [option.name for option in changed.options])
            session.metadata.update_field(field.id, changed.name, changed.options)
            self._record(session, "update", changed, actor)
        return changed

    def delete_field(self, uid: str, actor: User) -> None:
        """Delete a field and all values in it.

        Raises:
            AccessError: The actor is no administrator.
            NotFoundError: No such field.
            UsageError: The field is reserved.
        """
        with self._store.write() as session:
            field = field_of(session, uid)
            _demand_admin(actor)
            _demand_own(field)
            session.metadata.delete_field(field.id)
            self._record(session, "delete", field, actor)

    def set_values(self, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Set values by store id of the data row and name of the field; others of the rows stay.

        Raises:
            UsageError: A field does not exist or does not take the value; nothing was changed.
        """
        with self._store.write() as session:
            fields = {field.name: field for field in session.catalog.metadata_fields()}
            for found in values.values():
                demand_values(fields, found)
            stored = {
                row: {fields[name].id: value for name, value in found.items()}
                for row, found in values.items()
            }
            session.metadata.set_values(stored, instant(self._clock))

    def delete_values(self, rows: Sequence[CatalogRow], names: Mapping[int, Collection[str]]) -> None:
        """Delete the values of fields, by name, of data rows; what is not there is passed over."""
        with self._store.write() as session:
            fields = {field.name: field.id for field in session.catalog.metadata_fields()}
            stored = {
                row.id: [fields[name] for name in names.get(row.id, ()) if name in fields] for row in rows
            }
            session.metadata.delete_values(stored, instant(self._clock))

    def _record(self, session: Session, action: str, field: MetadataField, actor: User) -> None:
        session.record(
            Activity(
                at=instant(self._clock),
                user_id=actor.id,
                action=action,
                object_kind="metadata_field",
                object_uid=field.uid,
                detail={"name": field.name},
            )
        )


def field_of(session: Session, uid: str) -> MetadataField:
    """Return a field.

    Raises:
        NotFoundError: No such field.
    """
    field = session.metadata.get_field(uid)
    if field is None:
        raise NotFoundError(f"no metadata field {uid!r}", hint="list the metadata fields")
    return field


def schemas_of(fields: Sequence[MetadataField]) -> MetadataSchemas:
    """Describe the fields of the catalog as clients know them."""
    return MetadataSchemas(
        [
            field_schema(one.uid, one.name, one.kind, [(option.uid, option.name) for option in one.options])
            for one in fields
        ]
    )


def demand_values(fields: Mapping[str, MetadataField], values: Mapping[str, Any]) -> None:
    """Return when every value fits its field.

    Raises:
        UsageError: A field does not exist, or does not take the value.
    """
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            raise UsageError(f"there is no metadata field {name[:80]!r}", hint="create it first")
        problem = value_problem(field.kind, value, [option.name for option in field.options])
        if problem is not None:
            raise UsageError(f"metadata {name!r}: {problem}", hint=f"the field is of the kind {field.kind}")


def metadata_issues(values: Mapping[str, Any], fields: Mapping[str, MetadataField]) -> list[Issue]:
    """Return an issue for every value that does not fit its field; a field nobody made yet takes any."""
    issues = []
    for name, value in values.items():
        field = fields.get(name)
        names = () if field is None else [option.name for option in field.options]
        problem = None if field is None else value_problem(field.kind, value, names)
        if field is not None and problem is not None:
            where = Where(pointer=f"/metadata/{name}")
            hint = f"the field is of the kind {field.kind}"
            issues.append(Issue("ROW010", f"metadata {name!r}: {problem}", hint, got=value, where=where))
    return issues


def _demand_admin(actor: User) -> None:
    if not actor.is_admin:
        raise AccessError("fields of the whole catalog are changed by administrators", hint="ask one")


def _demand_own(field: MetadataField) -> None:
    if field.name in RESERVED:
        raise UsageError(f"the metadata field {field.name!r} is reserved", hint="create one of your own")


def _demand_names(name: str, kind: str, options: Sequence[str]) -> None:
    for one in (name, *options):
        if not 0 < len(one.strip()) <= MAX_NAME:
            raise UsageError(
                f"metadata cannot be named {one[:80]!r}", hint=f"give it 1 to {MAX_NAME} characters"
            )
    if options and kind != "enum":
        raise UsageError(f"a field of the kind {kind} has no options", hint="leave them out, or use enum")
    if len(set(options)) < len(options) or len(options) > MAX_OPTIONS:
        raise UsageError("options must differ", hint=f"give each once, {MAX_OPTIONS} at most")


def _changed_options(field: MetadataField, options: Sequence[tuple[str | None, str]]) -> list[MetadataOption]:
    known = {option.uid for option in field.options}
    if unknown := [uid for uid, _ in options if uid is not None and uid not in known]:
        raise NotFoundError(f"no option {unknown[0]!r} in {field.name!r}", hint="list the metadata fields")
    if known - {uid for uid, _ in options}:
        raise UsageError(
            f"options of {field.name!r} are left out, and data rows may have them",
            hint="name every option there is, and new ones without an id",
        )
    return [MetadataOption(uid=uid or new_uid(), name=name) for uid, name in options]
