import pytest

from postil.errors import AccessError, UsageError
from postil.media.outbound.client import OutboundClient
from tests.unit.media.outbound.site import LOOPBACK, fixed, redirect, refused, serving


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def client():
    client = OutboundClient(allowed_networks=LOOPBACK, total_s=20)
    yield client
    client.close()


# ---------------------------------------------------------------------------------------------- address


def test_nothing_private_is_reached_unless_configured(site):
    error = refused(OutboundClient(), site.url(), kind=AccessError)
    assert error.code == "SRC020"
    assert site.visits == []


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "0",
        "0.0.0.0",
        "[::]",
        "127.0.0.1.",
        "127。0。0。1",
    ],
)
def test_no_spelling_of_this_machine_gets_through(site, host):
    assert refused(OutboundClient(), site.url(host=host)).code == "SRC020"
    assert site.visits == []


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://100.100.100.200/latest/meta-data/",
        "http://168.63.129.16/",
        "http://192.168.0.1/",
        "https://10.0.0.1/",
        "http://224.0.0.1/",
        "http://[fe80::1]/",
        "http://[ff02::1]/",
    ],
)
def test_no_address_behind_the_wall_gets_through(url):
    assert refused(OutboundClient(), url).code == "SRC020"


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to(site):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    client = OutboundClient(allowed_networks=LOOPBACK, resolver=lambda _host, _port: next(answers))
    site.pages["/"] = lambda visit: visit.answer(b"abc")
    assert client.fetch(site.url(host="rebinding.test"), max_bytes=3).content == b"abc"
    assert next(answers) == ["10.0.0.1"]
    assert site.visits[0]["Host"] == f"rebinding.test:{site.port}"


def test_a_name_that_changes_its_mind_reaches_nothing_new(site):
    # The checked address answers first; by the next fetch the name points at another local server.
    with serving("127.0.0.2", site.port) as inner:
        inner.pages["/"] = lambda visit: visit.answer(b"inner")
        site.pages["/"] = lambda visit: visit.answer(b"abc")
        answers = iter([["127.0.0.1"], ["127.0.0.2"]])
        client = OutboundClient(allowed_networks=LOOPBACK, resolver=lambda _host, _port: next(answers))
        url = site.url(host="rebinding.test")
        assert client.fetch(url, max_bytes=3).content == b"abc"
        assert refused(client, url).code == "SRC020"
        assert inner.visits == []


def test_one_private_address_among_public_ones_refuses_the_name():
    client = OutboundClient(resolver=fixed("93.184.216.34", "192.168.1.1"))
    assert refused(client, "http://mixed.test/").code == "SRC020"


@pytest.mark.parametrize("host", ["0177.0.0.1", "127.0.0.01", "256.0.0.1", "[fe80::1%25lo]", "①②⑦.0.0.1"])
def test_an_address_that_is_badly_written_is_no_url(site, host):
    assert refused(OutboundClient(), site.url(host=host), kind=UsageError).code == "SRC024"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.test/", "http://u:p@127.0.0.1/", "cat.png"])
def test_what_is_not_an_open_http_url_is_refused(client, url):
    assert refused(client, url, kind=UsageError).code == "SRC024"


def test_offline_refuses_even_allowed_networks(site):
    client = OutboundClient(allowed_networks=LOOPBACK, offline=True, resolver=fixed("127.0.0.1"))
    error = refused(client, site.url("/a?key=secret"), kind=AccessError)
    assert error.code == "SRC025"
    assert "secret" not in str(error)
    assert site.visits == []


def test_offline_refuses_a_beginning_too(site):
    with pytest.raises(AccessError) as caught:
        OutboundClient(allowed_networks=LOOPBACK, offline=True).fetch_start(site.url(), max_bytes=3)
    assert caught.value.code == "SRC025"


# -------------------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site, client, status):
    site.pages["/old"] = redirect("/new", status)
    site.pages["/new"] = lambda visit: visit.answer(b"abc")
    fetched = client.fetch(site.url("/old"), max_bytes=3)
    assert (fetched.content, fetched.url) == (b"abc", site.url("/new"))


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "10.0.0.1", "169.254.169.254", "[::1]", "0x7f.2", "2130706434", "inner.test"]
)
def test_a_redirect_to_a_blocked_address_is_refused(site, host):
    addresses = {"outer.test": "127.0.0.1", "inner.test": "127.0.0.2"}
    client = OutboundClient(allowed_networks=LOOPBACK, resolver=lambda host, _port: [addresses[host]])
    with serving("127.0.0.2", site.port) as inner:
        site.pages["/"] = redirect(f"http://{host}:{site.port}/")
        assert refused(client, site.url(host="outer.test"), kind=AccessError).code == "SRC020"
        assert inner.visits == []


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", ""])
def test_a_redirect_to_what_is_not_an_open_http_url_is_refused(site, client, location):
    site.pages["/"] = redirect(location)
    assert refused(client, site.url(), kind=AccessError).code == "SRC026"


def test_five_redirects_are_followed(site, client):
    for number in range(5):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}")
    site.pages["/5"] = lambda visit: visit.answer(b"abc")
    assert client.fetch(site.url("/0"), max_bytes=3).content == b"abc"


def test_the_sixth_redirect_is_refused(site, client):
    for number in range(6):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}")
    assert refused(client, site.url("/0"), kind=AccessError).code == "SRC026"
    assert len(site.visits) == 6


def test_a_redirect_in_a_circle_is_refused(site, client):
    site.pages["/"] = redirect("/")
    assert refused(client, site.url(), kind=AccessError).code == "SRC026"
