"""Refused media: why content could not be fetched, with the setting of the server that would change it."""

from postil.errors import PostilError

EXPIRED = frozenset({401, 403, 404, 410})
"""What sources say when a link has expired, or never was for everybody."""

_NEW_LINK = "give the data row a link that opens without a login, or upload the file itself"


def explained(error: PostilError, max_bytes: int, total_s: float) -> PostilError:
    """Return the error with a hint for whoever looks at the data row; its class, code and message stay.

    Args:
        error: What a `Downloader` raised.
        max_bytes: The size it was given.
        total_s: The time it was given, in seconds.
    """
    hints = {
        "SRC020": "use a public URL, or let the server reach that network: `allowed_networks` "
        "(`--allowed-network 10.0.0.0/8`)",
        "SRC021": f"check that the server can reach the source; a fetch may take {total_s:g} s "
        "(`media_fetch_s`)",
        "SRC022": _NEW_LINK,
        "SRC023": f"use a smaller file, or raise `max_media_bytes` (`--max-media-bytes`), now {max_bytes:,}",
        "SRC025": "start the server without `offline` (`--offline`), or upload the file itself",
    }
    error.hint = hints.get(error.code, error.hint)
    if getattr(error, "http_status", None) in EXPIRED:
        error.message += ": the link has expired, or opens only after signing in"
    return error
