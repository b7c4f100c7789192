"""Imports that are running first, and requests that have to wait, as the official package meets them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sdk_compat.official.conftest import office_with


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with office_with(tmp_path_factory.mktemp("office"), labelbox_running_first="true") as office:
        yield office.run("patience.py")


def test_with_the_setting_an_import_is_running_first_and_finished_when_it_is_asked_again(told):
    assert told["an_import"] == {"first": ["RUNNING", None, None], "then": "FINISHED", "errors": []}


def test_the_same_name_and_rows_again_are_the_same_import(told):
    assert told["the_same_again"] is True


def test_who_has_to_wait_too_long_is_told_so_by_the_exception_for_it(tmp_path):
    with office_with(tmp_path, requests_per_minute="2") as office:
        told = office.run("limit.py")
    assert told["too_many"]["after"] <= 2
    assert "requests" in told["too_many"]["says"]
