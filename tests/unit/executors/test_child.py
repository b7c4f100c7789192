from multiprocessing import Pipe

from postil.executors.child import run_task
from postil.testing.executors import fail_with


def test_a_success_is_reported(monkeypatch):
    receiver, sender = Pipe(duplex=False)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    run_task(sender, print, ())
    assert receiver.recv_bytes() == b"+"


def test_a_failure_is_reported_in_utf8(monkeypatch):
    receiver, sender = Pipe(duplex=False)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    run_task(sender, fail_with, ("größe",))
    report = receiver.recv_bytes()
    assert report.decode() == "-RuntimeError: größe"
