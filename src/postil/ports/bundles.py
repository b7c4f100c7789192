"""Annotation sets, bundles and segments as stored, and the fold over them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from postil.model.annotation import Annotation
from postil.model.label import SetKind
from postil.model.number import Number


class AnnotationSet(msgspec.Struct, kw_only=True):
    """A named collection of bundles; `name` is a model version, or empty."""

    id: int
    uid: str
    kind: SetKind
    project_id: int | None = None
    model_run_id: int | None = None
    author_id: int | None = None
    name: str = ""


class StoredBundle(msgspec.Struct, kw_only=True):
    """Everything one set says about one data row, without its content.

    `metrics` are numbers a model's maker gives about the data row, by what makes them one and the same.
    `published_no` and `imported_at` are of the import that spoke last.
    """

    id: int
    set_id: int
    data_row_id: int
    no: int = 0
    version: str | None = None
    score: Number | None = None
    is_benchmark: bool = False
    ext: dict[str, Any] = {}
    metrics: dict[str, Any] = {}
    published_no: int = 0
    imported_at: int = 0


class VersionFacts(msgspec.Struct, kw_only=True):
    """The layers of one version: how many, with how many annotations, and between which scores of bundles.

    `imported_at` is of the newest import that brought some.
    """

    version: str | None
    layers: int = 0
    annotations: int = 0
    min_score: Number | None = None
    max_score: Number | None = None
    imported_at: int = 0


class NewSegment(msgspec.Struct, gc=False):
    """One layer of one bundle: what chunk `chunk` of a job says about it.

    `lines` holds the source line of every annotation in order, as little-endian 64-bit integers;
    `needs_settle` marks layers whose rows cannot be judged without the whole file (relationships).
    `is_whole` hides all lower layers. `tombstones` are keys taken away. `same_as` names an older visible
    segment with an equal document, which is then not stored again. `n` counts different keys. `digest` is
    that of the document (`model.digest`); left empty, the store finds out the part of it that is needed.
    """

    data_row_id: int
    no: int
    n: int
    document: bytes
    lines: bytes
    needs_settle: bool = False
    is_whole: bool = False
    is_benchmark: bool = False
    version: str | None = None
    score: Number | None = None
    ext: dict[str, Any] | None = None
    tombstones: list[str] = []
    metrics: dict[str, Any] = {}
    same_as: int | None = None
    digest: bytes = b""


class Segment(msgspec.Struct, gc=False):
    """A stored layer."""

    id: int
    bundle_id: int
    data_row_id: int
    no: int
    job_id: int
    chunk: int
    n: int
    document: bytes
    lines: bytes
    is_whole: bool = False
    needs_settle: bool = False


class SeenLayer(msgspec.Struct, gc=False):
    """A layer as it takes part in the fold."""

    data_row_id: int
    no: int
    job_id: int
    document: bytes
    is_whole: bool = False
    tombstones: list[str] = []


LayerDigest = tuple[int, int, int, int, bytes]
"""What can be told of a layer unread: `(data row, no, n, published_no of its job, digest)`."""


class BundleStore(Protocol):
    """Sets, bundles, segments and the value of a bundle."""

    def ensure_set(
        self,
        kind: SetKind,
        *,
        project_id: int | None = None,
        model_run_id: int | None = None,
        author_id: int | None = None,
        name: str = "",
    ) -> AnnotationSet: ...

    def find_set(self, kind: SetKind, *, model_run_id: int) -> AnnotationSet | None:
        """Return the set of a model run, None when nothing was ever imported into it."""
        ...

    def sets_of(self, project_id: int) -> list[AnnotationSet]: ...

    def set_ids_of(self, project_ids: Collection[int]) -> list[int]: ...

    def write_segments(self, set_id: int, job_id: int, chunk: int, segments: Sequence[NewSegment]) -> None:
        """Write the layers of one chunk, making bundles as needed; repeating the call changes nothing.

        Raises:
            ConflictError: A data row is not there any more; the transaction must not be committed.
        """
        ...

    def bundles_with_layers(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None = None
    ) -> set[int]:
        """Return which of the data rows have a visible layer in the set, now or after change `as_of`."""
        ...

    def fold(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None = None
    ) -> dict[tuple[int, int], list[Annotation]]:
        """Return the value per `(data row, no)`: published, not undone layers in order; later key wins.

        With `as_of`, the value is the one readers saw after that change (`JobChange.no`).
        """
        ...

    def digests(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None = None
    ) -> list[LayerDigest]:
        """List the layers `fold` would put together, unread and in no order."""
        ...

    def is_blank(self, set_id: int, *, as_of: int | None = None) -> bool:
        """Tell whether readers see no layer in a set at all, now or after change `as_of`.

        Raises:
            ConflictError: That state is not kept any more.
        """
        ...

    def layers(self, set_id: int, data_row_ids: Sequence[int], *, job_id: int) -> list[SeenLayer]:
        """List the visible layers of bundles and those of a published job, lowest first, by bundle."""
        ...

    def overlapping(self, job_id: int) -> list[int]:
        """List visible jobs published after a job with layers on bundles of that job, newest first."""
        ...

    def is_hidden_in_part(self, job_id: int) -> bool:
        """Tell whether a deletion of labels that was published after a job hides a layer of it."""
        ...

    def bundles(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> list[StoredBundle]:
        """Return bundles with at least one visible layer."""
        ...

    def versions(self, set_ids: Sequence[int], *, most: int) -> tuple[list[VersionFacts], bool]:
        """List the versions in sets, the newest first, and tell whether all visible layers were looked at.

        At most `most` are, those of the newest imports first.
        """
        ...

    def unsettled_rows(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """Return data row ids, ascending, where a bundle has several layers of the job or a marked one."""
        ...

    def rows_touched(
        self,
        job_id: int,
        set_id: int,
        *,
        after_no: int,
        after_row: int,
        limit: int,
        upto_no: int | None = None,
    ) -> list[int]:
        """Return data rows of a job, ascending, that other jobs have changed meanwhile.

        That are rows with a bundle on which a job has a layer that was shown or hidden by a change after
        `after_no`, and not after `upto_no`.
        """
        ...

    def segments_of_row(self, job_id: int, data_row_id: int) -> list[Segment]:
        """Return the layers of a job on one data row, ordered by bundle no and chunk."""
        ...

    def layered(self, job_id: int, data_row_ids: Sequence[int], *, below_chunk: int) -> set[tuple[int, int]]:
        """Return which bundles `(data row, no)` have layers of the job from earlier chunks."""
        ...

    def drop_segments(self, segment_ids: Sequence[int]) -> None:
        """Delete layers of an unpublished job of which nothing was left; bundles without any go with them."""
        ...

    def replace_segment(self, segment_id: int, document: bytes, lines: bytes, n: int) -> None: ...

    def job_segments(self, job_id: int, *, after_id: int, limit: int) -> list[Segment]: ...

    def segments_of_rows(self, job_id: int, data_row_ids: Sequence[int]) -> list[Segment]:
        """Return the layers of a job on data rows, ordered by data row, bundle no and chunk."""
        ...

    def rows_of_job(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """List the distinct data rows a job says something about, ascending."""
        ...

    def origins(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int
    ) -> dict[tuple[int, int], dict[str, int]]:
        """Return by bundle and key which job what readers saw after change `as_of` came from."""
        ...

    def job_data_rows(self, job_id: int) -> Iterator[int]:
        """Yield the distinct data rows a job says something about, in id order."""
        ...

    def collapse(self, job_id: int, *, after_row: int, limit: int) -> int | None:
        """Put each bundle's layers up to those of a sealed job into one whole layer of that job.

        Looks at up to `limit` data rows of the job after `after_row`; returns the last, None when there are
        no more. Values stay as they are. Lines of annotations that came from earlier jobs become 0.
        """
        ...

    def drop_undone(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` layers of a job that is undone and sealed; return how many."""
        ...

    def drop_chunks(self, job_id: int, *, from_chunk: int, limit: int) -> int:
        """Delete up to `limit` layers of an unpublished job of these and later chunks; return how many."""
        ...

    def drop_job(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` layers of a job that was never published; return how many."""
        ...
