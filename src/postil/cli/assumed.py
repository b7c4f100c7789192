"""Assumed data rows: what a check without a server takes for granted about the data rows a file names."""

from pathlib import Path

from postil.checks.facts import SIZED
from postil.checks.suggestion import Suggester
from postil.errors import PostilError
from postil.media.prober import HeaderProber
from postil.model.data_row import DataRow, DataRowReference
from postil.model.number import Size
from postil.ports.catalog import RowFinding
from postil.sdk.folder import Folder
from postil.services.imports.resolve import Findings

_NOTHING = DataRow([])


class AssumedRows(Findings):
    """Finds every data row a file names; given a folder, those that have an image in it, with its size."""

    folder: Folder | None = None
    unsized: int = 0

    def get(self, reference: DataRowReference) -> RowFinding | None:
        """Return a data row that is in the project."""
        rows = self.by_id if reference.by == "id" else self.by_global_key
        found = rows.get(reference.value)
        if found is not None:
            return found
        if self.folder is None or reference.by != "global_key":
            return self.add(reference, _NOTHING)
        file = self.folder.find(reference.value)
        return self.add(reference, _NOTHING, size_of(file)) if file is not None else None

    def add(self, reference: DataRowReference, row: DataRow, size: Size | None = None) -> RowFinding:
        """Take note of a data row as its source row describes it."""
        rows = self.by_id if reference.by == "id" else self.by_global_key
        known = rows.get(reference.value)
        if known is not None:
            return known
        asset = row.assets[0] if row.assets else None
        number = len(self.by_id) + len(self.by_global_key) + 1
        media_type = asset.media_type if asset is not None else "image"
        self.unsized += size is None and media_type in SIZED
        length = asset.text_length if asset is not None else None
        found = RowFinding(number, str(number), media_type, size, task_id=number, text_length=length)
        rows[reference.value] = found
        return found

    def suggest(self, key: str) -> str | None:
        """Return the image that was most likely meant."""
        return Suggester(self.folder.names()).suggest(key) if self.folder is not None else None


def size_of(file: Path) -> Size | None:
    """Return the size of an image as displayed, or None when its header cannot be read."""
    try:
        facts = HeaderProber().probe(file)
    except PostilError:
        return None
    return None if facts.width is None or facts.height is None else (facts.width, facts.height)
