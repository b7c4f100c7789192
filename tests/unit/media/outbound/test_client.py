import gzip
import logging
import socket
import ssl
import threading
from ipaddress import ip_network

import pytest

from postil.errors import AccessError, LimitError, PostilError
from postil.media.outbound.client import OutboundClient
from postil.ports.fetcher import FetchError
from tests.unit.media.outbound.site import LOOPBACK, SECRET, fixed, refused, serving, trusting


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def client():
    client = OutboundClient(allowed_networks=LOOPBACK, total_s=20)
    yield client
    client.close()


# ------------------------------------------------------------------------------------------------ plain


def test_a_page_is_fetched_with_its_claimed_type(site, client):
    site.pages["/a.png"] = lambda visit: visit.answer(b"abc", Content_Type="Image/PNG; charset=x")
    fetched = client.fetch(site.url("/a.png"), max_bytes=3)
    assert (fetched.content, fetched.media_type, fetched.is_complete) == (b"abc", "image/png", True)
    assert fetched.url == site.url("/a.png")


@pytest.mark.parametrize("claimed", ["", "nonsense", "a/b/c", "text/<b>"])
def test_a_claimed_type_that_is_none_is_not_repeated(site, client, claimed):
    site.pages["/"] = lambda visit: visit.answer(b"", Content_Type=claimed)
    assert client.fetch(site.url(), max_bytes=3).media_type is None


def test_only_what_is_needed_is_said_about_us(site, client):
    site.pages["/"] = lambda visit: visit.answer(b"")
    client.fetch(site.url(), max_bytes=3, accept="image/*")
    assert site.visits == [
        {
            "path": "/",
            "Host": f"127.0.0.1:{site.port}",
            "Accept": "image/*",
            "Accept-Encoding": "gzip",
            "User-Agent": "postil",
        }
    ]


def test_a_query_reaches_the_other_side_as_given(site, client):
    site.pages["/a%20b?x=%2F&y="] = lambda visit: visit.answer(b"abc")
    assert client.fetch(site.url("/a b?x=%2F&y=#part"), max_bytes=3).content == b"abc"


def test_cookies_are_not_kept(site, client):
    site.pages["/"] = lambda visit: visit.answer(b"", Set_Cookie="a=b")
    client.fetch(site.url(), max_bytes=3)
    client.fetch(site.url(), max_bytes=3)
    assert "Cookie" not in site.visits[1]


def test_proxies_and_passwords_of_the_environment_are_not_used(site, monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password mine")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    site.pages["/"] = lambda visit: visit.answer(b"abc")
    assert OutboundClient(allowed_networks=LOOPBACK).fetch(site.url(), max_bytes=3).content == b"abc"
    assert "Authorization" not in site.visits[0]


def test_a_client_serves_several_threads(site, client):
    for number in range(20):
        site.pages[f"/{number}"] = lambda visit, number=number: visit.answer(bytes([number]))
    found = {}
    threads = [
        threading.Thread(
            target=lambda number=number: found.update(
                {number: client.fetch(site.url(f"/{number}"), max_bytes=9).content}
            )
        )
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: bytes([number]) for number in range(20)}


def test_a_closed_client_opens_again(site, client):
    site.pages["/"] = lambda visit: visit.answer(b"abc")
    client.fetch(site.url(), max_bytes=3)
    client.close()
    assert client.fetch(site.url(), max_bytes=3).content == b"abc"


# ----------------------------------------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("status", "is_retryable"),
    [
        (204, False),
        (206, False),
        (304, False),
        (401, False),
        (403, False),
        (404, False),
        (429, True),
        (503, True),
    ],
)
def test_another_status_is_told_without_the_body(site, client, status, is_retryable):
    site.pages["/"] = lambda visit: visit.answer(b"" if status in {204, 304} else SECRET, status)
    error = refused(client, site.url(), kind=FetchError)
    assert (error.code, error.http_status, error.is_retryable) == ("SRC022", status, is_retryable)
    assert str(status) in error.message


