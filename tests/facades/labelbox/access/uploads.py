"""Uploads: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Mutation.uploadFile": (SIGNED_IN, "mutation{uploadFile(file: 1, contentLength: 1){url}}"),
}
