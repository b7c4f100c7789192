"""The files of the demo: photographs others gave away, pre-labels drawn on them, and an empty directory."""

import importlib.util
import tempfile
from contextlib import AbstractContextManager
from importlib import resources
from pathlib import Path

from postil.errors import UsageError

IMAGES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")
"""Photographs by NASA, S. van der Walt, R. Michetti and SpaceX, in the public domain, from scikit-image."""

GET_IMAGES = "pip install --no-deps --target sample-images scikit-image"


def prelabels() -> AbstractContextManager[Path]:
    """Open the file of pre-labels, three rows of which are wrong on purpose."""
    return resources.as_file(resources.files("postil.cli") / "demo_prelabels.ndjson")


def demo_images(folder: Path | None) -> Path:
    """Return the folder of the photographs: the one given, or that of an installed scikit-image.

    Raises:
        UsageError: There is none, or an image is not in it.
    """
    if folder is None:
        found = importlib.util.find_spec("skimage")
        if found is None or found.origin is None:
            raise UsageError(
                "the demo needs four photographs that scikit-image comes with",
                hint=f"get them with `{GET_IMAGES}` and add --images sample-images/skimage/data",
            )
        folder = Path(found.origin).parent / "data"
    missing = [name for name in IMAGES if not (folder / name).is_file()]
    if missing:
        raise UsageError(f"{folder} has no {', '.join(missing)}", hint=f"get them with `{GET_IMAGES}`")
    return folder


def empty_folder(folder: Path) -> Path:
    """Make the data directory.

    Raises:
        UsageError: There is something in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty", hint="give --data a directory that is not there yet")
    return folder.resolve()


def demo_folder() -> Path:
    """Make a data directory among temporary files."""
    return Path(tempfile.mkdtemp(prefix="postil-demo-"))
