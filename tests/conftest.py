"""What every test stands on: settings of no one's, and no deadline for slow machines."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from postil.stores.sql.postgres import PostgresStore
from tests.postgres import PostgresServer

# Two busy cores say nothing about the code: neither a deadline nor "too slow" may fail a test.
settings.register_profile(
    "everyday", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("torture", settings.get_profile("everyday"), max_examples=5000)


def pytest_configure(config: pytest.Config) -> None:
    """Take more examples when the long tests were asked for."""
    settings.load_profile("torture" if config.getoption("markexpr") == "torture" else "everyday")


@pytest.fixture(autouse=True)
def no_personal_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Take the developer's POSTIL_ variables away, and give a data directory that is nobody's."""
    for name in [name for name in os.environ if name.startswith("POSTIL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("POSTIL_DATA", str(tmp_path_factory.getbasetemp() / "data"))


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """Return the folder of files that other programs wrote."""
    return Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server as long as the tests run; nothing of it is left."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres_database(postgres_server: PostgresServer) -> str:
    """Return the name of the database that tests use one after the other."""
    name = postgres_server.create()
    PostgresStore(postgres_server.url(name)).close()
    return name


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_database: str) -> Iterator[str]:
    """Return the URL of a PostgreSQL database as a new installation has it; the test must leave its tables.

    Emptied after every test, which takes a tenth of the time of making one.
    """
    yield postgres_server.url(postgres_database)
    postgres_server.wipe(postgres_database)


@pytest.fixture
def blank_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Return the URL of a PostgreSQL database of this test's own without any table."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)
