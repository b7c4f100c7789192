"""The fenced blocks of a page, and the commands of a console block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>```+|~~~+) *(?P<language>[\w-]*) *(?P<info>.*)$")
STATUS = re.compile(r"\s+# exit (?P<status>\d+)$")


class DocumentError(AssertionError):
    """A block does not do what its page says; the message begins with file and line."""


@dataclass(frozen=True)
class Block:
    """One fenced block; `line` is 1-based and that of the opening fence."""

    place: str
    language: str
    info: str
    text: str

    @property
    def no_run(self) -> str | None:
        """Return the reason after `no-run:`, or None when the block has to run."""
        _, found, reason = self.info.partition("no-run:")
        return reason.strip() if found else None

    @property
    def file(self) -> str | None:
        """Return the file name after `file:`, to which the block is written."""
        return self._name_after("file")

    @property
    def append(self) -> str | None:
        """Return the file name after `append:`, to the end of which the block goes."""
        return self._name_after("append")

    def _name_after(self, word: str) -> str | None:
        found = re.match(rf"{word}: *(\S+)", self.info)
        return found.group(1) if found else None


@dataclass(frozen=True)
class Command:
    """One `$ ` command of a console block, its expected exit status and output ('' when not shown)."""

    text: str
    status: int
    output: str


def blocks_of(page: Path) -> Iterator[Block]:
    """Read the fenced blocks of a page in order.

    Raises:
        DocumentError: A fence is never closed.
    """
    lines = enumerate(page.read_text(encoding="utf-8").splitlines(), start=1)
    for number, line in lines:
        fence = FENCE.match(line)
        if not fence:
            continue
        body = []
        for _, inner in lines:
            if inner.strip() == fence["ticks"]:
                break
            body.append(inner.removeprefix(fence["indent"]))
        else:
            raise DocumentError(f"{page}:{number}: this fence is never closed")
        text = "".join(f"{inner}\n" for inner in body)
        yield Block(f"{page}:{number}", fence["language"], fence["info"].strip(), text)


def commands_of(block: Block) -> list[Command]:
    """Split a console block at its `$ ` lines; `> ` lines continue a command, the rest is its output."""
    commands: list[tuple[list[str], list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            commands.append(([line[2:]], []))
        elif not commands:
            raise DocumentError(f"{block.place}: output before the first command: {line!r}")
        elif line.startswith("> ") and not commands[-1][1]:
            commands[-1][0].append(line[2:])
        else:
            commands[-1][1].append(line)
    return [_command("\n".join(typed), "\n".join(printed)) for typed, printed in commands]


def _command(typed: str, printed: str) -> Command:
    status = STATUS.search(typed)
    return Command(STATUS.sub("", typed), int(status["status"]) if status else 0, printed)


def matches(expected: str, actual: str) -> bool:
    """Compare output line by line; `...` inside a line is any text, on a line of its own any lines."""
    pattern = ""
    for line in expected.strip("\n").splitlines():
        words = r".*".join(re.escape(word) for word in line.rstrip().split("..."))
        pattern += r"(?:.*\n)*?" if line.strip() == "..." else words + r" *\n"
    return re.fullmatch(pattern, actual.strip("\n") + "\n") is not None
