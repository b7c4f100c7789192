"""The request over HTTP: rows written to a file and sent by curl, with a key of the caller."""

from shlex import quote
from urllib.parse import urlencode

from postil.services.snippets.cli_program import written
from postil.services.snippets.ndjson_program import FILE
from postil.services.snippets.program import Destination, Program, rows_of, title_of
from postil.services.snippets.sample import Sample


def http_program(samples: list[Sample], to: Destination) -> Program:
    """Write the request; the key is taken from the environment, so that it stays out of files."""
    name = title_of(samples, to, "over HTTP")
    query = urlencode({"purpose": to.purpose, "name": name, "source_name": FILE})
    address = f"{to.url}/api/v1/projects/{to.project}/imports?{query}"
    code = (
        f"curl --silent --show-error --fail-with-body -X POST {quote(address)} \\\n"
        '  --header "Authorization: Bearer $POSTIL_KEY" \\\n'
        f"  --data-binary @{FILE}\n"
    )
    payload = written(rows_of(samples, to.global_key))
    return Program(kind="http", format=samples[0].format, payload=payload, code=code)
