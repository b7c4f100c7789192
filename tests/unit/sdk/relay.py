"""A relay between a client and a server that can lose the connection after so many bytes."""

import socket
import threading
from contextlib import suppress
from typing import Self

PIECE = 64 * 1024


class Relay:
    """Listens on this machine and passes everything on to another port. Use it as a context manager.

    `cuts` are the numbers of bytes from clients after which a connection is lost, one per connection in the
    order they are made; connections beyond them are whole. The first `unanswered` connections are lost when
    the server begins to answer. `seen` counts all bytes from clients, `sent` keeps the beginnings. Once they
    are `hold_after` or more, nothing goes on until `gate` is set; `held` tells that this has come.
    """

    def __init__(self, port: int, *cuts: int, hold_after: int | None = None, unanswered: int = 0) -> None:
        self.target, self._hold_after = port, hold_after
        self.held, self.gate = threading.Event(), threading.Event()
        self.cuts, self.seen, self.lost = list(cuts), 0, 0
        self._unanswered, self.sent = unanswered, list[bytes]()
        self._guard = threading.Lock()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        _shut(self._listener)
        with self._guard:
            for one in self._open:
                _shut(one)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                _shut(client)
                continue
            with self._guard:
                self._open += [client, server]
                left = self.cuts.pop(0) if self.cuts else None
                back, self._unanswered = (0 if self._unanswered else None), max(self._unanswered - 1, 0)
            threading.Thread(target=self._pass, args=(client, server, left), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, back, False), daemon=True).start()

    def _pass(
        self, source: socket.socket, sink: socket.socket, left: int | None, is_counted: bool = True
    ) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if is_counted:
                    self.sent.append(piece[:4096])
                if left is not None and left < len(piece):
                    sink.sendall(piece[:left])
                    self.lost += 1
                    break
                sink.sendall(piece)
                if is_counted:
                    self._count(len(piece))
                left = None if left is None else left - len(piece)
        _shut(source)
        _shut(sink)

    def _count(self, size: int) -> None:
        with self._guard:
            self.seen += size
            is_held = self._hold_after is not None and self.seen >= self._hold_after
        if is_held:
            self.held.set()
            self.gate.wait()


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()
