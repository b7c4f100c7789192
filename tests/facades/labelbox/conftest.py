"""One installation per test file: what a test makes, it names by itself."""

from collections.abc import Iterator

import pytest

from tests.facades.labelbox.installation import Client, Installation, installed


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = installed(tmp_path_factory.mktemp("labelbox"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def admin(installation: Installation) -> Client:
    return installation.labelbox()


@pytest.fixture(scope="module")
def stranger(installation: Installation) -> Client:
    """Somebody without any role."""
    return installation.labelbox_of(installation.user("stranger@example.org"))
