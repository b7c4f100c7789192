"""Normalized ontologies as the official package reads them: no node without its ids, colour or options.

The format writes a node the way it came, with what was left out left out. The package's own classes need all
of it, so here every node is whole.
"""

import colorsys
import hashlib
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.field import Json
from postil.formats.labelbox.features import schema_id
from postil.formats.labelbox.ontology import read_ontology, write_ontology
from postil.formats.labelbox.reading import EXT
from postil.model.ontology import Feature, Ontology

ID_LENGTH = 25
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def read_normalized(text: object, *, name: str, media_type: str) -> Ontology:
    """Read an ontology as the package sends it: a JSON text.

    Ids of 25 characters stay: whoever sends one means a feature that is there. Others are made up by the
    package to name the ends of relationships, and are forgotten.

    Raises:
        UsageError: It is no JSON text, or no ontology.
    """
    if not isinstance(text, str):
        raise UsageError("`normalized` has to be a JSON text")
    ontology, issues = read_ontology(text.encode(), name=name, media_type=media_type)
    errors = [issue for issue in issues if issue.severity == "error"]
    if errors:
        raise UsageError(f"{errors[0].message} at {errors[0].where.pointer or '/'}", hint=errors[0].hint)
    for feature in ontology.walk():
        _forget_made_up(feature)
    return ontology


def read_node(text: object) -> Feature:
    """Read one tool or classification as the package sends it: a JSON text.

    Raises:
        UsageError: It is no JSON text, or neither a tool nor a classification.
    """
    node: Any = None
    if isinstance(text, str):
        try:
            node = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            node = None
    if not isinstance(node, dict):
        raise UsageError("`normalized` has to be the JSON text of a tool or a classification")
    room = "tools" if "tool" in node else "classifications"
    tree = msgspec.json.encode({room: [node]}).decode()
    return read_normalized(tree, name="", media_type="").features[0]


def normalized(ontology: Ontology) -> Json:
    """Spell a whole ontology."""
    return write_ontology(
        Ontology(
            ontology.name,
            [_whole(feature) for feature in ontology.features],
            ontology.media_type,
            ext=ontology.ext,
        )
    )


def normalized_node(feature: Feature) -> Json:
    """Spell one tool or classification by itself."""
    tree = write_ontology(Ontology("", [_whole(feature)]))
    nodes: list[Json] = [*tree["tools"], *tree["classifications"]]
    return nodes[0] if nodes else {"featureSchemaId": schema_id(feature), "name": feature.name}


def node_id(feature: Feature) -> str:
    """Return the id of the place of a feature in a tree: the one it came with, or one made from its own."""
    known = _set(feature).get("schemaNodeId")
    return known if isinstance(known, str) and len(known) == ID_LENGTH else _id_of(schema_id(feature) or "")


def _id_of(text: str) -> str:
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big")
    digits = []
    for _ in range(ID_LENGTH - 1):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "c" + "".join(digits)


def _color(feature: Feature) -> str:
    """Return a colour of its own for a tool that has none: always the same one."""
    hue = hashlib.blake2b(feature.name.encode(), digest_size=1).digest()[0] / 256
    red, green, blue = (int(255 * part) for part in colorsys.hsv_to_rgb(hue, 1, 1))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _whole(feature: Feature) -> Feature:
    """Return a copy of a feature that leaves nothing out when it is written."""
    kept = {key: value for key, value in _set(feature).items() if value is not None} | {
        "schemaNodeId": node_id(feature)
    }
    return msgspec.structs.replace(
        feature,
        color=feature.color or _color(feature),
        children=[_whole(child) for child in feature.children],
        ext={EXT: {"set": kept}},
    )


def _set(feature: Feature) -> Json:
    found: Json = feature.ext.get(EXT, {}).get("set", {})
    return found


def _forget_made_up(feature: Feature) -> None:
    if feature.alias is not None and not is_id(feature.alias):
        feature.alias = None
    known = _set(feature)
    for key in ("schemaNodeId", "featureSchemaId"):
        if key in known and not is_id(known[key]):
            del known[key]


def is_id(text: object) -> bool:
    """Tell whether a text has the shape of an id the package accepts."""
    return isinstance(text, str) and len(text) == ID_LENGTH
