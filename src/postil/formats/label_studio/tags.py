"""What the tags of a labeling configuration stand for (https://labelstud.io/tags)."""

from typing import Any, NamedTuple

from postil.model.data_row import MediaType
from postil.model.ontology import Feature, FeatureKind

CONTROLS: dict[str, FeatureKind] = {
    "labels": "region",
    "rectangle": "box",
    "rectanglelabels": "box",
    "polygon": "polygon",
    "polygonlabels": "polygon",
    "ellipse": "ellipse",
    "ellipselabels": "ellipse",
    "keypoint": "point",
    "keypointlabels": "point",
    "brush": "mask",
    "brushlabels": "mask",
    "magicwand": "mask",
    "bitmask": "mask",
    "bitmasklabels": "mask",
    "vector": "path",
    "vectorlabels": "path",
    "videorectangle": "box",
    "videovector": "path",
    "videovectorlabels": "path",
    "ocrlabels": "box",
    "hypertextlabels": "text_entity",
    "paragraphlabels": "text_entity",
    "timeserieslabels": "series_range",
    "timelinelabels": "time_range",
    "choices": "radio",
    "taxonomy": "taxonomy",
    "textarea": "text",
    "rating": "rating",
    "number": "number",
    "datetime": "datetime",
    "pairwise": "pairwise",
    "ranker": "ranking",
}
"""Kind of feature by the lower-case name of a control tag, which is also the type of its results."""

OBJECTS: dict[str, MediaType] = {
    "image": "image",
    "text": "text",
    "hypertext": "html",
    "paragraphs": "conversation",
    "chat": "conversation",
    "audio": "audio",
    "audioplus": "audio",
    "video": "video",
    "timeseries": "series",
    "pdf": "document",
    "list": "text",
    "table": "text",
}
"""Media type by the lower-case name of an object tag."""

_SPELLED = (
    "Labels Rectangle RectangleLabels Polygon PolygonLabels Ellipse EllipseLabels KeyPoint KeyPointLabels "
    "Brush BrushLabels MagicWand Bitmask BitmaskLabels Vector VectorLabels VideoRectangle VideoVector "
    "VideoVectorLabels OcrLabels HyperTextLabels ParagraphLabels TimeSeriesLabels TimelineLabels Choices "
    "Taxonomy TextArea Rating Number DateTime Pairwise Ranker"
)

SPELLINGS = {tag.lower(): tag for tag in _SPELLED.split()}
"""How a control tag is written, by its lower-case name."""

DRAWING = frozenset({"box", "polygon", "ellipse", "point", "mask", "path"})
"""Kinds of tools that take their labels from a `Labels` control of the same object."""


class Tag(NamedTuple):
    """An element of a configuration, and the line it starts on."""

    name: str
    attributes: dict[str, str]
    children: "list[Tag]"
    line: int

    @property
    def kind(self) -> str:
        """The lower-case name."""
        return self.name.lower()


def is_multiple(tag: Tag) -> bool:
    """Say whether several choices may be made; one is the default."""
    return tag.attributes.get("choice", "single") == "multiple"


def option_name(tag: Tag) -> str:
    """Return what results say for a `Choice` or `Label`: its alias, else its value."""
    return tag.attributes.get("alias") or tag.attributes.get("value", "")


def offered(tag: Tag, child: str, kind: FeatureKind) -> list[Feature]:
    """Return the options or labels of a control, nested ones below their own."""
    found = []
    for inner in _below(tag, child):
        title = inner.attributes.get("value")
        name = option_name(inner)
        feature = Feature(name, kind, offered(inner, child, kind), title=None if title == name else title)
        feature.color = inner.attributes.get("background")
        found.append(feature)
    return found


def _below(tag: Tag, child: str) -> list[Tag]:
    """Return the nearest elements of that name, through elements that only arrange them."""
    found: list[Tag] = []
    for inner in tag.children:
        if inner.kind == child and "value" in inner.attributes:
            found.append(inner)
        elif inner.kind not in ("choice", "label"):
            found += _below(inner, child)
    return found


def names_of(value: str) -> list[str]:
    """Split `toName`, which may name several objects."""
    return [name.strip() for name in value.split(",") if name.strip()]


def note(tag: str, to_name: list[str], **extra: Any) -> dict[str, Any]:
    """Return what `ext` keeps of a control tag."""
    return {"tag": tag, "to_name": to_name} | {key: value for key, value in extra.items() if value}
