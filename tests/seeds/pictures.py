"""A place on the web of this machine with the four pictures the image scripts fetch."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import numpy as np
from PIL import Image, ImageDraw

SIZE = (2560, 1920)
"""What the annotations of the scripts fit into."""

WITH_TEXT = ((73, 39, 85), (111, 87, 176), (23, 169, 254))
"""Colors of the composite that belong to the tool with a question."""

COLORS = (*WITH_TEXT, (10, 200, 30), (200, 10, 90))
STREET, COMPOSITE, SINGLE, SINGLE_WITH_TEXT = "street.png", "composite.png", "single.png", "single_text.png"
WHITE = (255, 255, 255)


def draw(name: str) -> Image.Image:
    """Draw one of the pictures."""
    picture = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(picture)
    if name == COMPOSITE:
        for number, color in enumerate(COLORS):
            pen.rectangle((100 + number * 300, 200, 300 + number * 300, 500), fill=color)
    elif name != STREET:
        left = 50 if name == SINGLE else 600
        pen.ellipse((left, 50, left + 350, 400), fill=WHITE)
    return picture


def content(name: str) -> bytes:
    """Return one of the pictures as a PNG."""
    written = BytesIO()
    draw(name).save(written, "PNG", compress_level=1)
    return written.getvalue()


def colored(picture: bytes | str, color: tuple[int, ...]) -> bytes:
    """Return which pixels of a picture, given as PNG or by name, have a color."""
    image = draw(picture) if isinstance(picture, str) else Image.open(BytesIO(picture)).convert("RGB")
    return np.packbits((np.asarray(image) == np.array(color)).all(axis=2)).tobytes()


def pictures() -> dict[str, bytes]:
    """Return all of them by the path they are served under."""
    return {f"/{name}": content(name) for name in (STREET, COMPOSITE, SINGLE, SINGLE_WITH_TEXT)}


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files by their paths; yields the address their names are put after."""

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path)
            self.send_response(404 if body is None else 200)
            body = body or b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
