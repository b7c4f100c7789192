"""The client of the pages is the one that the description of the HTTP interface makes."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_client_was_generated_from_the_description_of_today():
    description = (ROOT / "docs" / "reference" / "openapi.json").read_bytes()
    kept = (ROOT / "web" / "src" / "api" / "gen" / "openapi.sha256").read_text(encoding="utf-8").strip()
    assert kept == hashlib.sha256(description).hexdigest(), (
        "run scripts/web_client, and commit what it writes"
    )
