import pytest

from postil.facades.native.sessions import cookie_name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("postil.example.org", "postil_session"),
        ("postil.example.org:8600", "postil_session_8600"),
        ("[::1]:8600", "postil_session_8600"),
        ("[::1]", "postil_session"),
        ("8600", "postil_session"),
        ("", "postil_session"),
        ("a:86;00", "postil_session"),
        ("a:\u0663", "postil_session"),
        ("a:123456", "postil_session"),
    ],
)
def test_a_cookie_is_called_after_the_port_where_the_address_names_one(host, name):
    assert cookie_name(host) == name
