import json
from pathlib import Path

import pytest

from postil.errors import AnnotationError
from postil.types import EPSG, Point, TiledBounds, TiledImageData, TileLayer
from tests.unit.types.make import loose

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "labelbox" / "tiled_row_data.json"


def test_row_data_is_that_of_the_official_package():
    made = TiledImageData(
        global_key="gk",
        tile_layer=TileLayer(url="https://e.test/{z}/{x}/{y}.png"),
        tile_bounds=TiledBounds(epsg=EPSG.EPSG4326, bounds=[Point(-99.21, 19.4), Point(-99.2, 19.39)]),
        zoom_levels=(17, 23),
    )
    assert made.asdict() == json.loads(FIXTURE.read_text())["v2"]


def test_pixels_have_no_range():
    assert (
        TiledBounds(epsg=EPSG.SIMPLEPIXEL, bounds=[Point(0, 0), Point(9000, 9000)]).epsg is EPSG.SIMPLEPIXEL
    )


def test_an_unknown_projection_is_refused():
    with pytest.raises(AnnotationError) as caught:
        loose.TiledBounds(epsg=9, bounds=[Point(0, 0), Point(1, 1)])
    assert (caught.value.code, caught.value.path) == ("GEO009", "/epsg")
