"""Maps and large images that are made of tiles."""

from enum import Enum
from typing import Any

import msgspec

from postil.checks.tile import check_tiled_row
from postil.types.data import GenericDataRowData
from postil.types.point import Point, points
from postil.types.refusal import Row, raise_issue

_SOME_URL = "https://example.test/{z}/{x}/{y}"


class EPSG(Enum):
    """What the coordinates of a map mean: pixels, degrees, or metres of the web's projection."""

    SIMPLEPIXEL = 1
    EPSG4326 = 4326
    EPSG3857 = 3857


class TileLayer(msgspec.Struct, kw_only=True):
    """An address of tiles, with /{z}/{x}/{y} where zoom, column and row go.

    Raises:
        AnnotationError: One of them is missing (GEO009).
    """

    url: str
    name: str | None = "default"

    def __post_init__(self) -> None:
        """Check the address."""
        _check({"tileLayerUrl": self.url})

    def asdict(self) -> dict[str, Any]:
        """Return the form in row data."""
        return {"tileLayerUrl": self.url, "name": self.name}


class TiledBounds(msgspec.Struct, kw_only=True):
    """Two opposite corners of a map; x is the longitude and y the latitude.

    Raises:
        AnnotationError: They have no extent, or are no place on earth (GEO009).
    """

    epsg: EPSG
    bounds: list[Point]

    def __post_init__(self) -> None:
        """Check the corners."""
        self.epsg = _epsg(self.epsg)
        self.bounds = points(self.bounds)
        # Only degrees have a range of their own.
        epsg = "EPSG4326" if self.epsg is EPSG.EPSG4326 else "Simple"
        row = {"tileLayerUrl": _SOME_URL, "epsg": epsg, "version": 2}
        _check(row | {"bounds": spell_bounds(self)})


class TiledImageData(GenericDataRowData):
    """A tiled data row: its tiles, where they lie, and how far one can zoom.

    Raises:
        AnnotationError: As for its parts, and as for GenericDataRowData.
    """

    __slots__ = (
        "alternative_layers", "max_native_zoom", "tile_bounds", "tile_layer", "tile_size", "version",
        "zoom_levels",
    )  # fmt: skip

    def __init__(
        self,
        *,
        tile_layer: TileLayer,
        tile_bounds: TiledBounds,
        zoom_levels: tuple[int, int],
        alternative_layers: list[TileLayer] | None = None,
        max_native_zoom: int | None = None,
        tile_size: int = 256,
        version: int = 2,
        **named: Any,
    ) -> None:
        super().__init__(**named)
        self.tile_layer, self.tile_bounds = tile_layer, tile_bounds
        self.zoom_levels = zoom_levels
        self.alternative_layers = [] if alternative_layers is None else alternative_layers
        self.max_native_zoom = max_native_zoom
        self.tile_size, self.version = tile_size, version

    def asdict(self) -> dict[str, Any]:
        """Return the row data."""
        return {
            "tileLayerUrl": self.tile_layer.url,
            "bounds": spell_bounds(self.tile_bounds),
            "minZoom": self.zoom_levels[0],
            "maxZoom": self.zoom_levels[1],
            "maxNativeZoom": self.max_native_zoom,
            "epsg": self.tile_bounds.epsg.name,
            "tileSize": self.tile_size,
            "alternativeLayers": [layer.asdict() for layer in self.alternative_layers],
            "version": self.version,
        }


def spell_bounds(bounds: TiledBounds) -> list[list[float]]:
    """Return corners as pairs of longitude and latitude."""
    return [[corner.x, corner.y] for corner in bounds.bounds]


def _epsg(given: Any) -> EPSG:
    try:
        return EPSG(given)
    except ValueError:
        _check({"tileLayerUrl": _SOME_URL, "epsg": f"{given!r:.80}"})
        raise


def _check(row: Row) -> None:
    issues = check_tiled_row(row)
    if issues:
        raise_issue(issues[0])
