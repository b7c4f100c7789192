import base64
import hashlib
import io

import pytest
from PIL import Image
from pycocotools import mask as coco

from postil.formats.format import Written
from postil.formats.labelbox.rows import LABELBOX
from postil.masks import RunMask
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow
from postil.model.geometry import Mask, MaskSource
from postil.model.label import Bundle
from tests.unit.formats.labelbox.roundtrip import codes, only_issue, read_bytes, read_shape, written

PNG = b"not looked at here"
TEXT = base64.b64encode(PNG).decode()
SHA256 = hashlib.sha256(PNG).hexdigest()
URL = "https://example.test/composite.png"


def source(**mask):
    entry = read_shape(mask=mask)
    assert entry.issues == []
    return entry.annotations[0].geometry.source


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ({"png": TEXT}, MaskSource("png", SHA256)),
        ({"imBytes": TEXT, "colorRGB": [255, 0, 1]}, MaskSource("composite_png", SHA256, color=(255, 0, 1))),
        ({"instanceURI": URL, "colorRGB": [1, 2, 3]}, MaskSource("composite_png", url=URL, color=(1, 2, 3))),
        ({"instanceURI": URL}, MaskSource("composite_png", url=URL)),
    ],
)
def test_the_forms_with_an_image_name_their_source(mask, expected):
    assert source(**mask) == expected


def test_inline_bytes_travel_by_hash():
    assert read_shape(mask={"png": TEXT}).contents == {SHA256: PNG}


def test_rows_that_repeat_a_composite_share_its_bytes():
    row = b'{"dataRow":{"globalKey":"a"},"name":"m","mask":{"imBytes":"%b","colorRGB":[%d,0,0]}}'
    first, second = read_bytes(b"\n".join(row % (TEXT.encode(), red) for red in (1, 2)))
    assert first.contents[SHA256] is second.contents[SHA256]


@pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")
@pytest.mark.parametrize("counts", [[2, 3, 1], [0, 6], [6], [0, 2, 0, 4], [1, 0, 0, 5]])
def test_run_lengths_are_column_major_like_those_of_the_coco_api(counts):
    mask = read_shape(mask={"size": [2, 3], "counts": counts}).annotations[0].geometry
    oracle = coco.frPyObjects({"size": [2, 3], "counts": counts}, 2, 3)
    assert (mask.height, mask.width, mask.area) == (2, 3, coco.area(oracle))
    assert coco.decode({"size": [2, 3], "counts": mask.counts}).tolist() == coco.decode(oracle).tolist()


@pytest.mark.parametrize("counts", [[2, 3, 1], [0, 2, 0, 4], [6]])
def test_run_lengths_are_written_as_they_came(counts):
    mask = {"size": [2, 3], "counts": counts}
    assert written([read_shape(mask=mask)])[0]["mask"] == mask


@pytest.mark.parametrize(
    ("mask", "code", "pointer"),
    [
        ({}, "MSK008", "/mask"),
        ({"colorRGB": [1, 2, 3]}, "MSK008", "/mask"),
        ({"png": TEXT, "instanceURI": URL}, "MSK008", "/mask"),
        ({"png": TEXT, "size": [1, 1], "counts": [1]}, "MSK008", "/mask"),
        ({"png": "%%%"}, "MSK010", "/mask/png"),
        ({"imBytes": "QUJ"}, "MSK010", "/mask/imBytes"),
        ({"png": "data:image/png;base64,QUJD"}, "MSK010", "/mask/png"),
        ({"png": "QUJ\u00e9"}, "MSK010", "/mask/png"),
        ({"instanceURI": URL, "colorRGB": [0, 0, 256]}, "MSK007", "/mask/colorRGB"),
        ({"instanceURI": URL, "colorRGB": [0, -1, 0]}, "MSK007", "/mask/colorRGB"),
        ({"instanceURI": URL, "colorRGB": [0, 0]}, "MSK007", "/mask/colorRGB"),
        ({"counts": [1]}, "MSK005", "/mask/size"),
        ({"size": [1]}, "MSK005", "/mask/size"),
        ({"size": [1, 1]}, "MSK005", "/mask/size"),
        ({"size": [2, 2], "counts": [1, -1, 4]}, "MSK005", "/mask/counts"),
        ({"size": [2, 2], "counts": [1, 2]}, "MSK005", "/mask/counts"),
        ({"size": [0, 2], "counts": []}, "MSK005", "/mask/counts"),
        ({"size": [9001, 1], "counts": [9001]}, "MSK001", "/mask/counts"),
    ],
)
def test_what_is_wrong_with_a_mask_is_located(mask, code, pointer):
    issue = only_issue(read_shape(mask=mask))
    assert (issue.code, issue.where.pointer) == (code, pointer)


def test_a_mask_that_was_drawn_here_is_written_as_a_png_of_its_runs():
    runs = RunMask.from_counts([1, 2, 3], 2, 3)
    mask = Mask(2, 3, runs.counts, runs.area, runs.bbox, runs.content)
    annotation = Annotation("k", "mask", geometry=mask)
    row = Written(DataRow([], global_key="a"), [Bundle([annotation])])
    (line,) = LABELBOX.write([row], lambda _: b"", lambda _: None)
    (entry,) = read_bytes(line)
    (content,) = entry.contents.values()
    pixels = Image.open(io.BytesIO(content)).convert("L").point(lambda level: level > 0)
    assert (pixels.size, list(pixels.get_flattened_data())) == ((3, 2), [0, 1, 0, 1, 0, 0])


def test_a_mask_read_from_a_png_keeps_its_source_once_it_has_runs():
    entry = read_shape(mask={"imBytes": TEXT, "colorRGB": [9, 9, 9]})
    mask = entry.annotations[0].geometry
    mask.counts, mask.height, mask.width = "1", 1, 1
    assert written([entry])[0]["mask"] == {"imBytes": TEXT, "colorRGB": [9, 9, 9]}


def test_the_same_color_is_reported_once_for_both_kinds_of_list():
    assert codes(read_shape(mask={"png": TEXT, "colorRGB": [0, 0, 0, 0]})) == ["MSK007"]
