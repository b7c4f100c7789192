"""What only this format keeps of an annotation, after features were renamed or annotations left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from postil.formats.label_studio.reading import EXT

Ext = dict[str, Any]


def rename_controls(ext: Ext, renamed: Mapping[str, str]) -> Ext:
    """Return the `ext` of an annotation with other names of controls; what is not touched is shared."""
    mark = ext.get(EXT)
    if not isinstance(mark, dict) or not ("layout" in mark or "raw" in mark):
        return ext
    changed = dict(mark)
    if "layout" in mark:
        changed["layout"] = [[kind, renamed.get(name, name), *rest] for kind, name, *rest in mark["layout"]]
    if "raw" in mark:
        changed["raw"] = [
            {**item, "from_name": renamed.get(item["from_name"], item["from_name"])}
            if isinstance(item.get("from_name"), str)
            else item
            for item in mark["raw"]
        ]
    return {**ext, EXT: changed}


def forget_layout(ext: Ext) -> Ext:
    """Return the `ext` of an annotation that is no longer spelled as it came."""
    mark = ext.get(EXT)
    if not isinstance(mark, dict) or "layout" not in mark:
        return ext
    return {**ext, EXT: {name: value for name, value in mark.items() if name != "layout"}}


def keep_order(ext: Ext, kept: Sequence[int]) -> Ext:
    """Return the `ext` of a bundle of which only the annotations at the places `kept` are left."""
    mark = ext.get(EXT)
    if not isinstance(mark, dict) or "order" not in mark:
        return ext
    place = {before: now for now, before in enumerate(kept)}
    order = [place[owner] for owner in mark["order"] if owner in place]
    return {**ext, EXT: {**mark, "order": order}}
