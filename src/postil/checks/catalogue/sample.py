"""The small world the examples live in: one ontology in both dialects, and a few data rows."""

from postil.checks.facts import RowFacts

CAR_ID, ROOF_ID, WHEEL_ID = (
    "ckcar0000000000000000car1",
    "ckroof00000000000000roof1",
    "ckwheel000000000000wheel1",
)

_COLOR = {
    "type": "radio",
    "name": "color",
    "options": [
        {"value": "red", "options": [{"type": "text", "name": "shade"}]},
        {"value": "blue"},
    ],
}

ONTOLOGY = {
    "tools": [
        {"tool": "rectangle", "name": "car", "featureSchemaId": CAR_ID, "classifications": [_COLOR]},
        {
            "tool": "rectangle",
            "name": "plate",
            "classifications": [
                {"type": "radio", "name": "readable", "required": True,
                 "options": [{"value": "yes"}, {"value": "no"}]},
            ],
        },
        {"tool": "polygon", "name": "roof", "featureSchemaId": ROOF_ID},
        {"tool": "line", "name": "road"},
        {"tool": "point", "name": "wheel", "featureSchemaId": WHEEL_ID},
        {"tool": "raster-segmentation", "name": "paint"},
        {"tool": "named-entity", "name": "person"},
        {
            "tool": "edge",
            "name": "has",
            "definition": {"constraints": [[CAR_ID, WHEEL_ID], [CAR_ID, ROOF_ID]]},
        },
        {"tool": "message-ranking", "name": "best reply"},
    ],
    "classifications": [
        {"type": "radio", "name": "weather", "scope": "index",
         "options": [{"value": "sunny"}, {"value": "rainy"}]},
        {"type": "checklist", "name": "flaws", "options": [{"value": "blurred"}, {"value": "dark"}]},
        {"type": "text", "name": "note", "minCharacters": 2, "maxCharacters": 40},
        {"type": "prompt", "name": "request"},
    ],
}  # fmt: skip
"""A normalized Labelbox ontology; `car` has a nested question, `has` joins cars with wheels and roofs."""

CONFIG = """<View>
  <Image name="image" value="$image"/>
  <RectangleLabels name="label" toName="image">
    <Label value="Airplane"/>
    <Label value="Car"/>
  </RectangleLabels>
  <EllipseLabels name="round" toName="image">
    <Label value="Wheel"/>
  </EllipseLabels>
  <KeyPointLabels name="tip" toName="image">
    <Label value="Antenna"/>
  </KeyPointLabels>
  <Choices name="weather" toName="image">
    <Choice value="sunny"/>
    <Choice value="rainy"/>
  </Choices>
</View>"""
"""A Label Studio labeling configuration."""

NOTE = "The plane from Kobe was late, so that nobody who waited in the rain saw it come down. "
"""The text of `note.txt`: 86 characters."""

DATA_ROWS: dict[str, RowFacts] = {
    "kobe.jpg": RowFacts("image", (2000, 1500)),
    "tiny.png": RowFacts("image", (4, 2)),
    "unprobed.jpg": RowFacts("image", None),
    "clip.mp4": RowFacts("video", (1280, 720)),
    "note.txt": RowFacts("text", None, 86, text=NOTE),
    "page.pdf": RowFacts("document"),
    "map.tif": RowFacts("geospatial"),
    "talk.json": RowFacts("conversation"),
}
"""Data rows of the sample project by global key. `nara.jpg` was deleted, `osaka.jpg` is in no project."""

DELETED, OUTSIDE = "nara.jpg", "osaka.jpg"

KOBE_ID = "ckkobe000000000000000kobe"
"""The id of `kobe.jpg`."""
