import json
from pathlib import Path

import pytest

from postil.checks.tile import check_tiled_row

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "labelbox" / "tiled_row_data.json"
FINE = {"tile_layer_url": "https://e.test/{z}/{x}/{y}.png", "epsg": "EPSG4326", "version": 2,
        "bounds": [[-99.21, 19.4], [-99.2, 19.39]]}  # fmt: skip


def found(**fields):
    return [(issue.code, issue.where.pointer) for issue in check_tiled_row(FINE | fields)]


def test_the_row_data_the_official_client_makes_is_sound():
    assert check_tiled_row(json.loads(FIXTURE.read_text(encoding="utf-8"))["v2"]) == []


def test_underscores_and_camel_case_are_both_read():
    assert found() == []
    camel = {"tileLayerUrl": "https://e.test/a.png"}
    assert [issue.where.pointer for issue in check_tiled_row(camel)] == ["/tileLayerUrl"]


def test_version_1_gives_latitudes_first():
    assert found(version=1, bounds=[[19.4, -99.21], [19.39, -99.2]]) == []
    assert found(version=1) == [("GEO009", "/bounds/0"), ("GEO009", "/bounds/1")]


@pytest.mark.parametrize("bounds", [[[1, 1], [1, 2]], [[1, 1], [2, 1]]])
def test_bounds_need_an_extent_on_both_axes(bounds):
    assert found(bounds=bounds) == [("GEO009", "/bounds")]


@pytest.mark.parametrize(
    "bounds", [[], [[1, 2]], "everywhere", [[1], [2]], [["a", "b"], [1, 2]], [None, [1, 2]]]
)
def test_bounds_are_two_corners(bounds):
    assert found(bounds=bounds) == [("GEO009", "/bounds")]


@pytest.mark.parametrize("corner", [[1, 95], [181, 2], [-190, 2], [1, -90.1]])
def test_a_corner_lies_on_earth(corner):
    assert found(bounds=[corner, [3, 3]]) == [("GEO009", "/bounds/0")]


def test_simple_coordinates_have_no_poles():
    assert found(epsg="Simple", bounds=[[0, 0], [4000, 3000]]) == []


def test_an_unknown_projection_is_reported():
    assert found(epsg="EPSG9999", bounds=None) == [("GEO009", "/epsg")]


@pytest.mark.parametrize(
    "spelling", ["EPSG4326", "EPSG:4326", "epsg3857", "EPSG3395", "Simple", "SIMPLEPIXEL"]
)
def test_projections_are_known_in_every_spelling(spelling):
    assert found(epsg=spelling, bounds=None) == []


def test_every_layer_says_where_its_tiles_are():
    assert found(alternative_layers=[{"tile_layer_url": "https://e.test/{z}/{x}.png", "name": "b"}]) == [
        ("GEO009", "/alternative_layers/0/tile_layer_url")
    ]


def test_corners_may_be_points():
    assert found(bounds=[{"x": -99.21, "y": 19.4}, {"x": -99.2, "y": 19.39}]) == []
