import copy

from postil.errors import ServerError
from postil.ports.fetcher import FetchError


def test_a_fetch_error_survives_the_trip_from_another_process():
    error = FetchError("gone", code="SRC022", hint="look", is_retryable=True, http_status=503)
    # copy uses the same protocol as a trip between processes
    twin = copy.copy(error)
    assert (str(twin), twin.code, twin.hint, twin.is_retryable, twin.http_status) == (
        str(error),
        "SRC022",
        "look",
        True,
        503,
    )


def test_a_fetch_error_is_a_server_error():
    assert issubclass(FetchError, ServerError)
