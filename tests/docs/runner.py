"""Run the fenced blocks of a document the way its reader would.

The rules a page has to follow are in the README beside this file.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.docs.page import Block, DocumentError, commands_of, matches

RUN = {"python", "console", "bash"}
SHOWN = {"json", "ndjson", "xml", "toml", "yaml", "text", "csv", "html", "sql", "make", "mermaid", "diff"}
TIMEOUT_S = 120
MARK = "\x1epostil-docs"


class Reader:
    """Somebody who follows a page from top to bottom in one empty directory, which is also their home."""

    def __init__(self, home: Path) -> None:
        programs = Path(sys.executable).parent
        self.home = home
        self.groups: list[int] = []
        self.environment = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "POSTIL_DATA": str(home / ".postil"),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "PYTHONWARNINGS": "error",
        }

    def follow(self, blocks: Iterable[Block]) -> None:
        """Do what each block says, then stop what it left running in the background."""
        try:
            for block in blocks:
                self.do(block)
        finally:
            for group in self.groups:
                _stop(group)

    def do(self, block: Block) -> None:
        """Run, write or pass over one block.

        Raises:
            DocumentError: The block fails, prints something else, or does not say why it is not run.
        """
        if block.no_run is not None:
            if not block.no_run:
                raise DocumentError(f"{block.place}: no-run needs its reason after the colon")
        elif block.file:
            self._write(block.file, "w", block)
        elif block.append:
            if not (self.home / block.append).is_file():
                raise DocumentError(f"{block.place}: no block above wrote {block.append}")
            self._write(block.append, "a", block)
        elif block.language in RUN:
            getattr(self, f"_{block.language}")(block)
        elif block.language not in SHOWN:
            raise DocumentError(f"{block.place}: language {block.language!r} is neither {RUN} nor {SHOWN}")

    def _write(self, name: str, mode: str, block: Block) -> None:
        target = self.home / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open(mode, encoding="utf-8") as file:
            file.write(block.text)

    def _python(self, block: Block) -> None:
        script = self.home / ".block"
        script.write_text(block.text, encoding="utf-8")
        doctest = ["-m", "doctest", "-o", "ELLIPSIS", "-o", "NORMALIZE_WHITESPACE"]
        self._expect_success(block, [sys.executable, *(doctest if ">>> " in block.text else []), str(script)])

    def _bash(self, block: Block) -> None:
        self._expect_success(block, ["bash", "-euc", block.text])

    def _console(self, block: Block) -> None:
        commands = commands_of(block)
        steps = [f"{command.text}\nprintf '{MARK} %s\\n' $?\n" for command in commands]
        _, printed = self._run(block, ["bash", "-c", "".join(steps)])
        results = re.findall(rf"(.*?){MARK} (\d+)\n", printed, re.DOTALL)
        if len(results) != len(commands):
            raise DocumentError(f"{block.place}: the shell ended early, after\n{printed}")
        for command, (output, status) in zip(commands, results, strict=True):
            told = f"{block.place}: `{command.text}`"
            if int(status) != command.status:
                raise DocumentError(f"{told} exits {status}, not {command.status}, and prints\n{output}")
            if command.output.strip() and not matches(command.output, output):
                raise DocumentError(f"{told} prints\n{output}instead of\n{command.output}")

    def _expect_success(self, block: Block, arguments: list[str]) -> None:
        status, printed = self._run(block, arguments)
        if status:
            raise DocumentError(f"{block.place}: exit status {status}, and prints\n{printed}")

    def _run(self, block: Block, arguments: list[str]) -> tuple[int, str]:
        # Output goes to a file: a pipe would be held open by what a block starts in the background.
        log = self.home / ".output"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                arguments, cwd=self.home, env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT,
            )  # fmt: skip
            self.groups.append(process.pid)
            try:
                status = process.wait(TIMEOUT_S)
            except subprocess.TimeoutExpired as error:
                _stop(process.pid)
                process.wait()
                raise DocumentError(f"{block.place}: still running after {TIMEOUT_S} s") from error
        return status, log.read_text(encoding="utf-8", errors="replace")


def _stop(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
