"""Media: find out what a data row's content is, and how large, without ever refusing the row for it."""

import time
from collections.abc import Iterable, Sequence

from postil.errors import PostilError, UnsupportedError
from postil.model.data_row import TEXT_LENGTH, Asset
from postil.ports.blobs import Blobs
from postil.ports.catalog import CatalogRow, MediaFinding, MediaState
from postil.ports.clock import Clock
from postil.ports.executor import Executor
from postil.ports.fetcher import Fetcher
from postil.ports.prober import MediaFacts, Prober
from postil.ports.store import Store
from postil.services.catalog.texts import MAX_TEXT_BYTES, TEXT_SHA256, decoded_text
from postil.services.instant import instant

HEAD_BYTES = 512 * 1024
MAX_BYTES = 256 * 1024 * 1024
PAGE = 100
PATIENCE_S = 1.0
"""Seconds after which what was found is kept, so that a slow source does not hold back the others."""

FIRST_PAUSE_S = 0.01
"""Seconds until pending rows are asked about again the first time; then twice as many each time."""

Sources = list[tuple[str, str | None, str | None]]


class Media:
    """Probes assets: at once, or in the background one after the other."""

    def __init__(
        self, store: Store, blobs: Blobs, fetcher: Fetcher, prober: Prober, clock: Clock, executor: Executor
    ) -> None:
        self._store, self._blobs, self._fetcher = store, blobs, fetcher
        self._prober, self._clock, self._executor = prober, clock, executor
        self._is_queued = False

    def probe_soon(self) -> None:
        """Probe every pending row in the background; asking again while that waits changes nothing."""
        if self._is_queued:
            return
        self._is_queued = True
        try:
            self._executor.submit(self.probe_pending)
        except BaseException:
            self._is_queued = False
            raise

    def probe_pending(self) -> None:
        """Probe every row that is pending, oldest first."""
        self._is_queued = False
        after = 0
        while True:
            with self._store.read() as session:
                rows = session.catalog.pending_media(after_id=after, limit=PAGE)
            if not rows:
                return
            self._probe(rows)
            after = rows[-1].id

    def probe_now(self, uid: str) -> None:
        """Probe one row, whatever its state."""
        with self._store.read() as session:
            row = session.catalog.get_row(uid)
        if row is not None:
            self._probe([row])

    def await_rows(self, uids: Sequence[str], patience_s: float) -> bool:
        """Wait a short while until rows have been looked at; False when some are pending still."""
        until, pause = self._clock.monotonic() + patience_s, FIRST_PAUSE_S
        while True:
            with self._store.read() as session:
                found = session.catalog.find_rows("uid", uids, None)
                rows = session.catalog.rows_by_id([row.id for row in found.values()])
            if not any(row.media_state == "pending" for row in rows):
                return True
            if self._clock.monotonic() + pause > until:
                return False
            time.sleep(pause)
            pause *= 2

    def probe_rows(self, uids: Sequence[str]) -> None:
        """Probe some rows whose content is kept here, whatever their state."""
        for first in range(0, len(uids), PAGE):
            with self._store.read() as session:
                found = session.catalog.find_rows("uid", uids[first : first + PAGE], None)
                rows = session.catalog.rows_by_id([row.id for row in found.values()])
            self._probe(rows)

    def _probe(self, rows: Iterable[CatalogRow]) -> None:
        """Probe rows and keep what was found, many in one transaction, but never later than `PATIENCE_S`."""
        found: dict[int, tuple[Sources, MediaFinding]] = {}
        began = self._clock.monotonic()
        for row in rows:
            sources = _sources(row)
            state, error = self._probe_row(row)
            found[row.id] = (sources, MediaFinding(row.id, row.assets, state, error))
            if self._clock.monotonic() - began > PATIENCE_S:
                self._keep(found)
                found, began = {}, self._clock.monotonic()
        self._keep(found)

    def _keep(self, found: dict[int, tuple[Sources, MediaFinding]]) -> None:
        if not found:
            return
        with self._store.write() as session:
            # Fetching takes its time. Content given meanwhile is pending, and has its own turn.
            now = {row.id: _sources(row) for row in session.catalog.rows_by_id(list(found))}
            same = [finding for number, (sources, finding) in found.items() if now.get(number) == sources]
            session.catalog.update_media(same, instant(self._clock))

    def _probe_row(self, row: CatalogRow) -> tuple[MediaState, str | None]:
        for asset in row.assets:
            try:
                if not self._probe_asset(asset):
                    return "unreachable", "MED003 the row has no content yet - give it a URL or upload a file"
            except PostilError as error:
                is_there = error.code.startswith("MED")
                return ("unreadable" if is_there else "unreachable"), str(error)
        return "ready", None

    def _probe_asset(self, asset: Asset) -> bool:
        if asset.inline is not None:
            return True
        if asset.sha256 is None and asset.url is None:
            return False
        if asset.media_type == "text":
            self._read_text(asset)
            return True
        facts = self._facts(asset)
        refuse_text(asset, facts)
        asset.mime = facts.media_type or asset.mime
        if facts.width is not None and facts.height is not None:
            asset.width, asset.height = facts.width, facts.height
            asset.size_source, asset.orientation = "probed", facts.orientation
        return True

    def _read_text(self, asset: Asset) -> None:
        """Count the characters of a text, and keep one that lies elsewhere: positions count in this one."""
        if asset.sha256 is None:
            content = self._fetcher.fetch(asset.url or "", max_bytes=MAX_TEXT_BYTES).content
        else:
            with self._blobs.open(asset.sha256) as stream:
                content = stream.read(MAX_TEXT_BYTES + 1)
        text = decoded_text(content)
        if text is None or len(content) > MAX_TEXT_BYTES:
            what = "is not UTF-8" if text is None else f"is larger than {MAX_TEXT_BYTES >> 20} MiB"
            raise UnsupportedError(
                f"the text {what}", code="MED002", hint="save it as UTF-8, or split it into several"
            )
        kept = {TEXT_SHA256: self._blobs.put(content).sha256} if asset.sha256 is None else {}
        asset.mime = asset.mime or "text/plain"
        asset.facts = asset.facts | kept | {TEXT_LENGTH: len(text)}

    def _facts(self, asset: Asset) -> MediaFacts:
        if asset.sha256 is not None:
            path = self._blobs.path(asset.sha256)
            return self._prober.probe(path if path is not None else self._blobs.read(asset.sha256))
        url = asset.url or ""
        start = self._fetcher.fetch_start(url, max_bytes=HEAD_BYTES)
        try:
            return self._prober.probe(start.content)
        except UnsupportedError:
            # Some files keep their header behind a large preview: only then is all of it fetched.
            if start.is_complete:
                raise
            return self._prober.probe(self._fetcher.fetch(url, max_bytes=MAX_BYTES).content)


def _sources(row: CatalogRow) -> Sources:
    return [(asset.name, asset.url, asset.sha256) for asset in row.assets]


def refuse_text(asset: Asset, facts: MediaFacts) -> None:
    """Refuse what many servers answer with instead of an image: a page that asks to sign in, or nothing."""
    if asset.media_type == "image" and (not facts.size_bytes or (facts.media_type or "").startswith("text/")):
        what = f"is {facts.media_type}, not an image" if facts.size_bytes else "is empty"
        raise UnsupportedError(
            f"the content {what}", code="MED002", hint="give a URL that answers with the image itself"
        )
