"""One server for all programs of a file."""

from collections.abc import Iterator

import pytest

from tests.sdk_compat.official.office import Office, open_office

LETTER = "Ada Lovelace \U0001f600 met Charles Babbage in London."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Open an office whose server fetches from this machine, too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("POSTIL_DATA", "POSTIL_URL", "POSTIL_KEY"):
            patch.delenv(name, raising=False)
        patch.setenv("POSTIL_ALLOWED_NETWORKS", "127.0.0.0/8")
        with open_office(tmp_path_factory.mktemp("office"), files={"/letter.txt": LETTER.encode()}) as opened:
            yield opened
