import httpx
import pytest

from postil.errors import AccessError, UsageError
from postil.media.outbound.url import read_location, read_url, shown


@pytest.mark.parametrize(
    "text",
    [
        "http://example.com",
        "https://example.com:8443/a/b.png?x=1#top",
        "HTTP://EXAMPLE.COM/",
        "http://127.0.0.1/",
        "http://[::1]:80/",
        "http://a_b.example/",
        "http://example.com./",
        "http://bücher.example/",
        "https://example.com/a b/ä.png",
        "https://example.com/user@host",
    ],
)
def test_an_ordinary_url_is_taken(text):
    assert read_url(text).host


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cat.png",
        "//example.com/x",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "gopher://example.com:70/_x",
        "data:text/plain,hello",
        "javascript:alert(1)",
        "http+unix://socket/x",
        "http:///x",
        "http://",
        "http:example.com",
        "https://user@example.com/",
        "https://user:word@example.com/",
        "https://:word@example.com/",
        "http://good.example\\@evil.example/",
        "http://good.example\\.evil.example/",
        "http://exa mple.com/",
        "http://example.com/\r\nHost: evil",
        "http://example.com/\0",
        "http://example.com\t/",
        " http://example.com/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:port/",
        "http://exam%70le.com/",
        "http://[::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://[v1.x]/",
        "http://a..b/",
        "http://.a/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://①②⑦.⓪.⓪.①/",
        "http://example.com/" + "a" * 9_000,
    ],
)
def test_a_url_nobody_should_fetch_is_refused(text):
    with pytest.raises(UsageError) as refused:
        read_url(text)
    assert refused.value.code == "SRC024"
    assert refused.value.hint


def test_full_stops_of_other_scripts_do_not_hide_an_address():
    # RFC 3490 names U+3002, U+FF0E and U+FF61 as full stops of host names.
    assert read_url("http://127\u30020\uff0e0\uff611/").raw_host == b"127.0.0.1"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "http://example.com/b"),
        ("b", "http://example.com/a/b"),
        ("//other.example/b", "http://other.example/b"),
        ("https://other.example/b", "https://other.example/b"),
        ("/ä b", "http://example.com/%C3%A4%20b"),
    ],
)
def test_a_redirect_is_resolved_against_its_page(location, target):
    assert str(read_location(httpx.URL("http://example.com/a/"), location)) == target


@pytest.mark.parametrize(
    "location", ["", "file:///etc/passwd", "ftp://x/", "http://u:p@x.example/", "gopher://x/", "\0"]
)
def test_a_redirect_to_a_url_nobody_should_fetch_is_refused(location):
    with pytest.raises(AccessError) as refused:
        read_location(httpx.URL("http://example.com/a/"), location)
    assert refused.value.code == "SRC026"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.com/a.png", "https://example.com/a.png"),
        ("https://example.com/a.png?signature=secret#x", "https://example.com/a.png?…"),
        ("https://example.com/a.png#x", "https://example.com/a.png"),
        ("https://user:secret@example.com:80/a", "https://example.com:80/a"),
        ("https://user:secret@[::1]:80/a", "https://[::1]:80/a"),
        ("https://user:sec/ret@example.com/a", "https://…"),
        ("https://user:sec?ret@example.com/a", "https://…?…"),
        ("https://user:sec#ret@example.com/a", "https://…"),
        ("cat.png", "cat.png"),
        ("user:secret@example.com/a", "example.com/a"),
        ("http://x/\r\nfoo", "http://x/\ufffd\ufffdfoo"),
    ],
)
def test_a_message_shows_no_secret(url, safe):
    assert shown(url) == safe


def test_a_message_shows_no_more_than_is_readable():
    assert len(shown("https://example.com/" + "a" * 5_000)) == 201
