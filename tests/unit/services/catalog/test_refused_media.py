"""What the hints of refused media name."""

import pytest

from postil.errors import AccessError, LimitError
from postil.ports.fetcher import FetchError
from postil.services.catalog.refused_media import explained


@pytest.mark.parametrize(
    ("error", "setting"),
    [
        (AccessError("private", code="SRC020"), "allowed_networks"),
        (FetchError("slow", code="SRC021"), "media_fetch_s"),
        (LimitError("large", code="SRC023"), "max_media_bytes"),
        (AccessError("offline", code="SRC025"), "--offline"),
    ],
)
def test_the_hint_names_the_setting(error, setting):
    assert setting in explained(error, 5, 7).hint


@pytest.mark.parametrize(("status", "is_expired"), [(403, True), (404, True), (500, False), (429, False)])
def test_a_link_that_opens_no_more_is_called_expired(status, is_expired):
    error = FetchError("answered", code="SRC022", http_status=status)
    assert ("expired" in explained(error, 5, 7).message) is is_expired


def test_what_has_another_reason_keeps_its_hint():
    assert (
        explained(AccessError("redirect", code="SRC026", hint="use the final URL"), 5, 7).hint
        == "use the final URL"
    )
