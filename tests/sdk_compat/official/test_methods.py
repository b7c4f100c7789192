"""No method that the page about the package calls supported raises when it is called as it should be."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("methods.py", office.web, str(office.folder))


def test_no_method_raises(told):
    assert {name: found for name, found in told.items() if found[0] == "raised"} == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("organization.get_default_iam_integration", "None"),
        ("project.get_label_count", "2"),
        ("is it archived", "False"),
        ("an import from an address", "[]"),
        ("an import from a file", "[]"),
        ("the cost of a run", "(None, 0)"),
    ],
)
def test_some_say_what_is_known_beforehand(told, name, found):
    assert told[name] == ["returned", found]
