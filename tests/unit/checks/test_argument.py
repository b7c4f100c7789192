import pytest

from postil.checks.argument import check_rows, check_sources

ROWS = [{"name": "car"}]


@pytest.mark.parametrize(
    "arguments", [{"path": "a"}, {"url": "u"}, {"rows": ROWS}, {"path": "a", "url": None}]
)
def test_one_source_is_right(arguments):
    assert check_sources(arguments) is None


@pytest.mark.parametrize(
    ("arguments", "got"),
    [({}, []), ({"path": ""}, []), ({"path": "a", "url": "u"}, ["path", "url"]),
     ({"path": "a", "rows": ROWS}, ["path", "rows"])],
)  # fmt: skip
def test_no_source_and_several_are_wrong(arguments, got):
    issue = check_sources(arguments)
    assert issue is not None
    assert (issue.code, issue.got) == ("ROW017", got)


@pytest.mark.parametrize(("rows", "got"), [({}, "dict"), ("[]", "str"), ([], 0), ((), 0)])
def test_rows_are_a_list_with_something_in_it(rows, got):
    issue = check_rows(rows)
    assert issue is not None
    assert (issue.code, issue.got, issue.where.pointer) == ("ROW017", got, "/rows")
