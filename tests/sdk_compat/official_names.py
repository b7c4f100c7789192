"""The names version 7.17 of the official package has, and which of them Postil has not.

`official_names.json` was recorded with `dir` of the package, of its types, and of the classes a script uses;
modules, and names every class of its object mapping inherits, are left out.
"""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import postil as lb
import postil.types

RECORDED: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "official_names.json").read_text(encoding="utf-8")
)


def names_of(place: str) -> set[str]:
    """Return the names a module or class of ours has; of a class also the attributes its objects get."""
    found: Any = {"labelbox": lb, "labelbox.types": postil.types}.get(place) or getattr(lb, place)
    names = set(dir(found))
    for part in inspect.getmro(found)[:-1] if inspect.isclass(found) else ():
        names |= set(re.findall(r"self\.([a-z]\w*)(?:: [^=\n]+)? =", inspect.getsource(part)))
        names |= set(inspect.get_annotations(part))
    return names


def missing(place: str) -> set[str]:
    """Return the names Postil has not."""
    return set(RECORDED[place]) - names_of(place)
