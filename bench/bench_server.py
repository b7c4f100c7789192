"""How soon does a server on an empty data directory answer, and how much memory does it hold at rest?

Baseline, in the same run: an interpreter that does nothing but start. Memory is the proportional set size of
the server and everything it started, after every GET route of the description has answered once: at first,
while code is kept loaded for the first import (docs/decisions/0021-nursery.md), and at rest, when that has
ended. Here it ends after seconds, by default after ten minutes.

    python bench/bench_server.py
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

WARM_S = 10
BARE = "import time; print('ready', flush=True); time.sleep(60)"


def main() -> None:
    """Print one line each for the baseline and the server."""
    print(f"{'':>22} {'ready after':>12} {'at first':>10} {'at rest':>10}")
    bare = measure_bare()
    server = measure_server()
    for name, (seconds, first, rest) in (("bare interpreter", bare), ("server", server)):
        print(f"{name:>22} {seconds:>10.2f} s {first:>7.1f} MB {rest:>7.1f} MB")
    ratios = " ".join(
        f"{one / other:>{width}.1f}" for one, other, width in zip(server, bare, (12, 10, 10), strict=True)
    )
    print(f"{'ratio':>22} {ratios}")
    print("limits: 2 s and 120 MB")


def measure_bare() -> tuple[float, float, float]:
    """Start the baseline; return seconds until it runs and megabytes it holds."""
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", BARE], stdout=subprocess.PIPE) as process:
        if process.stdout is None or not process.stdout.readline():
            raise SystemExit("the bare interpreter did not start")
        seconds = time.perf_counter() - began
        megabytes = resting_megabytes(process.pid)
        process.kill()
    return seconds, megabytes, megabytes


def measure_server() -> tuple[float, float, float]:
    """Start a server; return seconds until it answers, and megabytes at first and at rest."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "postil.cli", "serve", "--port", "0", "--data", name]
        began = time.perf_counter()
        quiet = subprocess.DEVNULL
        environment = {**os.environ, "POSTIL_WARM_SECONDS": str(WARM_S)}
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as process:
            try:
                presence = wait_for(Path(name) / "server.json")
                with httpx.Client(base_url=presence["url"], trust_env=False, timeout=10) as client:
                    wait_for_answer(client)
                    seconds = time.perf_counter() - began
                    ask_every_route(client, presence["token"])
                time.sleep(1)
                first = resting_megabytes(process.pid)
                while descendants(process.pid):
                    time.sleep(0.5)
                return seconds, first, resting_megabytes(process.pid)
            finally:
                process.terminate()


def wait_for(path: Path) -> dict[str, str]:
    """Return where the server listens, once it has said so."""
    for _ in range(1000):
        if path.exists():
            try:
                found: dict[str, str] = json.loads(path.read_text())
            except ValueError:
                continue
            return found
        time.sleep(0.01)
    raise SystemExit("the server did not start")


def wait_for_answer(client: httpx.Client) -> None:
    """Return when the server answers."""
    for _ in range(1000):
        try:
            if client.get("/healthz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.01)
    raise SystemExit("the server did not answer")


def ask_every_route(client: httpx.Client, token: str) -> None:
    """Ask every GET route of the description once; what does not exist answers 404, which is an answer."""
    headers = {"Authorization": f"Bearer {token}"}
    paths = client.get("/api/v1/openapi.json", headers=headers).json()["paths"]
    for path, operations in paths.items():
        if "get" in operations:
            asked = path.replace("{", "").replace("}", "")
            client.get(asked if asked.startswith("/api") else f"/api/v1{asked}", headers=headers)


def resting_megabytes(pid: int) -> float:
    """Return the proportional set size of a process and its descendants, in millions of bytes."""
    kilobytes = 0
    for one in (pid, *descendants(pid)):
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        kilobytes += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
    return kilobytes * 1024 / 1e6


def descendants(pid: int) -> list[int]:
    """Return the processes a process started, and those they started."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [*children, *(grandchild for child in children for grandchild in descendants(child))]


if __name__ == "__main__":
    main()
