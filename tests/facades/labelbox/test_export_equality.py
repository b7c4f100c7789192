"""What is sent as ground truth is exported with its values: rings closed, ends included, masks by pixels.

The rows were written by the official package (`*.sdk.ndjson`) or stand in its documentation (`*.doc.ndjson`).
What an export has to say about them is worked out here, from the rows alone.
"""

import base64
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from postil.model.identity import spell_id
from postil.model.ontology import Feature, Ontology
from postil.services.catalog.data_rows import RowDraft
from tests.facades.labelbox.installation import Client, Installation
from tests.facades.labelbox.test_exports import PARAMS, PROJECT, fetched
from tests.seeds.test_labelbox_images import DATA_ROW_ID, FEATURES, FOLDER, SCHEMA_ID, document, options
from tests.seeds.test_labelbox_images import mask_server as mask_server  # noqa: PLC0414 - a fixture

IMPORT = """mutation createLabelImportImportByFilePyApi($projectId : ID!, $name: String!, $file: Upload!, $contentLength: Int!) {
            createLabelImport(data: {
                projectId: $projectId name: $name filePayload: { file: $file, contentLength: $contentLength}
        }) {state statusFileUrl}
        }"""  # noqa: E501 - as the package sends it
ENTITY = Feature(
    "named_entity",
    "text_entity",
    [Feature("sub_checklist", "checklist", options("first_checklist_answer", "second_checklist_answer"))],
)
# 130 characters, some of them of two units: ends count characters.
TEXT = "".join(
    chr(0x1D400 + number % 26) if number % 9 == 0 else chr(97 + number % 26) for number in range(130)
)

# Relationships are not part of ground truth; predictions are told of by model runs.
NAMES = sorted(
    path.name
    for media in ("image", "text")
    for path in FOLDER.glob(f"{media}__*.ndjson")
    if "relationship" not in path.name and "prediction" not in path.name
)


class Place:
    """One ontology for all; every file has a project and a data row of its own."""

    def __init__(self, installation: Installation) -> None:
        self.client = installation.labelbox()
        self.services, self.admin = installation.application.services, installation.application.admin
        made = self.services.ontologies.create(Ontology("documents", [*FEATURES, ENTITY]), self.admin)
        self.ontology = made.uid
        self.features = {feature.name: feature.uid for feature in made.features}
        self.dataset = self.services.datasets.create("documents", self.admin)

    def project(self, key: str) -> tuple[str, str]:
        """Make a project with one data row; return both ids."""
        is_text = key.startswith("text")
        draft = RowDraft(
            global_key=key, media_type="text" if is_text else "image", inline=TEXT if is_text else None
        )
        [row] = self.services.data_rows.create(self.dataset.uid, [draft], self.admin)
        project = self.services.projects.create(key, self.admin, ontology_uid=self.ontology)
        self.services.batches.create(project.uid, "all", self.admin, global_keys=[key])
        return spell_id(project.uid), spell_id(row.uid or "")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("equality")
    made = Installation(folder / "data", offline=False, allowed_networks=["127.0.0.0/8"])
    yield Place(made)
    made.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_document_comes_back_equal(place: Place, name: str, mask_server: str) -> None:
    project, data_row = place.project(name)
    content, rows = document(name, mask_server)
    tool = "mask" if any("mask" in row for row in rows) else "bounding_box"
    names = {"gk-1": name, DATA_ROW_ID: data_row, SCHEMA_ID: spell_id(place.features[tool] or "")}
    sent = content.decode()
    for old, new in names.items():
        sent = sent.replace(f'"{old}"', f'"{new}"')
    variables = {"projectId": project, "name": name, "contentLength": len(sent)}
    answer = place.client.send(IMPORT, variables, "labels.ndjson", sent.encode(), "application/x-ndjson")
    statuses = place.client.fetch(answer["data"]["createLabelImport"]["statusFileUrl"]).text.splitlines()
    assert [json.loads(line)["errors"] for line in statuses] == [[]] * len(rows)
    asked = {"filters": {"projectId": project}, "params": PARAMS | {"includeLabelDetails": True}}
    begun = place.client.gql(PROJECT, {"input": asked})["exportDataRowsInProject"]
    [row] = fetched(place.client, begun)
    [label] = row["projects"][project]["labels"]
    assert label["label_details"]["is_benchmark_reference"] is ("benchmark" in name)
    found = label["annotations"]
    spoken = [said(place.client, one) for one in [*found["objects"], *found["classifications"]]]
    assert ordered(spoken) == ordered([expected(row, tool, mask_server) for row in rows])


