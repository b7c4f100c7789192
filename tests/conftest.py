"""What every test stands on: settings of no one's, and no deadline for slow machines."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
