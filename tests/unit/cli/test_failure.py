from postil.cli.failure import failure_object, failure_text
from postil.errors import ImportRejected, UsageError
from tests.unit.cli.drawn import drawn


def test_an_error_says_what_is_wrong_and_how_to_fix_it():
    error = ImportRejected("boxes.ndjson is empty", code="SRC001", hint="give a file with at least one row")
    assert drawn(failure_text(error, 80)).splitlines() == [
        "error SRC001: boxes.ndjson is empty",
        "  fix: give a file with at least one row" + " " * 19 + "postil explain SRC001",
    ]


def test_an_error_without_a_code_or_hint_is_one_line():
    assert drawn(failure_text(UsageError("no [project]"), 80)) == "error: no [project]"


def test_a_program_gets_the_same_parts():
    error = UsageError("m", code="ONT007", hint="h")
    assert failure_object(error) == {"error": {"code": "ONT007", "message": "m", "hint": "h"}}
