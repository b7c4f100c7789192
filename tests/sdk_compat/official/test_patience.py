"""Imports that are running first, as the official package meets them."""

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
