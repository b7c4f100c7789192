"""The commands for a shell: rows written to a file, imported by `postil import`."""

from shlex import quote

from postil.services.snippets.ndjson_program import FILE
from postil.services.snippets.program import Destination, Program, rows_of, title_of
from postil.services.snippets.sample import Sample


def cli_program(samples: list[Sample], to: Destination) -> Program:
    """Write the commands."""
    name = title_of(samples, to, "by command")
    code = (
        f"postil import {FILE} \\\n"
        f"  --project {quote(to.project)} --purpose {to.purpose} --name {quote(name)} \\\n"
        f"  --url {quote(to.url)} --yes\n"
    )
    payload = written(rows_of(samples, to.global_key))
    return Program(kind="cli", format=samples[0].format, payload=payload, code=code)


def written(rows: str) -> str:
    """Return the shell command that writes rows to a file."""
    return f"cat > {FILE} <<'END'\n{rows}END\n"
