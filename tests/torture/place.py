"""Places: folders with a received import, on either database, that can be copied and run again and again."""

import random
import shutil
import subprocess
import time
from pathlib import Path

from postil.formats.blocks import BLOCK_BYTES
from postil.ports.jobs import JobSettings
from tests.postgres import PostgresServer
from tests.torture.quarry import NAMED, prepare, snapshot, start

STORES = ("sqlite", "postgres")


class Place:
    """A folder to work in, and copies of it, each with a database of its own.

    Args:
        folder: Where to work.
        server: Keeps the databases; without one they are files.
    """

    def __init__(self, folder: Path, server: PostgresServer | None) -> None:
        self._server, self._name = server, server.create() if server else ""
        self._current = self._name
        self.received = folder / "received"
        self.received.mkdir(parents=True)
        self._point(self.received, self._name)

    def _point(self, folder: Path, name: str) -> None:
        if self._server:
            (folder / NAMED).write_text(self._server.url(name))

    def copy(self, folder: Path) -> Path:
        """Copy everything as it was received."""
        shutil.copytree(self.received, folder)
        if self._server:
            self._current = self._server.create(self._name)
            self._point(folder, self._current)
        return folder

    def interrupt(self, process: "subprocess.Popen[bytes]", chance: random.Random) -> None:
        """Kill an importer, or, where there is a server, sometimes its connections to the latest copy."""
        if self._server and chance.random() < 0.4:
            self._server.disconnect(self._current)
            _, errors = process.communicate(timeout=120)
            assert process.returncode == 0 or b"STO006" in errors, errors.decode()
        else:
            process.kill()
            process.communicate()


class Undisturbed(Place):
    """One job as received, and what it comes to when nobody interferes."""

    def __init__(
        self,
        folder: Path,
        server: PostgresServer | None,
        content: bytes,
        settings: JobSettings | None = None,
        *,
        format_name: str = "labelbox",
        block_bytes: int = BLOCK_BYTES,
    ) -> None:
        super().__init__(folder, server)
        self.block_bytes = block_bytes
        self.job_uid = prepare(self.received, content, settings, format_name=format_name)
        done = self.copy(folder / "done")
        began = time.monotonic()
        process = start(done, self.job_uid, block_bytes)
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors.decode()
        self.seconds = time.monotonic() - began
        self.state = snapshot(done, self.job_uid)
