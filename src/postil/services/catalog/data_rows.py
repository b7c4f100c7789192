"""Data rows: what is in the catalog, by URL, by upload or by value."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec

from postil.errors import ConflictError, NotFoundError, UsageError
from postil.model.data_row import Asset, MediaType
from postil.model.identity import new_uid
from postil.model.issue import Issue, Where
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.catalog import Attachment, CatalogRow, MetadataField, NewRow
from postil.ports.clock import Clock
from postil.ports.store import Activity, Session, Store
from postil.services.catalog.datasets import found_dataset
from postil.services.catalog.media import Media
from postil.services.catalog.metadata import metadata_issues
from postil.services.instant import instant
from postil.services.version import demand_version

MAX_GLOBAL_KEY = 200
PART = 1_000


class RowDraft(msgspec.Struct, kw_only=True):
    """A data row to be made: content by `url`, by `sha256` of an upload, or `inline`; none is legal.

    A row without content can carry annotations; it shows as media unreachable until content is given.
    """

    global_key: str | None = None
    external_id: str | None = None
    media_type: MediaType = "image"
    url: str | None = None
    sha256: str | None = None
    inline: Any = None
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []


class RowOutcome(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What became of one draft, in the order they were given: the uid of the new row, or why not."""

    index: int
    global_key: str | None = None
    uid: str | None = None
    issues: list[Issue] = []


