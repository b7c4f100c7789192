import pytest

from postil.errors import ConflictError, LimitError, NotFoundError, UsageError
from postil.services.imports.intake import NewImport
from postil.services.uploads import announcement as module
from postil.services.uploads.announcement import MAX_PARTS, MIN_PART_BYTES, Announcement, part_size
from tests.unit.services.uploads.conftest import CONTENT, MAX_BYTES, PART, Dock

MIB = 1024**2


def asked(size: int) -> Announcement:
    return Announcement(new=NewImport(project_uid="p"), size=size, sha256="ab" * 32)


@pytest.mark.parametrize(
    ("size", "chosen"),
    [
        (1, 8 * MIB),
        (MAX_PARTS * 8 * MIB, 8 * MIB),
        (MAX_PARTS * 8 * MIB + 1, 9 * MIB),
    ],
)
def test_parts_are_as_large_as_they_must_be(size: int, chosen: int) -> None:
    assert part_size(asked(size)) == chosen


def test_a_file_is_cut_into_parts_of_which_the_last_holds_what_is_left(dock: Dock) -> None:
    upload = dock.begin()
    assert upload.part_count == 3
    lengths = [upload.length(no) for no in (1, 2, 3)]
    assert lengths == [PART, PART, len(CONTENT) - 2 * PART]


@pytest.mark.parametrize("size", [MIN_PART_BYTES - 1, 64 * MIB + 1])
def test_parts_that_are_too_small_or_too_large_are_refused(dock: Dock, size: int) -> None:
    with pytest.raises(UsageError, match="parts of"):
        dock.announce(part_size=size)


def test_more_parts_than_can_be_kept_in_mind_are_refused(dock: Dock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PARTS", 2)
    with pytest.raises(LimitError, match="more than 2 parts"):
        dock.announce()


def test_a_file_over_the_limit_is_refused_before_a_byte_is_sent(dock: Dock) -> None:
    with pytest.raises(LimitError):
        dock.announce(b"x" * (MAX_BYTES + 1))
    assert dock.uploads.list_uploads(dock.studio.actor) == []


def test_a_file_without_any_name_is_refused(dock: Dock) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        dock.announce(source_name="")


def test_an_empty_file_is_refused(dock: Dock) -> None:
    with pytest.raises(UsageError, match="empty"):
        dock.announce(b"")


def test_a_format_that_does_not_exist_is_refused_before_a_byte_is_sent(dock: Dock) -> None:
    with pytest.raises(NotFoundError) as refused:
        dock.announce(format="coco7")
    assert refused.value.code == "SRC009"


def test_a_user_has_so_many_uploads_open_and_no_more(dock: Dock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_OPEN", 2)
    first = dock.begin(name="one")
    dock.begin(name="two")
    with pytest.raises(LimitError, match="2 uploads open"):
        dock.begin(name="three")
    assert len(dock.kept()) == 2
    dock.uploads.delete(first.uid)
    dock.begin(name="three")


def test_open_uploads_of_a_user_do_not_reserve_more_than_one_file_may_have(dock: Dock) -> None:
    for name in ("one", "two", "three", "four"):
        dock.begin(name=name)
    with pytest.raises(LimitError, match="would come to more"):
        dock.begin(name="five")


def test_another_file_under_the_name_of_an_open_upload_is_refused_and_told_how_to_go_on(dock: Dock) -> None:
    upload = dock.begin()
    with pytest.raises(ConflictError, match="changed since its upload began") as refused:
        dock.announce(CONTENT[:-3] + b" }\n")
    assert refused.value.code == "SRC013"
    assert f"postil cancel {upload.uid[-8:]}" in refused.value.hint