def ordered(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def said(client: Client, exported: dict[str, Any]) -> dict[str, Any]:
    """Return what an export says without its ids; masks as their pixels."""
    told = {key: plain(value) for key, value in exported.items() if key not in IDS}
    mask = told.pop("composite_mask", None)
    if mask is not None:
        picture = opened(client.http.get(mask["url"]).content)
        told["pixels"] = pixels(np.all(picture == mask["color_rgb"], axis=2))
    return told


IDS = {"feature_id", "feature_schema_id", "value"}


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if key not in IDS}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def opened(content: bytes) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(BytesIO(content)).convert("RGB"))


def pixels(mask: np.ndarray[Any, Any]) -> list[list[int]]:
    return [[int(y), int(x)] for y, x in np.argwhere(mask)]


def expected(row: dict[str, Any], tool: str, mask_server: str) -> dict[str, Any]:
    """Work out what an export says about a row."""
    name = row.get("name", tool)
    if "answer" in row or "answers" in row:
        return answered(row)
    nested = [answered(one) for one in row.get("classifications", ())]
    return {"name": name, "classifications": nested, **shape(row, mask_server)}


def shape(row: dict[str, Any], mask_server: str) -> dict[str, Any]:
    if "bbox" in row:
        box = {key: float(value) for key, value in row["bbox"].items()}
        return {"annotation_kind": "ImageBoundingBox", "bounding_box": box}
    if "polygon" in row:
        ring = points(row["polygon"])
        return {"annotation_kind": "ImagePolygon", "polygon": ring + ring[:1] * (ring[0] != ring[-1])}
    if "line" in row:
        return {"annotation_kind": "ImagePolyline", "line": points(row["line"])}
    if "point" in row:
        return {"annotation_kind": "ImagePoint", "point": points([row["point"]])[0]}
    if "location" in row:
        start, end = row["location"]["start"], row["location"]["end"]
        token = TEXT[start : end + 1]
        return {"annotation_kind": "TextEntity", "location": {"start": start, "end": end, "token": token}}
    return {"annotation_kind": "ImageSegmentationMask", "pixels": drawn(row["mask"])}


def points(given: list[dict[str, Any]]) -> list[dict[str, float]]:
    return [{"x": float(point["x"]), "y": float(point["y"])} for point in given]


def drawn(mask: dict[str, Any]) -> list[list[int]]:
    """Return the pixels of a mask: those of its colour, of a picture without one all that is not black."""
    if "instanceURI" in mask:
        return [[1, 1]]  # the one pixel of the picture that is served
    picture = opened(base64.b64decode(mask.get("png") or mask["imBytes"]))
    if "colorRGB" in mask:
        return pixels(np.all(picture == mask["colorRGB"], axis=2))
    return pixels(np.any(picture, axis=2))


def answered(row: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as an export spells it; what a question is called says of which kind it is."""
    answer = row["answer"] if "answer" in row else row["answers"]
    if isinstance(answer, str):
        nested = [answered(inner) for inner in row.get("classifications", ())]
        written = {"content": answer} | ({"classifications": nested} if nested else {})
        return {"name": row["name"], "text_answer": written}
    answers = answer if isinstance(answer, list) else [answer]
    told = [
        {
            "name": one["name"],
            "classifications": [answered(inner) for inner in one.get("classifications", ())],
        }
        for one in answers
    ]
    if "checklist" in row["name"]:
        return {"name": row["name"], "checklist_answers": told}
    return {"name": row["name"], "radio_answer": told[0]}
