"""What does the official package cost the server it talks to?

Baseline, in the same run: the package itself (`labelbox` 7.17, in an environment of its own that is made with
the first run). Two programs of facade_cases.py are run against a server on an empty data directory.

One makes 100,000 boxes as Python objects, imports them as pre-labels and reads what became of each. It is
run twice, one after the other: the first import after the start of a server (`boxes, first`) pays for what is
paid once, as every statement is compiled; `boxes, next` is what a further import costs. What an import needs
is loaded with the server, and kept for ten minutes after its start and after each import
(docs/decisions/0021-nursery.md); one after a longer pause costs 0.6 s more.

The other does what a script does that imports annotations of one image twice, from its data row to the
statuses, on a server that has just started.

Processor time is that of the server and of every process it started, read from /proc before and, when the
server has come to rest, after. Pictures are served by this program.

    python bench/bench_facade.py [--python PYTHON] [CASE ...]
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from bench_official import environment
from PIL import Image

HERE = Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")
MOST_SHARE, MOST_WALL_S, MOST_SERVER_S = 0.10, 12.0, 0.5
STATES = {"boxes": ("boxes, first", "boxes, next")}


class Used(NamedTuple):
    """Seconds: what passed, the processor time of the program, and that of the server."""

    wall: float
    program: float
    server: float
    rows: int


def main() -> int:
    """Print a line per case; 1 when a promise is not kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--python", type=Path, help="a Python that has the package; none is made then")
    options.add_argument("cases", nargs="*", default=["boxes", "street"])
    found = options.parse_args()
    python = found.python or environment(".venv/official")
    print(f"{'':<14}{'rows':>9}{'wall':>10}{'labelbox':>11}{'server':>10}{'share':>8}")
    is_kept = True
    for case in found.cases:
        for name, used in run(python, case):
            share = used.server / used.program
            seconds = f"{used.wall:>8.2f} s{used.program:>9.2f} s{used.server:>8.2f} s"
            print(f"{name:<14}{used.rows:>9,}{seconds}{share:>8.1%}", flush=True)
            is_kept &= keeps(name, used)
    print(
        f"limits: boxes {MOST_SHARE:.0%} of the package; street {MOST_WALL_S:g} s, server {MOST_SERVER_S} s"
    )
    return int(not is_kept)


def keeps(name: str, used: Used) -> bool:
    """Tell whether a promise is kept."""
    if name in STATES["boxes"]:
        return used.server / used.program <= MOST_SHARE
    return used.wall <= MOST_WALL_S and used.server <= MOST_SERVER_S


def run(python: Path, case: str) -> Iterator[tuple[str, Used]]:
    """Run one program against a new server, once for each state it is measured in."""
    with tempfile.TemporaryDirectory() as name, pictures() as picture, server(Path(name)) as (where, process):
        command = [str(python), str(HERE / "facade_cases.py"), case, where["url"], where["token"], picture]
        for state in STATES.get(case, (case,)):
            yield state, program(command, process.pid)


def program(command: list[str], server_pid: int) -> Used:
    """Run a program to its end."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        if running.stdout is None or running.stdin is None:
            raise SystemExit("the program has no pipes")
        if running.stdout.readline() != "begin\n":
            raise SystemExit("the program did not begin")
        before = rested(server_pid)
        running.stdin.write("\n")
        running.stdin.flush()
        lines = running.stdout.read().splitlines()
    if running.returncode:
        raise SystemExit("the program failed")
    told: dict[str, Any] = json.loads(lines[-1])
    return Used(told["wall"], told["processor"], rested(server_pid) - before, told["count"])


@contextmanager
def server(folder: Path) -> Iterator[tuple[dict[str, str], subprocess.Popen[bytes]]]:
    """Run a server that may fetch from this machine; yields where it is."""
    command = [sys.executable, "-m", "postil.cli", "serve", "--port", "0", "--data", str(folder)]
    command += ["--allowed-network", "127.0.0.0/8"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield wait_for(folder / "server.json"), process
        finally:
            process.terminate()


def wait_for(path: Path) -> dict[str, str]:
    """Return where the server listens, once it has said so."""
    for _ in range(3000):
        if path.exists():
            try:
                found: dict[str, str] = json.loads(path.read_text())
            except ValueError:
                continue
            return found
        time.sleep(0.01)
    raise SystemExit("the server did not start")


def rested(pid: int) -> float:
    """Return the processor seconds a process and its children have used, once that stands still."""
    used = processor(pid)
    while True:
        time.sleep(0.5)
        now = processor(pid)
        if now - used < 0.02:
            return now
        used = now


def processor(pid: int) -> float:
    """Return the processor seconds of a process, of its children that run, and of those that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        tasks = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return 0.0
    own = sum(int(field) for field in fields[11:15]) / TICKS
    running = {int(child) for child in children} | {int(child) for found in tasks for child in found}
    return own + sum(processor(child) for child in running)


@contextmanager
def pictures() -> Iterator[str]:
    """Serve one picture of 2000 x 1500 under every name; yields its address."""
    content = io.BytesIO()
    Image.new("RGB", (2000, 1500)).save(content, "PNG")

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content.getvalue())))
            self.end_headers()
            self.wfile.write(content.getvalue())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/picture.png"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())
