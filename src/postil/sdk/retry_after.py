"""Retry-After: how long a server asks to be left alone before a request is sent again."""

import httpx

MOST_S = 60.0
"""Longest wait in seconds, whatever the server says."""

TOO_MANY = 429
BUSY = 503


def is_asked_again(response: httpx.Response) -> bool:
    """Tell whether an answer means that nothing was done and the same request may be sent again."""
    return response.status_code in (TOO_MANY, BUSY)


def pause_s(response: httpx.Response, pause: float) -> float:
    """Return the seconds to wait: what the server asks for, and not less than `pause`."""
    text = response.headers.get("retry-after", "")
    asked = float(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0
    return min(max(asked, pause), MOST_S)