class DataRows:
    """Create, read, update and delete data rows; `follow` is called after some were deleted."""

    def __init__(
        self,
        store: Store,
        blobs: Blobs,
        media: Media,
        clock: Clock,
        follow: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._blobs, self._media, self._clock = store, blobs, media, clock
        self._follow = follow

    def create(self, dataset_uid: str, drafts: Sequence[RowDraft], actor: User) -> list[RowOutcome]:
        """Make every row that can be made; a wrong one does not keep the others out.

        Media given by URL is probed in the background: a row whose media cannot be reached exists all the
        same, in the state `unreachable`, and can be retried.
        """
        at = instant(self._clock)
        outcomes: list[RowOutcome] = []
        for first in range(0, len(drafts), PART):
            with self._store.write() as session:
                outcomes += self._create_part(
                    session, dataset_uid, drafts[first : first + PART], first, actor, at
                )
        self._media.probe_soon()
        return outcomes

    def _create_part(
        self, session: Session, dataset_uid: str, drafts: Sequence[RowDraft], first: int, actor: User, at: int
    ) -> list[RowOutcome]:
        dataset = found_dataset(session, dataset_uid)
        fields = {field.name: field for field in session.catalog.metadata_fields()}
        keys = [draft.global_key for draft in drafts if draft.global_key is not None]
        taken = session.catalog.used_global_keys(keys)
        outcomes, rows = [], []
        for index, draft in enumerate(drafts, first):
            outcome = RowOutcome(
                index=index, global_key=draft.global_key, issues=_problems(draft, taken, fields)
            )
            if not outcome.issues:
                row = _new_row(draft)
                outcome.uid = row.uid
                rows.append(row)
                if draft.global_key is not None:
                    taken.add(draft.global_key)
            outcomes.append(outcome)
        session.catalog.create_rows(dataset.id, rows, actor.id, at)
        detail: dict[str, object] = {"rows": len(rows)}
        session.record(
            Activity(
                at=at,
                user_id=actor.id,
                action="create_rows",
                object_kind="dataset",
                object_uid=dataset_uid,
                detail=detail,
            )
        )
        return outcomes

    def upload(self, dataset_uid: str, content: BinaryIO | bytes, draft: RowDraft, actor: User) -> RowOutcome:
        """Keep the content and make its data row; size and type are known when this returns."""
        draft.sha256 = self._blobs.put(content).sha256
        outcome = self.create(dataset_uid, [draft], actor)[0]
        if outcome.uid is not None:
            self._media.probe_now(outcome.uid)
        return outcome

    def get(self, uid: str) -> CatalogRow:
        """Return a data row.

        Raises:
            NotFoundError: No such data row.
        """
        with self._store.read() as session:
            return row_of(session, uid)

    def by_id(self, ids: Sequence[int]) -> list[CatalogRow]:
        """Return data rows by store id; those that do not exist are left out."""
        with self._store.read() as session:
            return session.catalog.rows_by_id(ids)

    def by_global_keys(self, keys: Sequence[str]) -> list[CatalogRow]:
        """Return data rows by global key, oldest first; keys nothing has are passed over."""
        with self._store.read() as session:
            found = session.catalog.find_rows("global_key", keys, None)
            ids = sorted(row.id for row in found.values() if not row.is_deleted)
            return session.catalog.rows_by_id(ids)

    def list_rows(
        self, *, dataset_uid: str | None = None, after_id: int = 0, limit: int = 100
    ) -> list[CatalogRow]:
        """List data rows, oldest first."""
        with self._store.read() as session:
            dataset_id = found_dataset(session, dataset_uid).id if dataset_uid else None
            return session.catalog.list_rows(dataset_id=dataset_id, after_id=after_id, limit=limit)

    def update(
        self,
        uid: str,
        actor: User,
        *,
        global_key: str | None = None,
        metadata: dict[str, Any] | None = None,
        attachments: list[Attachment] | None = None,
        expected: Collection[int] | None = None,
    ) -> CatalogRow:
        """Change what is given; leave the rest.

        Raises:
            ConflictError: The global key belongs to another data row (DUP003).
            UsageError: A value does not fit its metadata field (ROW010).
            ChangedError: It has none of the expected versions.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            row = row_of(session, uid)
            demand_version(f"data row {uid}", row.version, expected)
            if global_key is not None and global_key != row.global_key:
                if session.catalog.used_global_keys([global_key]):
                    raise ConflictError(
                        f"global key {global_key!r} exists", code="DUP003", hint="choose another"
                    )
                row.global_key = global_key
            fields = {field.name: field for field in session.catalog.metadata_fields()}
            if issues := metadata_issues(metadata or {}, fields):
                raise UsageError(issues[0].message, code=issues[0].code, hint=issues[0].hint)
            row.metadata = row.metadata if metadata is None else metadata
            row.attachments = row.attachments if attachments is None else attachments
            session.catalog.update_row(row, at)
            session.record(
                Activity(at=at, user_id=actor.id, action="update", object_kind="data_row", object_uid=uid)
            )
            return row_of(session, uid)

    def delete(self, uids: Sequence[str], actor: User, *, expected: Collection[int] | None = None) -> int:
        """Delete data rows and free their global keys; unknown ids are passed over.

        Many are deleted a part at a time, so that others can write in between.

        Raises:
            ChangedError: One has none of the expected versions; nothing of its part was deleted.
        """
        parts = (uids[start : start + PART] for start in range(0, len(uids), PART))
        deleted = sum(self._delete(part, actor, expected) for part in parts)
        self._follow()
        return deleted

    def _delete(self, uids: Sequence[str], actor: User, expected: Collection[int] | None) -> int:
        at = instant(self._clock)
        with self._store.write() as session:
            found = session.catalog.find_rows("uid", uids, None)
            ids = dict.fromkeys(found[uid].id for uid in uids if uid in found)
            rows = session.catalog.rows_by_id(list(ids))
            for row in rows:
                demand_version(f"data row {row.uid}", row.version, expected)
            session.catalog.delete_rows([row.id for row in rows], at)
            session.record_all([row_activity("delete", row, actor, at) for row in rows])
        return len(rows)

    def await_media(self, uids: Sequence[str], patience_s: float) -> bool:
        """Wait a short while until the media of rows have been looked at; False when some have not."""
        return self._media.await_rows(uids, patience_s)

    def retry_media(self, uid: str, actor: User) -> CatalogRow:
        """Fetch and probe the media of a row again, now."""
        with self._store.write() as session:
            row_of(session, uid)
            session.record(
                Activity(
                    at=instant(self._clock),
                    user_id=actor.id,
                    action="retry_media",
                    object_kind="data_row",
                    object_uid=uid,
                )
            )
        self._media.probe_now(uid)
        return self.get(uid)


def row_of(session: Session, uid: str) -> CatalogRow:
    """Return a data row.

    Raises:
        NotFoundError: No such data row.
    """
    row = session.catalog.get_row(uid)
    if row is None:
        raise NotFoundError(f"no data row {uid!r}", hint="list the data rows of the dataset")
    return row


def _new_row(draft: RowDraft) -> NewRow:
    asset = Asset(media_type=draft.media_type, url=draft.url, sha256=draft.sha256, inline=draft.inline)
    return NewRow(
        uid=new_uid(),
        media_type=draft.media_type,
        assets=[asset],
        global_key=draft.global_key,
        external_id=draft.external_id,
        metadata=draft.metadata,
        attachments=draft.attachments,
    )


def row_activity(action: str, row: CatalogRow, actor: User, at: int) -> Activity:
    """Describe that somebody has done something to a data row."""
    return Activity(at=at, user_id=actor.id, action=action, object_kind="data_row", object_uid=row.uid)


def _problems(draft: RowDraft, taken: set[str], fields: Mapping[str, MetadataField]) -> list[Issue]:
    issues = metadata_issues(draft.metadata, fields)
    key = draft.global_key
    if key is not None and not 0 < len(key) <= MAX_GLOBAL_KEY:
        issues.append(
            Issue(
                "ROW011",
                f"global key has {len(key)} characters, must have 1 to {MAX_GLOBAL_KEY}",
                "shorten it, or leave it out",
                got=key[:MAX_GLOBAL_KEY],
                where=Where(pointer="/global_key"),
            )
        )
    if key in taken:
        issues.append(
            Issue(
                "DUP003",
                f"Duplicate global key {key!r}: the catalog or this request has a data row with it",
                "use that data row, or choose another key",
                got=key,
                where=Where(pointer="/global_key"),
            )
        )
    if sum(given is not None for given in (draft.url, draft.sha256, draft.inline)) > 1:
        issues.append(
            Issue(
                "ROW017",
                "a data row takes one of url, sha256 and inline",
                "leave the others out",
                where=Where(pointer="/url"),
            )
        )
    return issues
