"""A server that keeps its data in PostgreSQL does what it does with a file, and the data moves both ways."""

import json
import signal

import pytest

ROWS = 6_000


@pytest.fixture
def on_postgres(desk, postgres_url):
    """Somebody whose server keeps its data in PostgreSQL, with a file for a process of its own."""
    secret = postgres_url.replace("postgres@", "postgres:opensesame@")
    desk.environment["POSTIL_DATABASE_URL"] = secret
    desk.write("boxes.ndjson", boxes())
    assert "ready at" in desk.serve()
    return desk


def boxes():
    """Boxes on 300 images, one in a hundred of them with a width that is none."""
    return [
        {
            "uuid": f"00000000-0000-4000-8000-{number:012}",
            "dataRow": {"globalKey": f"image-{number // 20}"},
            "name": "car",
            "bbox": {"top": number % 7, "left": number % 50, "height": 5, "width": 5 if number % 100 else -5},
        }
        for number in range(ROWS)
    ]


def exported(desk):
    desk.run("export", "-p", "boxes", "-f", "labelbox", "-o", "out.ndjson")
    return sorted(desk.rows("out.ndjson"), key=lambda row: row["uuid"])


def test_an_import_into_postgresql_comes_out_as_it_went_in(on_postgres):
    told = on_postgres.told("import", "boxes.ndjson", "--yes", status=3)
    assert told["import"]["counts"] | {"warnings": 0} == {
        "read": ROWS, "accepted": ROWS - ROWS // 100, "updated": 0, "unchanged": 0, "rejected": ROWS // 100,
        "removed": 0, "annotations": ROWS - ROWS // 100, "warnings": 0,
    }  # fmt: skip
    good = [row for row in boxes() if row["bbox"]["width"] > 0]
    found = exported(on_postgres)
    assert [(row["uuid"], row["bbox"]) for row in found] == [(row["uuid"], row["bbox"]) for row in good]


def test_a_server_that_was_killed_is_started_again_on_the_same_database(on_postgres):
    on_postgres.run("import", "boxes.ndjson", "--yes", status=3)
    before = exported(on_postgres)
    on_postgres.stop(signal.SIGKILL)
    on_postgres.serve()
    assert exported(on_postgres) == before


def test_no_command_shows_the_password_of_the_database(on_postgres):
    told = on_postgres.run("doctor")
    # A long name of the database breaks the line anywhere.
    assert "PostgreSQL 16" in " ".join(told.split())
    assert "opensesame" not in told
    on_postgres.stop()
    on_postgres.environment["POSTIL_DATABASE_URL"] = "postgresql://ann:opensesame@127.0.0.1:1/postil"
    assert "opensesame" not in on_postgres.run("doctor", status=1)
    refused = on_postgres.run("serve", "--port", "0", status=1)
    assert "cannot be reached" in refused
    assert "opensesame" not in refused


def test_a_project_moves_to_a_file_and_back(on_postgres, postgres_url, blank_postgres_url):
    on_postgres.run("import", "boxes.ndjson", "--yes", status=3)
    before = exported(on_postgres)
    refused = on_postgres.run("move", postgres_url, str(on_postgres.home / "moved.db"), status=2)
    assert "another Postil server" in refused
    on_postgres.stop()

    there = on_postgres.told("move", postgres_url, str(on_postgres.home / "moved.db"))
    back = on_postgres.told("move", str(on_postgres.home / "moved.db"), blank_postgres_url)
    assert there["tables"] == back["tables"]
    assert {one["table"]: one["rows"] for one in back["tables"]}["job_failure"] == ROWS // 100

    on_postgres.environment["POSTIL_DATABASE_URL"] = f"sqlite:///{on_postgres.home}/moved.db"
    on_postgres.serve()
    assert exported(on_postgres) == before
    assert json.dumps(on_postgres.told("status")).count("boxes.ndjson") > 0
