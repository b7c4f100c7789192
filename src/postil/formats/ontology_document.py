"""Ontology documents: read whichever of the three forms a file has.

Ours (the JSON of `/api/v1/ontologies`: `features`), Labelbox's normalized JSON (`tools`, `classifications`)
and Label Studio's labeling configuration (XML).
"""

import re
from pathlib import PurePath
from typing import Any

import msgspec

from postil.formats.label_studio.config import read_config
from postil.formats.labelbox.ontology import read_ontology as read_labelbox
from postil.model.issue import Issue, Where
from postil.model.ontology import Ontology

_BOM = b"\xef\xbb\xbf"
_STEP = re.compile(r"[^.\[\]]+")
_PLACE = re.compile(r" - at `\$([^`]*)`$")


def read_ontology(content: bytes, name: str = "") -> tuple[Ontology, list[Issue]]:
    """Return the ontology and what is wrong with the document; never raises for content.

    Args:
        content: The document.
        name: Of the file, for the ontology's name where the document holds none.

    An ontology with an error among its issues must not be used.
    """
    title = PurePath(name).stem
    body = content.removeprefix(_BOM).lstrip()
    if body.startswith(b"<"):
        return read_config(content, name=title)
    try:
        tree = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        return _refused(title, f"the ontology is neither JSON nor XML: {error}")
    if isinstance(tree, dict) and "features" in tree:
        return _own(tree, title)
    if isinstance(tree, dict) and ("tools" in tree or "classifications" in tree):
        return read_labelbox(body, name=title)
    return _refused(title, "the ontology has neither features nor tools nor classifications")


def _own(tree: dict[str, Any], title: str) -> tuple[Ontology, list[Issue]]:
    try:
        return msgspec.convert(_without_ids({"name": title} | tree), Ontology), []
    except (msgspec.ValidationError, RecursionError) as error:
        return _refused(title, f"a feature cannot be read: {error}")


def _without_ids(tree: Any) -> Any:
    """Leave ids out: they are the server's that gave them, and a feature gets a new one here."""
    if isinstance(tree, list):
        return [_without_ids(element) for element in tree]
    if not isinstance(tree, dict):
        return tree
    kept = {key: value for key, value in tree.items() if key not in ("id", "uid", "version")}
    return kept | {key: _without_ids(kept[key]) for key in ("features", "children") if key in kept}


def _refused(title: str, message: str) -> tuple[Ontology, list[Issue]]:
    place = _PLACE.search(message)
    pointer = "".join(f"/{step}" for step in _STEP.findall(place.group(1))) if place else ""
    hint = "give an ontology of Postil or Labelbox (JSON), or a Label Studio configuration (XML)"
    issue = Issue("ONT007", _PLACE.sub("", message), hint, where=Where(pointer=pointer))
    return Ontology(title, []), [issue]
