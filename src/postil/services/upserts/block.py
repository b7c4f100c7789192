"""Block: some items made into data rows, or changes of them, in one transaction."""

from collections.abc import Sequence
from typing import Any

import msgspec

from postil.errors import AccessError, NotFoundError, UsageError
from postil.formats.labelbox.row_items import UNSET, ItemAttachment, RowItem
from postil.model.data_row import Asset
from postil.model.identity import canonical_uuid, new_uid, read_id
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.catalog import Attachment, CatalogRow, Dataset, NewRow
from postil.ports.store import Session
from postil.services.catalog.attachments import demand_attachment
from postil.services.catalog.data_rows import MAX_GLOBAL_KEY
from postil.services.catalog.metadata import demand_values, schemas_of
from postil.services.upserts.content import Own, content_of, state_of
from postil.services.upserts.outcome import Outcome, accepted, rejected
from postil.services.visibility import seen_dataset


class BlockWriter:
    """Writes blocks for one user in one transaction; a wrong item does not keep the others out.

    `touched` collects the uids of data rows whose content is new and kept here.
    """

    def __init__(self, session: Session, user: User, own: Own, blobs: Blobs, at: int) -> None:
        self._session, self._user, self._at = session, user, at
        self._own, self._blobs = own, blobs
        fields = session.catalog.metadata_fields()
        self._fields = {field.name: field for field in fields}
        self._schemas = schemas_of(fields)
        self._datasets: dict[str, Dataset | str] = {}
        self._makers: dict[int, int | None] = {}
        self._taken: set[str] = set()
        self._rows: dict[int, CatalogRow] = {}
        self._new: dict[int, list[NewRow]] = {}
        self.touched: list[str] = []

    def write(self, items: Sequence[RowItem]) -> list[Outcome]:
        """Make and change data rows; return what became of each item, in order."""
        found = [self._resolve(items, by) for by in ("uid", "global_key")]
        by_name = {("uid", name): row for name, row in found[0].items()}
        by_name |= {("global_key", name): row for name, row in found[1].items()}
        wanted = [item.global_key for item in items if isinstance(item.global_key, str)]
        wanted += [item.key for item in items if item.by == "global_key"]
        self._taken = self._session.catalog.used_global_keys(wanted)
        outcomes = [self._outcome(item, by_name.get((item.by, item.key))) for item in items]
        for dataset_id, rows in self._new.items():
            self._session.catalog.create_rows(dataset_id, rows, self._user.id, self._at)
        self._new = {}
        return outcomes

    def _resolve(self, items: Sequence[RowItem], by: str) -> dict[str, CatalogRow]:
        names = {item.key: _uid(item.key) if by == "uid" else item.key for item in items if item.by == by}
        found = self._session.catalog.find_rows(by, sorted(set(names.values())), None)
        ids = sorted({row.id for row in found.values() if not row.is_deleted})
        # One record for each data row: an item may change what an earlier one has changed.
        for row in self._session.catalog.rows_by_id([one for one in ids if one not in self._rows]):
            self._rows[row.id] = row
        return {
            name: self._rows[found[asked].id]
            for name, asked in names.items()
            if asked in found and found[asked].id in self._rows
        }

    def _outcome(self, item: RowItem, row: CatalogRow | None) -> Outcome:
        if item.fault is not None:
            return rejected(item, item.fault)
        try:
            if item.by == "uid" and row is None:
                raise NotFoundError(f"Data row '{item.key}' does not exist")
            return self._create(item) if row is None else self._change(item, row)
        except (UsageError, NotFoundError, AccessError) as error:
            return rejected(item, error.message)

    def _create(self, item: RowItem) -> Outcome:
        dataset = self._dataset(item)
        if item.asset is UNSET:
            raise UsageError("row_data is missing")
        key = item.global_key if item.global_key is not UNSET else None
        if key is None and item.by == "global_key":
            key = item.key
        metadata, attachments = self._metadata(item), _attachments(item)
        self._claim(key)
        asset = content_of(item, item.asset, None, self._own, self._blobs)
        row = NewRow(
            uid=new_uid(),
            media_type=asset.media_type,
            assets=[asset],
            global_key=key,
            external_id=item.external_id or None,
            metadata=metadata,
            attachments=attachments,
            media_state=state_of(asset),
        )
        self._new.setdefault(dataset.id, []).append(row)
        self._touch(asset, row.uid)
        return accepted(item, row.uid, None, key, row.external_id)

    def _change(self, item: RowItem, row: CatalogRow) -> Outcome:
        self._demand_made(row)
        metadata, attachments = self._metadata(item), _attachments(item)
        if item.global_key is not UNSET and item.global_key != row.global_key:
            self._claim(item.global_key)
            self._taken.discard(row.global_key or "")
            row.global_key = item.global_key
        if item.external_id is not UNSET:
            row.external_id = item.external_id
        if item.asset is not UNSET:
            asset = content_of(item, item.asset, row.media_type, self._own, self._blobs)
            row.assets, row.media_type, row.media_error = [asset], asset.media_type, None
            row.media_state = state_of(asset)
            self._touch(asset, row.uid)
        row.metadata |= metadata
        if item.attachments is not UNSET:
            row.attachments = attachments
        self._session.catalog.update_row(row, self._at)
        row.edited_at = max(self._at, row.version + 1)
        return accepted(item, row.uid, _row_data(row), row.global_key, row.external_id)

    def _claim(self, key: str | None) -> None:
        if key is None:
            return
        if not 0 < len(key) <= MAX_GLOBAL_KEY:
            raise UsageError(f"global key has {len(key)} characters, must have 1 to {MAX_GLOBAL_KEY}")
        if key in self._taken:
            raise UsageError(f"Duplicate global key: '{key}'")
        self._taken.add(key)

    def _dataset(self, item: RowItem) -> Dataset:
        spelled = item.dataset if isinstance(item.dataset, str) else ""
        if spelled not in self._datasets:
            self._datasets[spelled] = self._find_dataset(spelled)
        found = self._datasets[spelled]
        if isinstance(found, str):
            raise NotFoundError(found)
        return found

    def _find_dataset(self, spelled: str) -> Dataset | str:
        try:
            found = seen_dataset(self._session, _uid(spelled), self._user)
        except NotFoundError:
            return f"Dataset '{spelled[:80]}' does not exist"
        if found.created_by != self._user.id and not self._user.is_admin:
            return f"Dataset '{spelled[:80]}' takes data rows only of whoever created it"
        return found

    def _demand_made(self, row: CatalogRow) -> None:
        if self._user.is_admin:
            return
        if row.dataset_id not in self._makers:
            dataset = self._session.catalog.find_datasets([row.dataset_id]).get(row.dataset_id)
            self._makers[row.dataset_id] = None if dataset is None else dataset.created_by
        if self._makers[row.dataset_id] == self._user.id:
            return
        if row.id not in self._session.members.seen_rows(self._user.id, [row.id]):
            raise NotFoundError(f"Data row '{row.uid}' does not exist")
        raise AccessError("this takes whoever created the dataset, or an administrator")

    def _metadata(self, item: RowItem) -> dict[str, Any]:
        if item.metadata is UNSET:
            return {}
        values = self._schemas.read(item.metadata)
        demand_values(self._fields, values)
        return values

    def _touch(self, asset: Asset, uid: str) -> None:
        if asset.sha256 is not None:
            self.touched.append(uid)


def _attachments(item: RowItem) -> list[Attachment]:
    if item.attachments is UNSET:
        return []
    found = [_attachment(one) for one in item.attachments]
    for one in found:
        demand_attachment(one)
    return found


def _attachment(given: ItemAttachment) -> Attachment:
    return Attachment(type=given.type, value=given.value, name=given.name)


def _uid(spelled: str) -> str:
    """Return the uid behind an id, or a text that is nothing's."""
    return read_id(spelled) or canonical_uuid(spelled) or ""


def _row_data(row: CatalogRow) -> str | None:
    asset = row.assets[0] if row.assets else Asset()
    if asset.inline is not None:
        return asset.inline if isinstance(asset.inline, str) else msgspec.json.encode(asset.inline).decode()
    return asset.url
