"""Labels, as the client sees them: what people have said about data rows, and what they said before."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from postil.model.annotation import Annotation
from postil.sdk.connection import API, Connection


class Label(msgspec.Struct, kw_only=True):
    """What one author, an email address, says about a data row; version 0 is as it was imported.

    `annotations` are there where one label was asked for, in the units they are stored in.
    """

    id: str
    project: str
    data_row: str
    global_key: str | None = None
    author: str | None = None
    version: int
    is_benchmark: bool = False
    is_skipped: bool = False
    updated_at: datetime
    annotations: list[Annotation] = []
    lead_time_s: float = 0


class LabelVersion(msgspec.Struct, kw_only=True):
    """One version; `counts` are annotations by kind, `annotations` there where one was asked for."""

    no: int
    author: str | None = None
    is_imported: bool = False
    is_skipped: bool = False
    lead_time_s: float = 0
    reason: str = ""
    created_at: datetime
    counts: dict[str, int] = {}
    annotations: list[Annotation] = []


class LabelChange(msgspec.Struct, kw_only=True):
    """An annotation that differs between two versions."""

    key: str
    before: Annotation | None = None
    after: Annotation | None = None


class LabelDiff(msgspec.Struct, kw_only=True):
    """What differs between two versions, by key."""

    added: list[LabelChange]
    changed: list[LabelChange]
    removed: list[LabelChange]


class LabelOutcome(msgspec.Struct, kw_only=True):
    """What has become of a label: its id, its newest version, and the state of its task."""

    label: str
    version: int
    state: str
    is_skipped: bool = False
    lead_time_s: float = 0


class Labels:
    """Find labels, compare their versions, go back to one, and mark benchmarks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, uid: str) -> Label:
        """Return a label with what it says.

        Raises:
            NotFoundError: There is none, or none the caller may see.
        """
        return self._connection.get(f"{API}/labels/{uid}", Label)

    def list(
        self, project: str, *, author: str | None = None, benchmarks: bool = False, skipped: bool = False
    ) -> Iterator[Label]:
        """Yield the labels of a project without what they say, oldest first, benchmarks by data row."""
        query = {"author": author, "is_benchmark": benchmarks, "is_skipped": skipped, "limit": 1000}
        return self._connection.pages(f"{API}/projects/{project}/labels", Label, query)

    def versions(self, uid: str) -> Iterator[LabelVersion]:
        """Yield the versions of a label, newest first."""
        return self._connection.pages(f"{API}/labels/{uid}/versions", LabelVersion, {"limit": 100})

    def version(self, uid: str, no: int) -> LabelVersion:
        """Return one version with what it says."""
        return self._connection.get(f"{API}/labels/{uid}/versions/{no}", LabelVersion)

    def diff(self, uid: str, before: int, after: int) -> LabelDiff:
        """Compare two versions."""
        query = {"before": before, "after": after}
        return self._connection.get(f"{API}/labels/{uid}/diff", LabelDiff, query)

    def restore(self, uid: str, no: int, *, version: int) -> LabelOutcome:
        """Add a version that says what version `no` said; `version` is the newest one.

        Raises:
            ChangedError: The label has another version by now.
        """
        path = f"{API}/labels/{uid}/restore"
        return self._connection.revise("POST", path, LabelOutcome, {"no": no}, version)

    def mark_benchmark(self, uid: str) -> Label:
        """Make a label the benchmark of its data row, in the place of any other."""
        return self._connection.send("PUT", f"{API}/labels/{uid}/benchmark", Label)

    def unmark_benchmark(self, uid: str) -> None:
        """Take the mark away."""
        self._connection.send("DELETE", f"{API}/labels/{uid}/benchmark", type(None))
