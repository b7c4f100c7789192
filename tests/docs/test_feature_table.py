"""The table of features says what the two other systems call each kind, as the readers of ontologies do."""

import re
from pathlib import Path

from postil.formats.label_studio.tags import CONTROLS
from postil.formats.labelbox.features import TOOLS, TYPES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "concepts" / "ontology.md"
ROW = re.compile(
    r"^\| (?P<kinds>`[^|]+`) \| [^|]* \| (?P<labelbox>[^|]*)\| (?P<label_studio>[^|]*)\|$", re.MULTILINE
)


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_each_name_of_another_system_stands_for_a_kind_of_its_line():
    wrong = []
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        kinds = quoted(row["kinds"])
        named = [(TOOLS | TYPES).get(name) for name in quoted(row["labelbox"])]
        # One tag is radio or checklist, which its attribute decides; another is no control.
        tags = [name for name in quoted(row["label_studio"]) if name not in ("Choices", "Relations")]
        named += [CONTROLS.get(name.lower()) for name in tags]
        wrong += [(kinds, name) for name in named if name not in kinds]
    assert wrong == []


def test_every_tool_and_question_about_images_has_a_line():
    text = PAGE.read_text(encoding="utf-8")
    told = {kind for row in ROW.finditer(text) for kind in quoted(row["kinds"])}
    drawn = {"box", "polygon", "polyline", "point", "ellipse", "path", "mask", "region"}
    assert told >= drawn | {"radio", "checklist", "text", "number", "rating", "datetime", "relationship"}
