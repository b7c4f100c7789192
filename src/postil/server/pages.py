"""Pages: the files of the browser's application, as they were built."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template

from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response

import postil

BUILT_PAGES = Path(postil.__file__).parent / "web" / "dist"
"""Where the build puts the application; `hatch_build.py` and `web/vite.config.ts` know this place, too."""

PAGES = ("about", "catalog", "imports", "models", "ontologies", "projects", "settings")
"""First parts of the paths of pages; the table of the application is `web/src/routes.tsx`."""

SERVICES = ("_gql", "api", "blobs", "graphql", "healthz", "labelbox")
"""First parts of the paths that programs ask."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""What pages may load: what this server sends, and what they make of it. Nothing inline."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
"""By suffix: what the system calls them differs from one machine to the next."""

_FOR_EVER = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"


class Pages:
    """The built application in a folder; where it was not built, a page that says how to.

    The folder is looked at anew for each request, so that building again needs no restart.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def are_built(self) -> bool:
        """Whether there is an application to show."""
        return (self._folder / "index.html").is_file()

    def page(self, status: int = 200) -> Response:
        """Return the document every page of the application begins as."""
        if not self.are_built:
            return _not_built(status)
        policy = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())
        text = (self._folder / "index.html").read_bytes()
        return HTMLResponse(text, status, {"content-security-policy": policy})

    def file(self, path: str, headers: Headers) -> Response | None:
        """Return the file of a path such as `/assets/index-4f2a.js`, compressed where the browser takes that.

        Files of `/assets/` carry a hash of their content in their name: browsers need never ask again.
        """
        folder, is_asset = self._folder, path.startswith("/assets/")
        name = path.removeprefix("/assets/" if is_asset else "/")
        media_type = TYPES.get(Path(name).suffix)
        if media_type is None or "/" in name or "\\" in name or name.startswith(".") or name == "index.html":
            return None
        found = (folder / "assets" if is_asset else folder) / name
        kept = {"cache-control": _FOR_EVER if is_asset else _A_DAY, "vary": "accept-encoding"}
        packed = found.with_name(name + ".gz")
        if _takes_gzip(headers.getlist("accept-encoding")) and packed.is_file():
            return FileResponse(packed, headers={**kept, "content-encoding": "gzip"}, media_type=media_type)
        return FileResponse(found, headers=kept, media_type=media_type) if found.is_file() else None


def is_page(path: str) -> bool:
    """Tell whether the application has pages at this path or below it."""
    return path == "/" or _first(path) in PAGES


def is_file(path: str) -> bool:
    """Tell whether a path is that of a file, should there be one."""
    return path.startswith("/assets/") or (path.count("/") == 1 and Path(path).suffix in TYPES)


def is_lost(path: str, accepted: str) -> bool:
    """Tell whether somebody with a browser looks for a page where none is, and no program speaks either."""
    return "text/html" in accepted and _first(path) not in SERVICES


def _first(path: str) -> str:
    return path.split("/", 2)[1] if path.startswith("/") else ""


def _takes_gzip(accepted: Iterable[str]) -> bool:
    codings = (coding.partition(";") for line in accepted for coding in line.split(","))
    return any(
        name.strip().lower() == "gzip" and weight.strip() not in _REFUSED for name, _, weight in codings
    )


_REFUSED = ("q=0", "q=0.0", "q=0.00", "q=0.000")


def _not_built(status: int) -> Response:
    text = _template().substitute(version=postil.__version__)
    return HTMLResponse(text, 503 if status == 200 else status)


@cache
def _template() -> Template:
    return Template(resources.files("postil.server").joinpath("page.html").read_text(encoding="utf-8"))
