"""Remote files: annotations the server gets from an address itself."""

from typing import Annotated

import msgspec

from postil.facades.native.call import Answer, Call
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import
from postil.facades.native.import_options import ImportOptions, new_import
from postil.facades.native.imports import begun
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path


class RemoteFile(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where a file is, and how to import it."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=8_000)]
    options: ImportOptions = msgspec.field(default_factory=ImportOptions)


def import_remote_file(call: Call[RemoteFile, None]) -> Answer:
    """Get a file and import it."""
    asked = call.body
    new = new_import(call, asked.options)
    return begun(call, call.services.remote_files.take(asked.url, new, call.user), call.uid)


FETCHED_ALSO = {202: "Fetched and durable; it goes on by itself. Ask until its state says it has ended."}
FETCH_ERRORS = {
    400: "SRC024: it is not a URL that is fetched, or has a user name in it.",
    403: "SRC020: the address is not public, and not allowed by the settings. SRC025: the server is "
    "offline by configuration. SRC026: it redirects where it may not, or too often.",
    413: "SRC023: the file is larger than the server takes.",
    422: "The file was refused whole: empty, or of no known format.",
    502: "SRC021: the address cannot be reached, or took more than ten minutes. SRC022: it answered "
    "with something else than the file.",
    503: "As many files as may be at once are being fetched; ask again.",
}
"""What getting a file from an address can come to, wherever the file is to go."""

ROUTES = [
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/imports/from-url",
        name="import_remote_file",
        summary="Import a file of annotations from a URL",
        access=at_least("manager", project_in_path),
        handler=import_remote_file,
        request=RemoteFile,
        response=Import,
        status=201,
        also=FETCHED_ALSO,
        errors={
            409: "The project has an import of this name with other content or another recipe.",
            **FETCH_ERRORS,
        },
        description=(
            "The server fetches the file while this is answered, under the rules for media: public addresses "
            "and allowed networks only, every redirect checked, nothing sent along. The same content under "
            "the same name again answers with the import that exists."
        ),
        example=Example(
            request={"url": "https://example.org/boxes.ndjson", "options": {"name": "detector 7"}},
            response=EXAMPLE_IMPORT,
        ),
    ),
]
