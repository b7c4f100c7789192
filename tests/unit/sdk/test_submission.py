import pytest

from postil.errors import ConflictError
from postil.sdk.arrangement import arrange
from postil.sdk.imports import ImportOrder
from postil.sdk.plan import plan
from postil.sdk.proposal import propose
from postil.sdk.submission import submit
from tests.unit.sdk.samples import box_row


class Desk:
    """A project, and a file that is sent there again and again."""

    def __init__(self, client, path):
        self.client, self.file = client, path

    def write(self, *rows: str):
        self.file.write_text("".join(rows))
        return self

    def send(self, parts_from=1 << 30, **order):
        found = propose(self.file)
        project = arrange(self.client, plan(self.client, found), found, "batch", lambda *_: None).project
        asked = ImportOrder(source_name=self.file.name, **({"name": ""} | order))
        return submit(self.client, project.id, self.file, asked, parts_from=parts_from)


@pytest.fixture
def desk(client, tmp_path, request):
    name = request.node.name.removeprefix("test_")
    return Desk(client, tmp_path / f"{name}.ndjson").write(box_row(name, "car"))


def test_an_import_is_called_like_its_file(desk):
    sent = desk.send()
    assert (sent.job.name, sent.is_repeated) == (desk.file.name, False)
    assert (sent.job.state, sent.job.counts.accepted) == ("finished", 1)


def test_the_same_file_again_is_the_same_import(desk):
    first, second = desk.send(), desk.send()
    assert second.is_repeated
    assert second.job.id == first.job.id


def test_a_changed_file_is_an_import_of_its_own(desk):
    desk.send()
    again = desk.write(box_row(desk.file.stem, "car", left=2)).send()
    assert (again.job.name, again.is_repeated) == (f"{desk.file.name} (2)", False)


def test_a_file_of_the_same_size_with_other_content_is_an_import_of_its_own(desk):
    desk.send()
    changed = desk.write(box_row(desk.file.stem, "car", left=9)).send()
    assert changed.job.name == f"{desk.file.name} (2)"
    assert desk.send().job.id == changed.job.id


def test_a_file_with_rejected_rows_is_judged_again_for_what_they_lacked_may_be_there_now(desk):
    desk.write(box_row(desk.file.stem, "car"), box_row(desk.file.stem, "car", width=-1))
    first, second = desk.send(), desk.send()
    assert not second.is_repeated
    assert (first.job.counts.accepted, second.job.counts.unchanged) == (1, 1)


def test_the_same_file_for_another_purpose_is_an_import_of_its_own(desk):
    desk.send()
    assert not desk.send(purpose="ground_truth").is_repeated


def test_a_given_name_is_kept(desk):
    assert desk.send(name="run 7").job.name == "run 7"


def test_a_given_name_that_another_file_has_is_refused(desk):
    desk.send(name="run 7")
    with pytest.raises(ConflictError):
        desk.write(box_row(desk.file.stem, "car", left=2)).send(name="run 7")


def test_a_file_sent_in_parts_is_repeated_and_named_like_any_other(desk):
    first, second = desk.send(parts_from=0), desk.send(parts_from=0)
    assert (first.job.name, first.job.counts.accepted, first.is_repeated) == (desk.file.name, 1, False)
    assert (second.job.id, second.is_repeated) == (first.job.id, True)
    changed = desk.write(box_row(desk.file.stem, "car", left=2)).send(parts_from=0)
    assert changed.job.name == f"{desk.file.name} (2)"


def test_a_file_is_the_same_import_however_it_is_sent(desk):
    first, second = desk.send(), desk.send(parts_from=0)
    assert second.job.id == first.job.id


def test_a_mended_file_has_the_name_of_the_attempt_that_failed(desk):
    desk.write(box_row(desk.file.stem, "car", width=-1))
    failed = desk.send(policy="atomic")
    mended = desk.write(box_row(desk.file.stem, "car")).send(policy="atomic")
    assert (failed.job.state, mended.job.state) == ("failed", "finished")
    assert mended.job.name == failed.job.name == desk.file.name
