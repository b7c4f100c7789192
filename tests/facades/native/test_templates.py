"""The templates of the browser: what each brings is taken in whole, as the browser sends it."""

import json
from pathlib import Path

import pytest

from tests.facades.native.scene import ndjson, send

FOLDER = Path(__file__).parents[3] / "web/src/pages/ontologies/templates"
TEMPLATES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}


def add_sample(client, dataset, template, sample):
    """Make a data row as the browser does, and return its id."""
    if "file" in sample:
        content = (FOLDER / "samples" / sample["file"]).read_bytes()
        query = {"global_key": sample["name"], "media_type": template["media_type"]}
        return client.post(f"/api/v1/datasets/{dataset}/uploads", params=query, content=content).json()["id"]
    inline = sample.get("text", sample.get("json"))
    row = {"global_key": sample["name"], "media_type": template["media_type"], "inline": inline}
    answer = client.post(f"/api/v1/datasets/{dataset}/data-rows", json={"rows": [row]}).json()
    return answer["outcomes"][0]["id"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_brings_a_task_whose_pre_labels_are_all_accepted(admin, name):
    template = TEMPLATES[name]
    ontology = admin.post("/api/v1/ontologies", json=template["ontology"])
    assert ontology.status_code == 201, ontology.text
    dataset = admin.post("/api/v1/datasets", json={"name": name}).json()["id"]
    rows = [add_sample(admin, dataset, template, sample) for sample in template["samples"]]
    project = {"name": name, "ontology": ontology.json()["id"], "media_type": template["media_type"]}
    uid = admin.post("/api/v1/projects", json=project).json()["id"]
    admin.post(f"/api/v1/projects/{uid}/batches", json={"name": "samples", "data_rows": rows})
    lines = [
        {
            "postil": 1,
            "data_row": {"assets": [], "global_key": sample["name"]},
            "bundles": [{"annotations": sample["annotations"]}],
        }
        for sample in template["samples"]
    ]
    job = send(admin, uid, ndjson(*lines), format="postil").json()
    issues = admin.get(f"/api/v1/imports/{job['id']}/issues").json()
    assert (job["state"], job["error"], issues["items"]) == ("finished", None, [])
    said = sum(len(sample["annotations"]) for sample in template["samples"])
    assert job["counts"]["annotations"] == said
    assert all(admin.get(f"/api/v1/data-rows/{row}").json()["media_state"] == "ready" for row in rows)


def test_templates_differ_in_what_they_are_called():
    assert len(TEMPLATES) >= 7
    assert all(template["id"] == name for name, template in TEMPLATES.items())
    titles = [template["title"] for template in TEMPLATES.values()]
    assert len(set(titles)) == len(titles)
