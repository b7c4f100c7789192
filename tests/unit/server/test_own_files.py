"""What this server keeps is read from where it lies; anything else is fetched."""

import pytest

from postil.blobs.folder import FolderBlobs
from postil.errors import AccessError, LimitError
from postil.media.outbound import OutboundClient
from postil.server.database import open_database
from postil.server.own_files import OwnDownloads, OwnFiles, links_of

CONTENT = b"0123456789"


@pytest.fixture
def parts(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'postil.db'}")
    links, blobs = links_of(tmp_path, database.clock), FolderBlobs(tmp_path / "blobs")
    url = "http://here" + links.make("uploads", blobs.put(CONTENT).sha256, None)
    yield links, blobs, url
    database.close()


@pytest.fixture
def own(parts):
    return OwnFiles(parts[0], parts[1], OutboundClient(offline=True))


@pytest.fixture
def downloads(parts):
    return OwnDownloads(parts[0], parts[1], OutboundClient(offline=True))


def test_an_own_file_is_read_although_the_server_is_offline(own, parts):
    assert own.fetch(parts[2], max_bytes=10).content == CONTENT


def test_an_own_file_that_is_too_large_is_refused(own, parts):
    with pytest.raises(LimitError):
        own.fetch(parts[2], max_bytes=9)


def test_the_start_of_an_own_file_says_whether_it_is_all(own, parts):
    assert own.fetch_start(parts[2], max_bytes=10).is_complete
    start = own.fetch_start(parts[2], max_bytes=4)
    assert (start.content, start.is_complete) == (b"0123", False)


@pytest.mark.parametrize("end", ["", "x"])
def test_every_other_url_is_fetched(own, parts, end):
    with pytest.raises(AccessError, match="offline"):
        own.fetch("http://elsewhere/" if not end else parts[2] + end, max_bytes=10)


def test_an_own_file_is_handed_on_in_pieces(downloads, parts):
    found: list[bytes] = []
    downloads.download(parts[2], found.append, max_bytes=10, total_s=1)
    assert b"".join(found) == CONTENT


def test_a_download_of_an_own_file_that_is_too_large_is_refused(downloads, parts):
    with pytest.raises(LimitError):
        downloads.download(parts[2], lambda piece: None, max_bytes=9, total_s=1)


def test_every_other_url_is_downloaded(downloads):
    with pytest.raises(AccessError, match="offline"):
        downloads.download("http://elsewhere/", lambda piece: None, max_bytes=9, total_s=1)
