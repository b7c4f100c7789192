import sys

import pytest

from postil.cli.invocation import invocation


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program called by its path, from the folder its environment is in."""
    path = tmp_path / ".venv" / "bin" / "postil"
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [".venv/bin/postil", "demo"])
    return path


def test_a_program_the_shell_would_not_find_is_called_by_its_path(program, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert invocation() == ".venv/bin/postil"


def test_a_program_the_shell_finds_is_called_by_its_name(program, monkeypatch):
    monkeypatch.setenv("PATH", str(program.parent))
    assert invocation() == "postil"


def test_what_was_started_as_a_module_is_called_by_its_name(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["src/postil/cli/__main__.py"])
    assert invocation() == "postil"
