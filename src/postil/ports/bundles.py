"""Annotation sets, bundles and segments as stored, and the fold over them."""

from collections.abc import Callable, Collection, Iterator, Sequence
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
    """Everything one set says about one data row, without its content."""

    id: int
    set_id: int
    data_row_id: int
    no: int = 0
    version: str | None = None
    score: Number | None = None
    is_benchmark: bool = False
    ext: dict[str, Any] = {}


class NewSegment(msgspec.Struct, gc=False):
    """One layer of one bundle: what chunk `chunk` of a job says about it.

    `lines` holds the source line of every annotation in order, as little-endian 64-bit integers;
    `needs_settle` marks layers whose rows cannot be judged without the whole file (relationships).
    `is_whole` hides all lower layers. `tombstones` are keys taken away. `same_as` names an older visible
    segment with an equal document, which is then not stored again.
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
    same_as: int | None = None


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

    def sets_of(self, project_id: int) -> list[AnnotationSet]: ...

    def write_segments(self, set_id: int, job_id: int, chunk: int, segments: Sequence[NewSegment]) -> None:
        """Write the layers of one chunk, making bundles as needed; repeating the call changes nothing."""
        ...

    def bundles_with_layers(self, set_id: int, data_row_ids: Sequence[int]) -> set[int]:
        """Return which of the data rows have a visible layer in the set already."""
        ...

    def fold(
        self,
        set_id: int,
        data_row_ids: Sequence[int],
        *,
        among: Callable[[int], Collection[str]] | None = None,
    ) -> dict[tuple[int, int], list[Annotation]]:
        """Return the value per `(data row, no)`: published, not undone layers in order; later key wins.

        With `among`, the keys of interest by data row, a bundle without any of them comes out empty.
        """
        ...

    def bundles(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> list[StoredBundle]:
        """Return bundles with at least one visible layer."""
        ...

    def unsettled_rows(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """Return data row ids, ascending, where a bundle has several layers of the job or a marked one."""
        ...

    def segments_of_rows(self, job_id: int, data_row_ids: Sequence[int]) -> list[Segment]:
        """Return the layers of a job on data rows, ordered by data row, bundle no and chunk."""
        ...

    def replace_segment(self, segment_id: int, document: bytes, lines: bytes, n: int) -> None: ...

    def job_segments(self, job_id: int, *, after_id: int, limit: int) -> list[Segment]: ...

    def job_data_rows(self, job_id: int) -> Iterator[int]:
        """Yield the distinct data rows a job says something about, in id order."""
        ...

    def drop_job(self, job_id: int, *, limit: int) -> int:
        """Delete up to `limit` layers of a job that was never published; return how many."""
        ...
