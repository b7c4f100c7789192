import io
import sys
from pathlib import Path

import pytest

from postil.cli.source import open_source, report_path
from postil.errors import UsageError


def test_a_file_is_read_where_it_is(tmp_path):
    file = tmp_path / "boxes.ndjson"
    file.touch()
    with open_source(file) as source:
        assert (source.path, source.name) == (file, "boxes.ndjson")
        assert source.report == tmp_path / "boxes.report.ndjson"


def test_standard_input_is_kept_while_it_is_needed_and_then_no_longer(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"rows")))
    with open_source(Path("-"), "project") as source:
        assert (source.path.read_bytes(), source.name) == (b"rows", "stdin")
    assert not source.path.exists()


def test_standard_input_needs_the_name_of_a_project():
    with pytest.raises(UsageError), open_source(Path("-"), None):
        pass


@pytest.mark.parametrize("name", ["nothing", "."])
def test_what_is_no_file_is_refused(tmp_path, name):
    with pytest.raises(UsageError), open_source(tmp_path / name):
        pass


@pytest.mark.parametrize(
    ("file", "report"),
    [
        ("boxes.ndjson", "boxes.report.ndjson"),
        ("boxes.json", "boxes.report.ndjson"),
        ("boxes", "boxes.report.ndjson"),
        ("v1.2", "v1.2.report.ndjson"),
        ("boxes.report.ndjson", "boxes.report.2.ndjson"),
        ("boxes.report.2.ndjson", "boxes.report.3.ndjson"),
    ],
)
def test_a_report_lies_beside_its_file_and_never_on_it(file, report):
    assert report_path(Path("/d") / file) == Path("/d") / report
