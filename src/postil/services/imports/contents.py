"""Contents: decode the masks of a block, each distinct PNG once, and keep the bytes they came in by hash."""

from collections.abc import Iterable

from postil import masks
from postil.errors import PostilError, StoreError
from postil.formats.entry import Entry, Run
from postil.model.annotation import Annotation
from postil.model.geometry import Mask, MaskSource
from postil.model.issue import Issue, Where
from postil.model.track import Track
from postil.ports.blobs import Blobs
from postil.ports.fetcher import Fetcher

REMEMBERED = 10_000
MAX_MASK_BYTES = 128 * 1024 * 1024
_POINTER = "/mask"
_FIELDS = {"png": "png", "composite_png": "imBytes", "coco": "counts"}


class Contents:
    """Mask bytes of one import. A URL is fetched once; failing is an issue of every row that needs it.

    A disk that fails is nobody's row: StoreError goes to the caller, and the job can be resumed.
    """

    def __init__(self, blobs: Blobs, fetcher: Fetcher) -> None:
        self._blobs, self._fetcher = blobs, fetcher
        self._fetched: dict[str, str | PostilError] = {}
        self._kept: set[str] = set()

    def settle(self, rows: Iterable[Entry | Run]) -> None:
        """Fill in every mask of the rows that has a source but no runs yet; runs hold no masks."""
        for entry in rows:
            if isinstance(entry, Run):
                continue
            if entry.contents:
                self._keep(entry.contents)
            for annotation in entry.annotations:
                if type(annotation.geometry) in (Mask, Track):
                    self._fill(entry, annotation)
            for bundle in entry.bundles:
                for annotation in bundle.annotations:
                    if type(annotation.geometry) in (Mask, Track):
                        self._fill(entry, annotation)

    def _keep(self, contents: dict[str, bytes]) -> None:
        # Rows repeat a composite once per colour; it is put away once.
        for sha256, content in contents.items():
            if sha256 not in self._kept:
                if len(self._kept) >= REMEMBERED:
                    self._kept.clear()
                self._blobs.put(content)
                self._kept.add(sha256)

    def _fill(self, entry: Entry, annotation: Annotation) -> None:
        geometry = annotation.geometry
        if isinstance(geometry, Mask):
            annotation.geometry = self._filled(entry, geometry, _POINTER)
        elif isinstance(geometry, Track):
            for segment in geometry.segments:
                for at, keyframe in enumerate(segment.keyframes):
                    if isinstance(keyframe.shape, Mask):
                        keyframe.shape = self._filled(entry, keyframe.shape, f"/masks/frames/{at}")

    def _filled(self, entry: Entry, mask: Mask, pointer: str) -> Mask:
        source = mask.source
        if source is None or mask.counts is not None or source.encoding == "brush_rle":
            return mask
        try:
            sha256 = source.sha256 or self._fetch(source.url or "")
            return decoded(self._content(entry, sha256), source, sha256)
        except StoreError:
            raise
        except PostilError as error:
            entry.issues = [*entry.issues, mask_issue(error, source, pointer)]
            return mask

    def _content(self, entry: Entry, sha256: str) -> bytes:
        content = entry.contents.get(sha256)
        return content if content is not None else self._blobs.read(sha256)

    def _fetch(self, url: str) -> str:
        known = self._fetched.get(url)
        if known is None:
            try:
                content = self._fetcher.fetch(url, max_bytes=MAX_MASK_BYTES, accept="image/png").content
                known = self._blobs.put(content).sha256
            except StoreError:
                raise
            except PostilError as error:
                known = error
            if len(self._fetched) >= REMEMBERED:
                self._fetched.clear()
            self._fetched[url] = known
        if isinstance(known, PostilError):
            raise known
        return known


def decoded(content: bytes, source: MaskSource, sha256: str) -> Mask:
    """Return the mask that `source` picks out of PNG bytes.

    Raises:
        UsageError: The bytes are no PNG (MSK002, MSK003) or lack the colour (MSK004).
        LimitError: A side is over 9,000 pixels (MSK001).
    """
    if source.encoding == "png" and source.color is None:
        runs = masks.single(content)
    else:
        composite = masks.composite(content)
        runs = composite.pick(source.color) if source.color is not None else masks.single(content)
    return Mask(
        height=runs.height,
        width=runs.width,
        counts=runs.counts,
        area=runs.area,
        bbox=runs.bbox,
        content=runs.content,
        source=MaskSource(source.encoding, sha256, source.url, source.color),
    )


def mask_issue(error: PostilError, source: MaskSource, pointer: str = _POINTER) -> Issue:
    """Return what is wrong with the row whose mask, at `pointer`, could not be had from its source."""
    field = "instanceURI" if source.url is not None else _FIELDS[source.encoding]
    if error.code in ("MSK004", "MSK007") and pointer == _POINTER:
        field = "colorRGB"
    return Issue(error.code or "MSK002", error.message, error.hint, where=Where(pointer=f"{pointer}/{field}"))
