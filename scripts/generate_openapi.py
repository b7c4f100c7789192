"""Write the description of the HTTP interface to docs/reference/openapi.json, or check that it is there."""

import argparse
import json
import sys
from pathlib import Path

from postil.facades.native.openapi import describe
from postil.facades.native.table import ROUTES

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "openapi.json"


def main() -> int:
    """Exit 1 when the committed description is not what the table of routes gives."""
    parser = argparse.ArgumentParser(description=__doc__)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--check", action="store_true", help="compare only")
    choice.add_argument("--write", action="store_true", help="write the file")
    arguments = parser.parse_args()
    text = json.dumps(describe(ROUTES), indent=2, ensure_ascii=False) + "\n"
    if arguments.write:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET.name} is out of date: run python scripts/generate_openapi.py --write", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
