"""Every image document of Labelbox imports as documented and exports the same values.

The rows were written by the official package (`*.sdk.ndjson`) or stand in its documentation (`*.doc.ndjson`).
"""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PIL import Image

from postil.model.ontology import Feature, Ontology
from tests.seeds.workplace import Workplace

FOLDER = Path(__file__).parents[1] / "fixtures" / "labelbox"
FILES = sorted(path.name for path in FOLDER.glob("image__*.ndjson"))
SCHEMA_ID = "ckrazcueb16og0z6609jj7y3y"
DATA_ROW_ID = "ckrazctum0z8a0ybc0b0o0g0v"
UNREACHABLE = "https://example.test/"


def options(*names: str) -> list[Feature]:
    return [Feature(name, "option") for name in names]


DEEP = Feature(
    "l1_radio",
    "radio",
    [
        Feature(
            "l1_answer",
            "option",
            [
                Feature(
                    "l2_checklist",
                    "checklist",
                    [
                        Feature(
                            "l2_answer",
                            "option",
                            [
                                Feature(
                                    "l3_text", "text", [Feature("l4_radio", "radio", options("l4_answer"))]
                                )
                            ],
                        )
                    ],
                )
            ],
        )
    ],
)
SUB_RADIO = Feature("sub_radio_question", "radio", options("first_sub_radio_answer"))
SUB_CHECKLIST = Feature("sub_checklist_question", "checklist", options("first_sub_checklist_answer"))

# What seed 002 builds, and what the other documents name beside it.
FEATURES = [
    Feature("bounding_box", "box"),
    Feature("bbox_with_radio_subclass", "box", [SUB_RADIO]),
    Feature(
        "bbox_with_checklist",
        "box",
        [Feature("sub_checklist", "checklist", options("first_checklist_answer", "second_checklist_answer"))],
    ),
    Feature("bbox_with_text", "box", [Feature("sub_free_text", "text")]),
    Feature("bbox_deep", "box", [DEEP]),
    Feature('Ünïcode "name" 日本', "box"),
    Feature("polygon", "polygon"),
    Feature("polyline", "polyline"),
    Feature("point", "point"),
    Feature("mask", "mask"),
    Feature("mask_with_text_subclass", "mask", [Feature("sub_free_text", "text")]),
    Feature("relationship", "relationship"),
    Feature("radio_question", "radio", options("first_radio_answer", "second_radio_answer")),
    Feature(
        "checklist_question",
        "checklist",
        options("first_checklist_answer", "second_checklist_answer", "third_checklist_answer"),
    ),
    Feature("free_text", "text"),
    Feature("nested_radio_question", "radio", [Feature("first_radio_answer", "option", [SUB_RADIO])]),
    Feature(
        "nested_checklist_question",
        "checklist",
        [Feature("first_checklist_answer", "option", [SUB_CHECKLIST])],
    ),
    DEEP,
]


def ontology_for(rows: list[dict[str, Any]]) -> Ontology:
    """Return the features, one of them known to the foreign id the documents use."""
    shape = "mask" if any("mask" in row for row in rows) else "bounding_box"
    features = [
        Feature(
            feature.name, feature.kind, feature.children, alias=SCHEMA_ID if feature.name == shape else None
        )
        for feature in FEATURES
    ]
    return Ontology("documents", features)


class MaskServer(BaseHTTPRequestHandler):
    """Serves one small composite mask under every path."""

    def do_GET(self) -> None:
        picture = Image.new("RGB", (6, 4))
        picture.putpixel((1, 1), (255, 255, 255))
        content = BytesIO()
        picture.save(content, "PNG")
        self.send_response(200)
        self.send_header("Content-Length", str(len(content.getvalue())))
        self.end_headers()
        self.wfile.write(content.getvalue())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def mask_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), MaskServer)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def document(name: str, mask_server: str) -> tuple[bytes, list[dict[str, Any]]]:
    """Return a file with its masks reachable here, and its rows."""
    content = (FOLDER / name).read_text().replace(UNREACHABLE, mask_server).encode()
    return content, [json.loads(line) for line in content.splitlines() if line.strip()]


def normal(row: dict[str, Any]) -> str:
    """Spell a row comparably. Rows that named their data row by id come back with its global key."""
    return json.dumps(row | {"dataRow": {"globalKey": "gk-1"}}, sort_keys=True)


@pytest.mark.parametrize("name", FILES)
def test_an_image_document_imports_whole_and_comes_back_equal(
    name: str, tmp_path: Path, mask_server: str
) -> None:
    content, rows = document(name, mask_server)
    workplace = Workplace(tmp_path, ontology_for(rows))
    workplace.place("gk-1", alias=DATA_ROW_ID)
    # The benchmark flag means something on ground truth only.
    job = workplace.run(content, purpose="ground_truth" if "benchmark" in name else "pre_label")
    assert (workplace.problems(job), job.state, job.counts.accepted) == ([], "finished", len(rows))
    exported = workplace.export_lines("labelbox")
    assert sorted(map(normal, exported)) == sorted(map(normal, rows))


@pytest.mark.parametrize("name", [name for name in FILES if "relationship" not in name])
def test_an_image_document_imported_as_ground_truth_exports_its_label(
    name: str, tmp_path: Path, mask_server: str
) -> None:
    content, rows = document(name, mask_server)
    workplace = Workplace(tmp_path, ontology_for(rows))
    workplace.place("gk-1", alias=DATA_ROW_ID)
    job = workplace.run(content, purpose="ground_truth")
    assert (workplace.problems(job), job.state) == ([], "finished")
    exported = workplace.export_lines("labelbox_export")[0]
    label = exported["projects"][next(iter(exported["projects"]))]["labels"][0]
    spoken = [*label["annotations"]["objects"], *label["annotations"]["classifications"]]
    assert sorted(one["name"] for one in spoken) == sorted(name_of(row) for row in rows)


def name_of(row: dict[str, Any]) -> str:
    return row.get("name") or ("mask" if "mask" in row else "bounding_box")
