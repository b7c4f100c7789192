import pytest

from postil.checks.asset import check_declared_size, check_image_rotation


def test_the_size_a_row_declares_is_compared_with_the_image():
    assert check_declared_size((2000, 1500), (2000, 1500)) is None
    issue = check_declared_size((1500, 2000), (2000, 1500))
    assert issue is not None
    assert (issue.code, issue.severity, issue.got, issue.expected) == (
        "GEO007", "warning", [1500, 2000], [2000, 1500],
    )  # fmt: skip


@pytest.mark.parametrize(("degrees", "code"), [(None, None), (0, None), (0.0, None), (90, "GEO008")])
def test_a_turned_image_is_a_warning(degrees, code):
    issue = check_image_rotation(degrees)
    assert (issue.code if issue else None) == code
