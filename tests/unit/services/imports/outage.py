"""A way to stop an import in its middle: what it needs from outside fails as long as it is out."""

from typing import Any

from postil.errors import StoreError
from postil.ports.fetcher import Fetched, FetchError
from tests.unit.services.imports.rows import uuid


class Outage:
    """A `Fetcher` that fails like a full disk, or like a bug, while it is out; later it refuses a URL."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error or StoreError("the disk is full", code="STO001", hint="free some space")
        self.is_out = True

    def fetch(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        if self.is_out:
            raise self.error
        raise FetchError(f"{url} cannot be reached", code="SRC021", hint="try again", is_retryable=True)

    def fetch_start(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        return self.fetch(url, max_bytes=max_bytes, accept=accept)


def stumbling_block(number: int, key: str = "one") -> dict[str, Any]:
    """Return a row that is stopped at while the outage lasts, and refused after."""
    mask = {"instanceURI": "https://example.test/mask.png", "colorRGB": [255, 0, 0]}
    return {"uuid": uuid(number), "name": "mask", "dataRow": {"globalKey": key}, "mask": mask}
