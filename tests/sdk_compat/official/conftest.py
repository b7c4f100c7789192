"""One server for all programs: each has names of its own, and starting one takes longer than most of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sdk_compat.official.office import Office, open_office

LETTER = "Ada Lovelace \U0001f600 met Charles Babbage in London."


@contextmanager
def office_with(folder: Path, **settings: str) -> Iterator[Office]:
    """Open an office whose server has these settings, and fetches from this machine, too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("POSTIL_DATA", "POSTIL_URL", "POSTIL_KEY"):
            patch.delenv(name, raising=False)
        for name, value in ({"allowed_networks": "127.0.0.0/8"} | settings).items():
            patch.setenv(f"POSTIL_{name.upper()}", value)
        with open_office(folder, files={"/letter.txt": LETTER.encode()}) as opened:
            yield opened


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Open an office with the settings every server has."""
    with office_with(tmp_path_factory.mktemp("office")) as opened:
        yield opened
