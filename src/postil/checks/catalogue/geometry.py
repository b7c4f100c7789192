"""GEO: shapes that are none, and shapes that lie elsewhere."""

from postil.checks.catalogue.entry import IssueCode, given, rows, task

_BBOX = {"top": 10, "left": 20, "height": 30, "width": 40}
_GOOD = rows({"name": "car", "bbox": _BBOX})
_ROUND = {"id": "a1", "type": "ellipselabels", "from_name": "round", "to_name": "image"}
_RADII = {"x": 50, "y": 50, "radiusX": 10, "radiusY": 5, "rotation": 0, "ellipselabels": ["Wheel"]}
_FRACTIONS = [{"left": 0.05 * step, "top": 0.31, "width": 0.125, "height": 0.25} for step in range(1, 9)]
_PIXELS = [{"left": 100 * step, "top": 310, "width": 125, "height": 250} for step in range(1, 9)]


def _points(*pairs: tuple[float, float]) -> list[dict[str, float]]:
    return [{"x": x, "y": y} for x, y in pairs]


CODES = (
    IssueCode(
        code="GEO001", title="The polygon has fewer than three points",
        checks="That every ring of a polygon has three corners, the closing point not counted.",
        why="Two points enclose nothing.",
        fix="Give every corner, or use a line.",
        failing=rows({"name": "roof", "polygon": _points((10, 10), (90, 10))}),
        passing=rows({"name": "roof", "polygon": _points((10, 10), (90, 10), (50, 60))}),
    ),
    IssueCode(
        code="GEO002", title="The box has no extent",
        checks="That width and height of a box are greater than 0. On maps a height may be negative: "
               "latitudes count upwards.",
        why="A box without area shows nothing and makes every overlap 0. A negative width usually means "
            "that two corners were exchanged.",
        fix="Give the left edge in `left` and a positive `width`.",
        failing=rows({"name": "car", "bbox": _BBOX | {"width": -225}}), passing=_GOOD,
    ),
    IssueCode(
        code="GEO003", title="The line has fewer than two points",
        checks="That a line has at least two points.",
        why="One point has no direction and no length.",
        fix="Give the rest of the line, or use a point.",
        failing=rows({"name": "road", "line": _points((10, 10))}),
        passing=rows({"name": "road", "line": _points((10, 10), (90, 10))}),
    ),
    IssueCode(
        code="GEO004", title="The shape lies outside its asset", severity="warning",
        checks="That a shape lies inside its image; the border is inside. An error where an import is "
               "strict.",
        why="A box that sticks out a little is a cut-off object. One far outside belongs to another image, "
            "or is in another unit.",
        fix="Correct the position, or check which image the row names.",
        failing=rows({"name": "car", "bbox": {"top": 977, "left": 1690, "height": 330, "width": 425}}),
        passing=rows({"name": "car", "bbox": {"top": 1170, "left": 1690, "height": 330, "width": 310}}),
    ),
    IssueCode(
        code="GEO005", title="The file fits another unit or form better",
        checks="Over all shapes of a file: that they are not fractions or percent read as pixels, nor "
               "corners or centres read as left-top corner and size.",
        why="One wrong assumption makes every row wrong in the same way, and no single row betrays it.",
        fix="Convert the numbers, or declare unit and form. If the file is right, say so (`trust_units`).",
        failing=given("boxes", {"size": [2000, 1500], "boxes": _FRACTIONS}),
        passing=given("boxes", {"size": [2000, 1500], "boxes": _PIXELS}),
    ),
    IssueCode(
        code="GEO006", title="A radius is not positive",
        checks="That both radii of an ellipse are greater than 0.",
        why="An ellipse without area shows nothing.",
        fix="Give half the width and half the height.",
        failing=task(_ROUND | {"value": _RADII | {"radiusX": 0}}), passing=task(_ROUND | {"value": _RADII}),
    ),
    IssueCode(
        code="GEO007", title="The declared size is not that of the image", severity="warning",
        checks="That the size a row declares is the size its image has.",
        why="Percent are taken of the image's own size. A different size usually means another version of "
            "the image.",
        fix="Check that the row and the image belong together.",
        failing=given("size", {"declared": [1000, 750], "probed": [2000, 1500]}),
        passing=given("size", {"declared": [2000, 1500], "probed": [2000, 1500]}),
    ),
    IssueCode(
        code="GEO008", title="The rotation of the image is kept, not applied", severity="warning",
        checks="That `image_rotation` is 0.",
        why="Positions of a turned view and of the image differ. The number is kept and written back; "
            "metrics refuse such images.",
        fix="Turn the image file itself.",
        failing=given("image_rotation", 90), passing=given("image_rotation", 0),
    ),
    IssueCode(
        code="GEO009", title="The tiles of a map are described wrongly",
        checks="That bounds have an extent and lie on earth, that the projection is known, and that the URL "
               "of a tile says where zoom, column and row go.",
        why="Nothing could be shown, or it would be shown elsewhere.",
        fix="Mind the order: version 2 gives [lng, lat], version 1 [lat, lng].",
        failing=given("tiled", {
            "tile_layer_url": "https://example.test/{z}/{x}/{y}.png", "epsg": "EPSG4326", "version": 2,
            "bounds": [[19.4, 99.2], [19.5, 99.3]]}),
        passing=given("tiled", {
            "tile_layer_url": "https://example.test/{z}/{x}/{y}.png", "epsg": "EPSG4326", "version": 2,
            "bounds": [[-99.2, 19.4], [-99.1, 19.5]]}),
    ),
)  # fmt: skip
