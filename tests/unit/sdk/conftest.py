"""A real server for the tests of the client, started once."""

from collections.abc import Iterator

import pytest

from postil.cli.demo_server import DemoServer
from postil.sdk.client import Client
from postil.sdk.location import Location, locate_in


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Location]:
    folder = tmp_path_factory.mktemp("server")
    with DemoServer(folder):
        yield locate_in(folder)


@pytest.fixture
def client(server: Location) -> Iterator[Client]:
    with Client(server) as opened:
        yield opened
