"""What we export in our own format we import to the identical state (promise 6)."""

import json
from pathlib import Path

from postil.model.label import SetKind
from tests.seeds.test_labelbox_images import FOLDER, ontology_for
from tests.seeds.workplace import Workplace

FILES = [
    "image__bbox_nested_4_levels.sdk.ndjson",
    "image__mask_imbytes_colorrgb.doc.ndjson",
    "image__nested_4_levels.sdk.ndjson",
    "image__polygon_open_ring.doc.ndjson",
    "image__prediction_confidence.sdk.ndjson",
]


def filled(folder: Path, purpose: SetKind) -> Workplace:
    rows = [json.loads(line) for name in FILES for line in (FOLDER / name).read_text().splitlines()]
    folder.mkdir()
    workplace = Workplace(folder, ontology_for(rows))
    workplace.place("gk-1")
    for number, name in enumerate(FILES):
        content = (FOLDER / name).read_bytes()
        job = workplace.run(content, purpose=purpose)
        assert workplace.problems(job) == [], (number, name)
    return workplace


def test_pre_labels_come_back_whole_in_another_installation(tmp_path: Path) -> None:
    first = filled(tmp_path / "first", "pre_label")
    document = first.export("postil")
    (tmp_path / "second").mkdir()
    rows = [{"mask": True}]
    second = Workplace(tmp_path / "second", ontology_for(rows))
    job = second.run(document, format_name="postil")
    assert (second.problems(job), job.state) == ([], "finished")
    assert annotations(second) == annotations(first)
    assert second.export_lines("labelbox") == first.export_lines("labelbox")


def test_ground_truth_comes_back_whole_in_another_installation(tmp_path: Path) -> None:
    first = filled(tmp_path / "first", "ground_truth")
    (tmp_path / "second").mkdir()
    second = Workplace(tmp_path / "second", ontology_for([{"mask": True}]))
    job = second.run(first.export("postil"), format_name="postil", purpose="ground_truth")
    assert (second.problems(job), job.state) == ([], "finished")
    assert annotations(second) == annotations(first)


def test_importing_our_own_export_where_it_came_from_changes_nothing(tmp_path: Path) -> None:
    first = filled(tmp_path / "first", "pre_label")
    document = first.export("postil")
    job = first.run(document, format_name="postil")
    assert (job.counts.unchanged, job.counts.read) == (1, 1)
    assert first.export("postil") == document


def annotations(workplace: Workplace) -> list[str]:
    """Return what is said about every data row, without the ids another installation gives anew."""
    bundles = [bundle for line in workplace.export_lines("postil") for bundle in line["bundles"]]
    spoken = [annotation for bundle in bundles for annotation in bundle["annotations"]]
    return sorted(json.dumps(_without_ids(annotation), sort_keys=True) for annotation in spoken)


def _without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_ids(one) for key, one in value.items() if key != "feature_id"}
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    return value
