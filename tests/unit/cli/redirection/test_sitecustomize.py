import inspect
from typing import Any

import pytest

from postil.cli.redirection.sitecustomize import redirected, watch


@pytest.mark.parametrize(
    "host", ["api.labelbox.com", "labelbox.com", "EU.Labelbox.COM.", b"app.labelbox.com"]
)
def test_the_name_of_the_vendor_is_not_looked_up(host):
    with pytest.raises(RuntimeError, match="under `postil run` nothing goes to"):
        watch("socket.getaddrinfo", (host, 443, 0, 0, 0))


@pytest.mark.parametrize(
    "sent",
    [
        b"CONNECT api.labelbox.com:443 HTTP/1.0\r\n\r\n",
        b"POST http://api.labelbox.com/graphql HTTP/1.1\r\nAccept: */*\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nAccept: */*\r\nhost: api.labelbox.com:443\r\nAuthorization: k\r\n\r\n",
    ],
)
def test_no_request_to_the_vendor_is_sent_through_a_proxy_or_by_address(sent):
    with pytest.raises(RuntimeError, match=r"a request to api\.labelbox\.com was stopped"):
        watch("http.client.send", (None, sent))


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.getaddrinfo", ("127.0.0.1", 80)),
        ("socket.getaddrinfo", (None, 80)),
        ("socket.getaddrinfo", ("notlabelbox.com", 80)),
        ("socket.getaddrinfo", ("labelbox.com.example.org", 80)),
        ("http.client.send", (None, b'{"row_data": "https://storage.labelbox.com/a.png"}')),
        ("http.client.send", (None, b"GET /?at=api.labelbox.com HTTP/1.1\r\nHost: localhost\r\n\r\n")),
        ("http.client.send", (None, object())),
        ("open", ("labelbox.com",)),
    ],
)
def test_everything_else_goes_its_way(event, arguments):
    watch(event, arguments)


def test_the_constructor_still_has_its_signature_and_takes_what_is_not_about_places():
    seen: dict[str, Any] = {}

    def begin(self: object, api_key: str = "", endpoint: str = "theirs", enable_experimental: bool = False):
        seen.update(api_key=api_key, endpoint=endpoint, enable_experimental=enable_experimental)

    here = redirected(begin, "http://h", "ours")
    here(object(), "theirs", enable_experimental=True)
    assert seen == {"api_key": "ours", "endpoint": "http://h/graphql", "enable_experimental": True}
    assert list(inspect.signature(here).parameters) == ["self", "api_key", "endpoint", "enable_experimental"]