def test_a_message_does_not_repeat_a_signed_query(site, client):
    site.pages["/a?signature=hidden"] = lambda visit: visit.answer(b"", 403)
    assert "hidden" not in str(refused(client, site.url("/a?signature=hidden")))


# ------------------------------------------------------------------------------------------------- size


def test_a_declared_size_over_the_limit_is_refused_before_the_body(site, client):
    def declare(visit):
        visit.begin(Content_Length="1000000000000")
        site.closing.wait(30)

    site.pages["/"] = declare
    assert refused(client, site.url(), kind=LimitError).code == "SRC023"


def test_a_body_of_exactly_the_limit_is_taken(site, client):
    site.pages["/"] = lambda visit: visit.answer(bytes(1_000))
    assert len(client.fetch(site.url(), max_bytes=1_000).content) == 1_000


def test_a_body_one_byte_over_the_limit_is_refused(site, client):
    site.pages["/"] = lambda visit: visit.answer(bytes(1_001))
    assert refused(client, site.url(), kind=LimitError).code == "SRC023"


def endless(visit):
    """Send for ever, without saying how much."""
    visit.begin()
    while not visit.site.closing.is_set():
        visit.wfile.write(bytes(65_536))


def test_an_undeclared_body_over_the_limit_is_left_in_the_middle(site, client):
    site.pages["/"] = endless
    assert refused(client, site.url(), kind=LimitError).code == "SRC023"


def chunked(visit):
    visit.protocol_version = "HTTP/1.1"
    visit.begin(Transfer_Encoding="chunked")
    while not visit.site.closing.is_set():
        visit.wfile.write(b"8000\r\n" + bytes(0x8000) + b"\r\n")


def test_a_chunked_body_over_the_limit_is_left_in_the_middle(site, client):
    site.pages["/"] = chunked
    assert refused(client, site.url(), kind=LimitError).code == "SRC023"


def test_a_packed_body_is_unpacked(site, client):
    site.pages["/"] = lambda visit: visit.answer(gzip.compress(b"abc"), Content_Encoding="gzip")
    assert client.fetch(site.url(), max_bytes=100).content == b"abc"


def test_a_packed_bomb_is_refused(site, client):
    bomb = gzip.compress(bytes(50_000_000))
    site.pages["/"] = lambda visit: visit.answer(bomb, Content_Encoding="gzip")
    assert len(bomb) < 60_000
    assert refused(client, site.url(), 60_000, kind=LimitError).code == "SRC023"


def test_the_beginning_of_an_endless_body_is_enough(site, client):
    site.pages["/"] = endless
    fetched = client.fetch_start(site.url(), max_bytes=100_000)
    assert (fetched.content, fetched.is_complete) == (bytes(100_000), False)


def test_the_beginning_of_a_small_body_is_all_of_it(site, client):
    site.pages["/"] = lambda visit: visit.answer(b"abc")
    fetched = client.fetch_start(site.url(), max_bytes=100_000)
    assert (fetched.content, fetched.is_complete) == (b"abc", True)


# ------------------------------------------------------------------------------------------ unreachable


def hang(visit):
    visit.site.closing.wait(30)


def drip_header(visit):
    while not visit.site.closing.wait(0.02):
        visit.wfile.write(b"H")
        visit.wfile.flush()


def drip_header_lines(visit):
    visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not visit.site.closing.wait(0.02):
        visit.wfile.write(b"X-Slow: 1\r\n")


def drip_interim(visit):
    while not visit.site.closing.wait(0.02):
        visit.wfile.write(b"HTTP/1.1 102 Processing\r\n\r\n")


def drip_body(visit):
    visit.begin(Content_Length="900")
    while not visit.site.closing.wait(0.02):
        visit.wfile.write(b"x")
        visit.wfile.flush()


@pytest.mark.parametrize("page", [hang, drip_header, drip_header_lines, drip_interim, drip_body])
def test_a_slow_server_is_left_when_time_is_up(site, page):
    site.pages["/"] = page
    client = OutboundClient(allowed_networks=LOOPBACK, total_s=0.4)
    error = refused(client, site.url(), kind=FetchError)
    assert (error.code, error.is_retryable) == ("SRC021", True)
    assert "0.4 s" in error.message


