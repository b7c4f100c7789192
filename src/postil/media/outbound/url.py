"""Which URLs the outbound client takes, and how they are shown in messages."""

import re

import httpx

from postil.errors import AccessError, UsageError
from postil.media.outbound.address import literal

MAX_URL_LENGTH = 8_192
_NAME = re.compile(r"(?=.{1,254}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_HOST_PORT = re.compile(r"(?:\[[^\]]*\]|[^:]*)(?::[0-9]*)?")
_HINT = "give an http:// or https:// URL with a host and without a user name or password"


def read_url(text: str) -> httpx.URL:
    """Parse a URL and refuse what the outbound client must not even try.

    Raises:
        UsageError: SRC024 for another scheme, a user name or password, a missing or impossible host or
            port, backslashes or control characters. A space in the path is taken and sent as `%20`.
    """
    fault = None if len(text) <= MAX_URL_LENGTH else f"is longer than {MAX_URL_LENGTH} characters"
    if fault is None and any(character < " " or character in "\\\x7f" for character in text):
        fault = "contains a backslash or a control character"
    if fault is None:
        try:
            url = httpx.URL(text)
        except (httpx.InvalidURL, ValueError):
            fault = "cannot be parsed"
        else:
            fault = _fault(url)
    if fault is not None:
        raise UsageError(f"URL {shown(text)!r} {fault}", code="SRC024", hint=_HINT)
    return url


def read_location(base: httpx.URL, location: str) -> httpx.URL:
    """Resolve the `Location` of a redirect against the URL that answered with it.

    Raises:
        AccessError: SRC026, the target is no URL that would have been taken in the first place.
    """
    try:
        return read_url(str(base.join(location)) if location else "")
    except (UsageError, httpx.InvalidURL, ValueError):
        raise AccessError(
            f"{shown(str(base))} redirects to something that is not an http or https URL",
            code="SRC026",
            hint="use the final URL of the source",
        ) from None


def shown(url: str) -> str:
    """Spell a URL for a message: cut to a readable length, without password and query.

    A query may hold a signature that grants access, so only its presence is shown.
    """
    bare, mark, _ = url.partition("?")
    scheme, slashes, rest = bare.partition("#")[0].partition("//")
    if not slashes:
        scheme, rest = "", scheme
    authority, slash, path = rest.partition("/")
    host = authority.rpartition("@")[2]
    # A host that looks wrong may be the front half of a password with a slash in it.
    safe = scheme + slashes + (host + slash + path if _HOST_PORT.fullmatch(host) else "…")
    safe = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in safe
    )
    return (safe if len(safe) <= 200 else safe[:200] + "…") + ("?…" if mark else "")


def _fault(url: httpx.URL) -> str | None:
    host = url.raw_host.decode("ascii")
    if url.scheme not in {"http", "https"}:
        return f"has the scheme {url.scheme[:20]!r}" if url.scheme else "has no scheme"
    if url.userinfo:
        return "carries a user name or password"
    if not _NAME.fullmatch(host) and (literal(host) is None or "%" in host):
        return "has an impossible host" if host else "has no host"
    if url.port is not None and not 0 < url.port < 65_536:
        return f"has the impossible port {url.port}"
    return None
