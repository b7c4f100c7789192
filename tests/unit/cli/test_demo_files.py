import json
from pathlib import Path

import pytest
import skimage
from PIL import Image

from postil.cli.demo_files import IMAGES, demo_images, empty_folder, prelabels
from postil.errors import UsageError
from postil.sdk.proposal import propose

PICTURES = Path(skimage.__file__).parent / "data"


def rows():
    with prelabels() as file:
        return [json.loads(line) for line in file.read_text().splitlines()]


def test_an_installed_scikit_image_has_the_photographs():
    assert demo_images(None) == PICTURES


def test_a_folder_that_lacks_one_says_how_to_get_it(tmp_path):
    with pytest.raises(UsageError) as raised:
        demo_images(tmp_path)
    assert "scikit-image" in raised.value.hint


def test_the_prelabels_are_about_the_photographs():
    assert {row["dataRow"]["globalKey"] for row in rows()} - {"chelsae.png"} == set(IMAGES)


def test_every_shape_lies_on_its_photograph():
    for row in rows():
        name = row["dataRow"]["globalKey"].replace("chelsae", "chelsea")
        with Image.open(PICTURES / name) as picture:
            width, height = picture.size
        box = row.get("bbox", {"left": 0, "top": 0, "width": 0, "height": 0})
        points = [*row.get("polygon", []), *row.get("line", []), *([row["point"]] if "point" in row else [])]
        xs = [box["left"], box["left"] + box["width"], *[point["x"] for point in points]]
        ys = [box["top"], box["top"] + box["height"], *[point["y"] for point in points]]
        assert min(xs) >= 0
        assert max(xs) <= width
        assert min(ys) >= 0
        assert max(ys) <= height


def test_the_prelabels_show_one_of_every_kind():
    with prelabels() as file:
        kinds = {feature.kind for feature in propose(file).inferred.ontology.walk()}
    assert kinds == {
        "box", "polygon", "polyline", "point", "mask", "radio", "checklist", "text", "relationship", "option",
    }  # fmt: skip


def test_a_data_directory_in_use_is_not_touched(tmp_path):
    (tmp_path / "postil.db").touch()
    with pytest.raises(UsageError):
        empty_folder(tmp_path)