def test_the_time_cap_holds_over_all_redirects(site):
    def slow_circle(visit):
        visit.site.closing.wait(0.15)
        visit.answer(b"", 302, Location="/")

    site.pages["/"] = slow_circle
    client = OutboundClient(allowed_networks=LOOPBACK, total_s=0.4)
    assert refused(client, site.url(), kind=FetchError).code == "SRC021"


def test_a_port_where_nobody_listens_is_unreachable(client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = refused(client, f"http://127.0.0.1:{port}/", kind=FetchError)
    assert (error.code, error.is_retryable) == ("SRC021", True)


def test_an_unknown_name_is_unreachable():
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert refused(OutboundClient(resolver=unknown), "http://unknown.test/", kind=FetchError).code == "SRC021"


def raw(content):
    return lambda visit: visit.wfile.write(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + SECRET,
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n" + SECRET,
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000,
    ],
)
def test_what_is_not_http_is_told_without_repeating_it(site, client, content):
    site.pages["/"] = raw(content)
    error = refused(client, site.url(), kind=FetchError)
    assert error.code == "SRC021"
    assert "SSH" not in str(error)


# -------------------------------------------------------------------------------------------------- tls


@pytest.fixture
def safe_site():
    with serving(is_tls=True) as site:
        site.pages["/"] = lambda visit: visit.answer(b"abc")
        yield site


def test_the_certificate_is_checked_against_the_name_in_the_url(safe_site):
    client = OutboundClient(
        allowed_networks=LOOPBACK, resolver=fixed("127.0.0.1"), ssl_context=trusting(), total_s=20
    )
    assert client.fetch(f"https://images.test:{safe_site.port}/", max_bytes=3).content == b"abc"
    assert safe_site.names == ["images.test"]
    assert safe_site.visits[0]["Host"] == f"images.test:{safe_site.port}"
    client.close()


def test_a_certificate_of_another_name_is_refused(safe_site):
    client = OutboundClient(
        allowed_networks=LOOPBACK, resolver=fixed("127.0.0.1"), ssl_context=trusting(), total_s=20
    )
    error = refused(client, f"https://other.test:{safe_site.port}/", kind=FetchError)
    assert (error.code, error.is_retryable) == ("SRC021", False)
    assert "certificate" in error.message


def test_a_certificate_nobody_vouches_for_is_refused(safe_site, monkeypatch):
    # The environment may not add trust either.
    monkeypatch.setenv("SSL_CERT_FILE", ssl.get_default_verify_paths().openssl_cafile)
    client = OutboundClient(allowed_networks=LOOPBACK, resolver=fixed("127.0.0.1"), total_s=20)
    error = refused(client, f"https://images.test:{safe_site.port}/", kind=FetchError)
    assert (error.code, error.is_retryable) == ("SRC021", False)


def test_a_server_without_tls_is_unreachable_by_https(site, client):
    site.pages["/"] = lambda visit: visit.answer(b"abc")
    assert refused(client, site.url().replace("http:", "https:"), kind=FetchError).code == "SRC021"


def test_an_allowed_ipv6_address_is_reached():
    with OneAnswer() as port:
        client = OutboundClient(allowed_networks=[ip_network("::1/128")], total_s=20)
        assert client.fetch(f"http://[::1]:{port}/", max_bytes=3).content == b"abc"


class OneAnswer:
    """One answer on the IPv6 loopback address."""

    def __enter__(self):
        self.listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
        threading.Thread(target=self.answer, daemon=True).start()
        return self.listener.getsockname()[1]

    def answer(self):
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")

    def __exit__(self, *_):
        self.listener.close()


def test_nothing_secret_is_logged(site, client, caplog):
    caplog.set_level(logging.INFO)
    site.pages["/a?signature=hidden"] = lambda visit: visit.answer(b"abc")
    client.fetch(site.url("/a?signature=hidden"), max_bytes=3)
    assert "hidden" not in caplog.text


