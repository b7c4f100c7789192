import pytest

from postil.errors import ChangedError
from postil.services.version import demand_version


@pytest.mark.parametrize("expected", [None, {3}, {2, 3}])
def test_a_change_made_from_what_is_there_goes_on(expected):
    demand_version("dataset 'a'", 3, expected)


@pytest.mark.parametrize("expected", [set(), {2}, {4}])
def test_a_change_made_from_something_else_is_refused(expected):
    with pytest.raises(ChangedError, match="dataset 'a'"):
        demand_version("dataset 'a'", 3, expected)
