"""One installation per test, and who calls it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facades.native.installation import Client, Installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def admin(installation: Installation) -> Client:
    return installation.admin()