# ---------------------------------------------------------------------------------------------- sending


def test_a_message_is_posted_and_the_status_told(site, client):
    site.pages["/hook"] = lambda visit: visit.answer(b"thanks", 202)
    assert client.send(site.url("/hook"), b"{}", {"webhook-id": "msg_1"}) == 202
    [visit] = site.visits
    assert (visit["body"], visit["webhook-id"], visit["Content-Length"]) == ("{}", "msg_1", "2")


def test_a_redirect_of_a_message_is_told_and_not_followed(site, client):
    site.pages["/hook"] = lambda visit: visit.answer(b"", 307, Location="/other")
    assert client.send(site.url("/hook"), b"{}", {}) == 307
    assert len(site.visits) == 1


def test_a_message_goes_to_no_private_address(site):
    with pytest.raises(PostilError, match="SRC020"):
        OutboundClient().send(site.url("/hook"), b"{}", {})
    assert site.visits == []


def test_a_message_goes_nowhere_while_offline(site):
    with pytest.raises(PostilError, match="SRC025"):
        OutboundClient(allowed_networks=LOOPBACK, offline=True).send(site.url("/hook"), b"{}", {})


def test_a_receiver_that_does_not_answer_is_given_up(site):
    site.pages["/hook"] = lambda _: site.closing.wait(30)
    with pytest.raises(PostilError, match="SRC021"):
        OutboundClient(allowed_networks=LOOPBACK, total_s=0.3).send(site.url("/hook"), b"{}", {})


def test_where_messages_cannot_go_is_told_before(client):
    client.demand_url("https://hooks.example.org/a")
    with pytest.raises(PostilError, match="SRC024"):
        client.demand_url("file:///etc/passwd")


# ------------------------------------------------------------------------------------------- downloads


def download(client, url, max_bytes=100_000, total_s=20.0):
    pieces: list[bytes] = []
    client.download(url, pieces.append, max_bytes=max_bytes, total_s=total_s)
    return pieces


def test_a_file_comes_in_pieces(site, client):
    content = bytes(range(256)) * 1000
    site.pages["/"] = lambda visit: visit.answer(content)
    pieces = download(client, site.url(), max_bytes=len(content))
    assert (b"".join(pieces), len(pieces) > 1) == (content, True)


def test_a_packed_file_is_unpacked(site, client):
    site.pages["/"] = lambda visit: visit.answer(gzip.compress(b"abc" * 9000), Content_Encoding="gzip")
    assert b"".join(download(client, site.url())) == b"abc" * 9000


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_says_nothing_of_its_size_ends_at_the_limit(site, client, packed):
    content, headers = b"x" * 200_000, {"Connection": "close"}
    if packed:
        content, headers = gzip.compress(content), {"Content_Encoding": "gzip"}

    def page(visit):
        visit.begin(**headers)
        visit.wfile.write(content)
        visit.close_connection = True

    site.pages["/"] = page
    with pytest.raises(LimitError) as caught:
        download(client, site.url())
    assert caught.value.code == "SRC023"


def test_a_download_has_a_time_cap_of_its_own(site):
    site.pages["/"] = drip_body
    client = OutboundClient(allowed_networks=LOOPBACK, total_s=20)
    with pytest.raises(FetchError) as caught:
        download(client, site.url(), total_s=0.4)
    assert caught.value.code == "SRC021"


def test_a_download_follows_redirects_to_allowed_places_only(site, client):
    site.pages["/"] = lambda visit: visit.answer(b"", 302, Location="http://10.0.0.1/")
    with pytest.raises(AccessError) as caught:
        download(client, site.url())
    assert caught.value.code == "SRC020"


def test_what_takes_the_pieces_may_refuse_them(site, client):
    def full(piece):
        raise OSError("disk full")

    site.pages["/"] = lambda visit: visit.answer(b"abc")
    with pytest.raises(OSError, match="disk full"):
        client.download(site.url(), full, max_bytes=9, total_s=9)
