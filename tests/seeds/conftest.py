"""A server for the scripts, the pictures they fetch, and a client that finds both by itself."""

import uuid
from collections.abc import Iterator

import pytest

import postil as lb
from postil.cli.demo_server import DemoServer
from tests.seeds.pictures import pictures, served
from tests.seeds.street_script import Place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch, served(pictures()) as web:
        for name in ("POSTIL_DATA", "POSTIL_URL", "POSTIL_KEY"):
            patch.delenv(name, raising=False)
        patch.setenv("POSTIL_ALLOWED_NETWORKS", "127.0.0.0/8")
        with DemoServer(folder):
            yield Place(str(folder), web)


@pytest.fixture
def client(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[lb.Client]:
    """Find the server and its token as a script does that names neither."""
    monkeypatch.setenv("POSTIL_DATA", place.folder)
    api_key = None
    with lb.Client(api_key) as opened:
        yield opened


@pytest.fixture
def key() -> str:
    return f"street-{uuid.uuid4()}.png"
