"""Every image example of seed 003 imports through the whole pipeline and comes back deep-equal."""

import json
from pathlib import Path
from typing import Any

import pytest

from postil.formats.label_studio.config import read_config
from postil.model.ontology import Ontology
from tests.seeds.workplace import Workplace

FOLDER = Path(__file__).parents[1] / "fixtures" / "label_studio"
IMAGES = [
    ("seed003_bbox_choice.json", "seed003_config_1.xml"),
    ("seed003_shapes_no_labels.json", "seed003_config_2.xml"),
    ("seed003_ocr.json", "seed003_config_4.xml"),
]


def configuration(name: str) -> Ontology:
    ontology, issues = read_config((FOLDER / name).read_bytes(), name=name)
    assert issues == []
    return ontology


def spelled(value: Any) -> str:
    """Spell a value so that 1 and 1.0 differ and the order of keys does not."""
    return json.dumps(value, sort_keys=True)


def tasks(document: bytes) -> list[Any]:
    found = json.loads(document)
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize(("name", "config"), IMAGES)
def test_an_image_example_comes_back_deep_equal_with_its_numbers_textually_the_same(
    name: str, config: str, tmp_path: Path
) -> None:
    document = (FOLDER / name).read_bytes()
    workplace = Workplace(tmp_path, configuration(config))
    job = workplace.run(document, format_name="label_studio")
    assert (workplace.problems(job), job.state, job.counts.accepted) == ([], "finished", 1)
    assert [spelled(task) for task in tasks(workplace.export("label_studio"))] == [
        spelled(task) for task in tasks(document)
    ]


def test_the_region_whose_control_is_of_another_type_is_accepted_with_a_warning(tmp_path: Path) -> None:
    # Seed 003 writes a keypoint under the name of the rectangle control.
    workplace = Workplace(tmp_path, configuration("seed003_config_2.xml"))
    job = workplace.run((FOLDER / "seed003_shapes_no_labels.json").read_bytes(), format_name="label_studio")
    assert "ONT012" in [group.code for group in workplace.imports.groups(job.uid)]


def test_items_sharing_an_id_are_one_annotation(tmp_path: Path) -> None:
    workplace = Workplace(tmp_path, configuration("seed003_config_4.xml"))
    job = workplace.run((FOLDER / "seed003_ocr.json").read_bytes(), format_name="label_studio")
    assert job.counts.annotations == 1


def test_importing_tasks_again_changes_nothing(tmp_path: Path) -> None:
    document = (FOLDER / "seed003_bbox_choice.json").read_bytes()
    workplace = Workplace(tmp_path, configuration("seed003_config_1.xml"))
    workplace.run(document, format_name="label_studio")
    before = workplace.export("label_studio")
    again = workplace.run(document, format_name="label_studio")
    assert (again.counts.unchanged, workplace.export("label_studio")) == (1, before)


def test_a_task_that_says_nothing_is_accounted_for_beside_tasks_known_before(tmp_path: Path) -> None:
    document = json.loads((FOLDER / "seed003_bbox_choice.json").read_bytes())
    workplace = Workplace(tmp_path, configuration("seed003_config_1.xml"))
    workplace.run(json.dumps(document).encode(), format_name="label_studio")
    silent = {"data": {"image": "/static/samples/other.jpg"}, "predictions": []}
    counts = workplace.run(json.dumps([*document, silent]).encode(), format_name="label_studio").counts
    assert (counts.read, counts.accepted, counts.unchanged, counts.rejected) == (2, 1, 1, 0)
