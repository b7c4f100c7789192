"""Pages: the labels of a project for programs that count their way through them, each with its text."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

import msgspec

from postil.errors import NotFoundError
from postil.formats.labelbox.label_export import LabelExport, MaskUrl
from postil.model.annotation import Annotation
from postil.model.identity import spell_id
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.labels import LabelOrder, StoredLabel
from postil.ports.store import Session, Store
from postil.services.catalog.texts import Texts
from postil.services.exports.selection import size_of
from postil.services.projects.projects import found_project
from postil.services.visibility import seen_rows

EXACT = 10_000
"""So many labels are counted one by one; of more the projections tell how many there are."""


class LabelPages:
    """Labels by their number in a list.

    Args:
        store: The database.
        mask_url: Says where a mask can be seen, for whoever reaches this server at an address.
        blobs: Where texts lie that annotations quote; without them only texts given inline are quoted.
    """

    def __init__(self, store: Store, mask_url: Callable[[str], MaskUrl], blobs: Blobs | None = None) -> None:
        self._store, self._mask_url, self._blobs = store, mask_url, blobs

    def count(self, project_uid: str) -> int:
        """Count the labels of a project without skipped ones.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            return session.labels.count(found_project(session, project_uid).id, most=EXACT)

    def list_page(self, project_uid: str, order: LabelOrder, *, skip: int, limit: int) -> list[StoredLabel]:
        """List labels of a project behind so many others, without skipped ones.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            return session.labels.page(project.id, order, skip=skip, limit=limit)

    def on_row(self, row_uid: str, user: User) -> list[StoredLabel]:
        """List the labels on a data row in the projects a user has a role in, oldest first.

        Raises:
            NotFoundError: No such data row, or none the user may know of.
        """
        with self._store.read() as session:
            row = session.catalog.get_row(row_uid)
            if row is None or not seen_rows(session, [row.id], user):
                raise NotFoundError(f"no data row {row_uid!r}", hint="list the data rows")
            found = session.labels.on_row(row.id)
            roles = {one.project_id: session.access.role(one.project_id, user.id) for one in found}
            return [one for one in found if user.is_admin or roles[one.project_id] is not None]

    def texts(self, labels: Collection[StoredLabel], url: str) -> dict[int, str]:
        """Return by store id what labels say, as the JSON text of the objects of an export.

        Args:
            labels: The labels.
            url: How whoever reads them reaches this server.
        """
        with self._store.read() as session:
            said = _contents(session, labels)
            rows = {one.id: one for one in session.catalog.rows_by_id([one.data_row_id for one in labels])}
            projects = {one.project_id for one in labels}
            exports = {number: self._export(session, number, url) for number in projects}
        found: dict[int, str] = {}
        texts = Texts(self._blobs)
        for label in labels:
            row = rows.get(label.data_row_id)
            size, text = (size_of(row), texts.of(row.assets)) if row is not None else (None, None)
            spelled = exports[label.project_id].all(spell_id(label.uid), said[label.id], size, text)
            found[label.id] = msgspec.json.encode(spelled).decode()
        return found

    def _export(self, session: Session, project_id: int, url: str) -> LabelExport:
        return LabelExport(_index(session, project_id), self._mask_url(url), lambda _: None)

    def seconds(self, label: StoredLabel) -> float:
        """Return how long the author of the newest version worked on it."""
        with self._store.read() as session:
            head = session.labels.version(label.id, label.head_version) if label.head_version else None
        return head.lead_time / 1_000_000 if head is not None else 0.0


def _contents(session: Session, labels: Collection[StoredLabel]) -> dict[int, list[Annotation]]:
    """Return by store id what labels say, reading every set once."""
    found: dict[int, list[Annotation]] = {}
    by_set: dict[int, list[StoredLabel]] = defaultdict(list)
    for label in labels:
        if label.head_version:
            version = session.labels.version(label.id, label.head_version)
            found[label.id] = version.annotations if version is not None else []
        else:
            by_set[label.set_id or 0].append(label)
    for set_id, theirs in by_set.items():
        values = session.bundles.fold(set_id, _rows(theirs))
        found |= {one.id: values.get((one.data_row_id, 0), []) for one in theirs}
    return found


def _rows(labels: Sequence[StoredLabel]) -> list[int]:
    return [one.data_row_id for one in labels]


def _index(session: Session, project_id: int) -> FeatureIndex:
    project = session.projects.by_id(project_id)
    ontology = session.ontologies.by_id(project.ontology_id or 0) if project is not None else None
    return FeatureIndex(ontology or Ontology("", []))
