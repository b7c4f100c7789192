"""Numbers of a model run that are there already are counted as such."""

import pytest

from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source
from tests.unit.services.imports.test_destination import Lab, metric


@pytest.fixture
def lab(studio: Studio) -> Lab:
    return Lab(studio)


def test_the_same_number_again_is_unchanged(lab: Lab) -> None:
    lab.take(source([metric(0.5), metric(1, key="two")]))
    again = lab.take(source([metric(0.5), metric(1, key="two")]))
    assert (again.counts.read, again.counts.accepted, again.counts.unchanged) == (2, 0, 2)


def test_another_number_of_the_same_name_is_accepted(lab: Lab) -> None:
    lab.take(source([metric(0.5), metric(2, metricName="noise")]))
    again = lab.take(source([metric(0.75), metric(2, metricName="noise")]))
    assert (again.counts.accepted, again.counts.unchanged) == (1, 1)


def test_the_uuid_of_a_metric_row_is_no_part_of_what_it_says(lab: Lab) -> None:
    lab.take(source([metric(0.5, uuid="00000000-0000-4000-8000-000000000001")]))
    again = lab.take(source([metric(0.5, uuid="00000000-0000-4000-8000-000000000002")]))
    assert again.counts.unchanged == 1


def test_a_number_that_was_undone_is_new_again(lab: Lab) -> None:
    first = lab.take(source([box(1), metric(0.5)]))
    with lab.studio.store.write() as session:
        session.jobs.set_undone(first.id, is_undone=True, by=None, at=2)
    assert lab.take(source([metric(0.5)])).counts.accepted == 1
