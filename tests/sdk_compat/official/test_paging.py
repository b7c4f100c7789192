"""Lists of more than a page come whole, each thing once."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("paging.py")


def test_250_datasets_are_listed_by_offset(told):
    assert told["datasets_by_offset"] == {"listed": 250, "each once": True, "named": 1}


def test_1100_data_rows_are_listed_by_cursor(told):
    assert told["data_rows_by_cursor"] == {"errors": None, "created": 1100, "rows": 1100, "each once": True}


def test_a_batch_of_more_than_a_thousand_goes_the_other_way_and_250_labels_are_listed(told):
    assert told["a_batch_of_more_than_a_thousand"] == {
        "sizes": [50, 1050], "same": True, "errors": [], "labels": 250,
    }  # fmt: skip
