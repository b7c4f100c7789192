import pytest

from postil import errors
from postil.cli.status_code import MEANINGS, status_of, status_of_rows


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.UsageError, 2), (errors.NotFoundError, 2), (errors.ConflictError, 2), (errors.AccessError, 2),
        (errors.LimitError, 2), (errors.ImportRejected, 4), (errors.ServerError, 5), (errors.StoreError, 1),
        (errors.RetryableStoreError, 1),
    ],
)  # fmt: skip
def test_every_exception_has_its_status(kind, status):
    assert status_of(kind("message")) == status


@pytest.mark.parametrize(
    ("read", "rejected", "status"), [(0, 0, 0), (3, 0, 0), (3, 1, 3), (3, 3, 4), (1, 1, 4)]
)
def test_the_status_says_whether_all_some_or_no_rows_were_taken(read, rejected, status):
    assert status_of_rows(read, rejected) == status


def test_every_status_a_program_can_end_with_has_a_meaning():
    raised = {status_of(kind("")) for kind in errors.PostilError.__subclasses__()}
    of_rows = {status_of_rows(2, rejected) for rejected in range(3)}
    assert raised | of_rows | {130} == set(MEANINGS)
