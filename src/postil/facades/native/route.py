"""Route: one line of the table from which the interface is served and described."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from postil.facades.native.call import Call
from postil.facades.native.rule import Rule

API = "/api/v1"
MAX_JSON_BYTES = 10_000_000

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Handle = Callable[[Call[Any, Any]], object]

_PARTS = {
    "data-row-changes": "data-rows",
    "contents": "data-rows",
    "import-diffs": "imports",
    "import-rows": "imports",
    "model-run-rows": "model-runs",
    "model-run-imports": "model-runs",
    "import-state": "imports",
    "project-rows": "data-rows",
    "import-undo": "imports",
    "remote-files": "imports",
    "label-versions": "labels",
    "task-work": "tasks",
    "beginnings": "tasks",
    "description": "system",
    "webhook-deliveries": "webhooks",
}
_PATH = re.compile(r"(/[a-z0-9.-]+|/\{[a-z_0-9]+\})+")


@dataclass(frozen=True)
class Example:
    """A request body and its answer as JSON values, shown in the description and checked by tests."""

    request: Any = None
    response: Any = None


@dataclass(frozen=True, kw_only=True)
class Route:
    """What one method of one path takes, answers and allows.

    Args:
        method: GET answers HEAD too.
        path: From the root, with `{names}` of one segment each; a trailing slash is accepted when served.
        name: Unique over the table; the `operationId` of the description.
        summary: What it does, in the imperative, without a full stop.
        access: Who may call. There is no default.
        handler: Decodes nothing itself: takes a Call, asks a service, returns what `response` declares.
        request: Type of the JSON body, None when there is none.
        query: Struct of the query parameters, None when there are none.
        response: Type of the JSON answer, None for an empty one (status 204).
        headers: Request headers it needs, name -> what it is for.
        upload: Media type of a body that is streamed as it is; excludes `request`.
        download: Media types an answer may be streamed in; excludes `response`.
        etag: A GET answers an ETag and takes If-None-Match; any other takes If-Match.
        secret: The answer holds a secret that is told this once; it is kept for no repetition.
        status: Of success; further ones in `also`, status -> what it means.
        errors: Statuses of problems beyond those every route may answer, status -> what it means.
        description: What the summary does not say.
        example: Shown in the description.

    Raises:
        TypeError: `access` is no Rule.
        ValueError: The entry contradicts itself.
    """

    method: Method
    path: str
    name: str
    summary: str
    access: Rule
    handler: Handle
    request: Any = None
    query: Any = None
    response: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    upload: str = ""
    download: tuple[str, ...] = ()
    etag: bool = False
    secret: bool = False
    status: int = 200
    also: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    description: str = ""
    example: Example = Example()

    def __post_init__(self) -> None:
        """Refuse an entry that says nobody may call, or contradicts itself."""
        if not isinstance(self.access, Rule):
            raise TypeError(f"route {self.name!r} says not who may call it")
        for complaint in self._complaints():
            raise ValueError(f"route {self.name!r}: {complaint}")

    def _complaints(self) -> list[str]:
        checks = {
            "the path is not made of lower-case segments": not _PATH.fullmatch(self.path),
            "a GET takes no body": self.method == "GET" and bool(self.request or self.upload),
            "a body is either decoded or streamed": bool(self.request and self.upload),
            "an answer is either encoded or streamed": bool(self.response and self.download),
            "an empty answer has status 204": (self.status == 204) == bool(self.response or self.download),
        }
        return [text for text, is_wrong in checks.items() if is_wrong]

    @property
    def resource(self) -> str:
        """Return the resource this route belongs to, after the module its function is written in."""
        module = self.handler.__module__.rpartition(".")[2].replace("_", "-")
        return _PARTS.get(module, module)
