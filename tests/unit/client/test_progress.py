import sys

import pytest

from postil.client.progress import is_watched, progress


def test_nothing_is_drawn_where_nobody_watches(capfd: pytest.CaptureFixture[str]):
    with progress("sending", 3, is_shown=is_watched()) as advance:
        advance(3)
    assert capfd.readouterr() == ("", "")


def test_what_is_over_at_once_gets_no_bar(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress("sending", 3, is_shown=True) as advance:
        advance(3)
    assert "sending" not in capfd.readouterr().err


def test_a_program_without_stderr_is_not_watched(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert not is_watched()
