"""What an export tells about what its format could not carry."""

from postil.cli.export import loss_text
from postil.model.issue import Loss


def test_a_loss_is_told_with_its_code_how_often_and_a_case():
    loss = Loss("LOS005", "several labels became one", 1_200, "b1")
    assert loss_text(loss) == "LOS005: several labels became one, 1,200 times (such as b1)"


def test_a_loss_that_was_met_once_is_told_in_the_singular():
    assert loss_text(Loss("LOS003", "no such shape")) == "LOS003: no such shape, 1 time"
