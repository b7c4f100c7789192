"""GEO009: the row data of tiled imagery: bounds, projection and address of the tiles.

Written with underscores or in camelCase, both of which Labelbox takes. Version 2 gives bounds as
`[lng, lat]`, version 1 as `[lat, lng]`; rows without a version are of version 1 where they name a
projection, else of version 2.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from postil.checks.report import Report, quoted
from postil.model.issue import Issue

_VARIABLES = ("{z}", "{x}", "{y}")
_SIMPLE = frozenset({"simple", "simplepixel"})
_PROJECTIONS = frozenset({"epsg3857", "epsg3395", "epsg4326"}) | _SIMPLE


def check_tiled_row(row: Mapping[str, Any]) -> list[Issue]:
    """Return what is wrong with the row data of a tiled data row."""
    report = Report()
    _check_url(row, "", report)
    layers = row.get("alternative_layers", row.get("alternativeLayers")) or []
    if isinstance(layers, Sequence):
        for index, layer in enumerate(layers):
            if isinstance(layer, Mapping):
                _check_url(layer, f"/alternative_layers/{index}", report)
    epsg = str(row.get("epsg", "Simple")).lower().replace(":", "")
    if epsg not in _PROJECTIONS:
        report.add(
            "GEO009", f"epsg is {quoted(row.get('epsg'))}, which is not known",
            "use EPSG3857, EPSG3395, EPSG4326 or Simple", "/epsg", got=row.get("epsg"),
        )  # fmt: skip
    _check_bounds(row, report, is_simple=epsg in _SIMPLE)
    return report.issues


def _check_url(layer: Mapping[str, Any], pointer: str, report: Report) -> None:
    key = "tileLayerUrl" if "tileLayerUrl" in layer else "tile_layer_url"
    url = layer.get(key)
    missing = [name for name in _VARIABLES if not isinstance(url, str) or name not in url]
    if missing:
        report.add(
            "GEO009", f"tile URL {quoted(url)} lacks {', '.join(missing)}",
            "write the URL with /{z}/{x}/{y} where zoom, column and row go", f"{pointer}/{key}",
            got=url, expected="/{z}/{x}/{y}",
        )  # fmt: skip


def _check_bounds(row: Mapping[str, Any], report: Report, *, is_simple: bool) -> None:
    bounds = row.get("bounds")
    if bounds is None:
        return
    corners = [_pair(corner) for corner in bounds] if isinstance(bounds, Sequence) else []
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        report.add(
            "GEO009", f"bounds are {quoted(bounds)}, must be two corners", "give [[x, y], [x, y]]", "/bounds",
            got=bounds, expected="two pairs of numbers",
        )  # fmt: skip
        return
    first, second = corners[0], corners[1]
    if first[0] == second[0] or first[1] == second[1]:
        report.add(
            "GEO009", f"bounds have no extent: {quoted(bounds)}",
            "give two opposite corners that differ on both axes", "/bounds", got=bounds,
        )  # fmt: skip
    elif not is_simple:
        _check_degrees(first, second, row, report)


def _check_degrees(
    first: tuple[float, float], second: tuple[float, float], row: Mapping[str, Any], report: Report
) -> None:
    is_latitude_first = row.get("version", 1) == 1
    for index, corner in enumerate((first, second)):
        lat, lng = corner if is_latitude_first else (corner[1], corner[0])
        if not (-90 <= lat <= 90 and -180 <= lng <= 180):
            order = "[lat, lng]" if is_latitude_first else "[lng, lat]"
            report.add(
                "GEO009", f"corner {list(corner)} of the bounds is no place on earth",
                f"give {order}: latitudes from -90 to 90, longitudes from -180 to 180",
                f"/bounds/{index}", got=list(corner), expected=order,
            )  # fmt: skip


def _pair(corner: Any) -> tuple[float, float] | None:
    if isinstance(corner, Mapping):
        corner = [corner.get("x"), corner.get("y")]
    if not isinstance(corner, Sequence) or len(corner) != 2:
        return None
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in corner):
        return None
    return (float(corner[0]), float(corner[1]))
