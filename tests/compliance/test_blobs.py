from pathlib import Path

import pytest

from postil.blobs.folder import FolderBlobs
from postil.testing.blobs import BlobTests


class TestFolderBlobs(BlobTests):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> FolderBlobs:
        return FolderBlobs(tmp_path / "blobs")
