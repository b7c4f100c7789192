"""What `postil run` adds to a Python, and to every Python that one starts, before the script begins.

Every client of the official package talks to the Postil server of the environment, with its key, whatever
the script passes; and no request leaves for its vendor. The folder of this file is put in front of
PYTHONPATH, where Python looks for this name at every start. Nothing is written anywhere.

It runs with the Python the script runs with, 3.9 or newer, and must not know the rest of Postil.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from types import ModuleType

CLIENT = "labelbox.client"
VENDOR = "labelbox.com"
HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - every Python start would load pathlib
REQUEST = re.compile(
    rb"[A-Z]+ (?:https?://)?([^\s/:]*)\S* HTTP/1\.[01]\r\n(?:(?:.*\r\n)*?Host: *([^\s:]*))?", re.IGNORECASE
)


class RedirectedLoader:
    """Loads the module of the client as its own loader does, and then points the client at a server."""

    def __init__(self, loader: Loader, url: str, key: str) -> None:
        self._loader, self._url, self._key = loader, url, key

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then change its client."""
        self._loader.exec_module(module)
        module.Client.__init__ = redirected(module.Client.__init__, self._url, self._key)

    def __getattr__(self, name: str) -> Any:
        """Be in everything else the loader that is there (inspect asks it for the source)."""
        return getattr(self._loader, name)


class RedirectedFinder:
    """Finds the module of the client where the other finders find it."""

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url, key

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the client; everything else is left to others."""
        if name != CLIENT:
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        found = (finder.find_spec(name, path, target) for finder in others if hasattr(finder, "find_spec"))
        spec = next((one for one in found if one is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = RedirectedLoader(spec.loader, self._url, self._key)  # type: ignore[assignment]
        return spec


def redirected(begin: Callable[..., None], url: str, key: str) -> Callable[..., None]:
    """Return the constructor of a client that goes to a server with a key, whatever it is called with."""
    here = {
        "api_key": key,
        "endpoint": f"{url}/graphql",
        "rest_endpoint": f"{url}/labelbox/api/v1",
        "app_url": url,
    }
    names = begin.__code__.co_varnames[1 : begin.__code__.co_argcount]

    @functools.wraps(begin)
    def begin_here(self: object, *given: object, **named: object) -> None:
        named.update(zip(names, given))  # noqa: B905 - Python 3.9 has no `strict`
        begin(self, **{**named, **{name: value for name, value in here.items() if name in names}})

    return begin_here


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Let no request leave for the vendor: neither directly nor through a proxy.

    Raises:
        RuntimeError: One was about to.
    """
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _demand_elsewhere(arguments[0])
    elif event == "http.client.send" and isinstance(arguments[1], (bytes, bytearray)):
        head = REQUEST.match(bytes(arguments[1][:4096]))
        for host in head.groups() if head else ():
            _demand_elsewhere(host)


def _demand_elsewhere(host: object) -> None:
    name = host.decode("latin-1") if isinstance(host, (bytes, bytearray)) else str(host or "")
    if f".{name.lower().rstrip('.')}".endswith(f".{VENDOR}"):
        raise RuntimeError(
            f"a request to {name} was stopped: under `postil run` nothing goes to {VENDOR}; run the script"
            " without it for what has to come from there"
        )


def start(url: str, key: str) -> None:
    """Watch what leaves this process, and redirect the client when it is imported."""
    sys.addaudithook(watch)
    sys.meta_path.insert(0, RedirectedFinder(url.rstrip("/"), key))


def go_on() -> None:
    """Do what Python does without us: leave our folder out, and load the next file of this name."""
    sys.path[:] = [place for place in sys.path if os.path.abspath(place) != HERE]  # noqa: PTH100
    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if __name__ == "sitecustomize":
    try:
        start(os.environ["POSTIL_URL"], os.environ["POSTIL_KEY"])
    except Exception as error:
        # Python itself would only complain and go on, and the script would reach the vendor.
        raise SystemExit(f"postil run: this Python cannot be pointed at Postil: {error!r}") from error
    go_on()
