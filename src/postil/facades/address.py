"""Address: where a client has reached this server, for the links it is given."""

import re

from starlette.requests import Request

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


def reached_at(request: Request) -> str:
    """Return the address a client has used, as far as it can be one."""
    host = request.headers.get("host", "")
    scheme = request.scope["scheme"]
    return f"{scheme}://{host if _HOST.fullmatch(host) else '127.0.0.1'}"
