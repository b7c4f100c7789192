"""What speaks HTTP is chosen by name."""

import pytest

from postil.errors import UnsupportedError
from postil.server.granian_listener import GranianListener
from postil.server.listener import listener_named
from postil.server.uvicorn_listener import UvicornListener


async def nothing(_scope, _receive, _send):
    raise AssertionError("not reached")


@pytest.mark.parametrize(("name", "kind"), [("granian", GranianListener), ("uvicorn", UvicornListener)])
def test_a_listener_is_found_by_its_name(name, kind):
    assert isinstance(listener_named(name, nothing, "127.0.0.1", 8600), kind)


def test_a_listener_that_is_not_installed_says_how_to_install_it():
    with pytest.raises(UnsupportedError, match="pip install"):
        listener_named("hypercorn", nothing, "127.0.0.1", 8600)
