"""What people send is counted as it is kept."""

from postil.model.span import TextSpan
from postil.services.labels.judge import settle_span


def test_a_stretch_that_a_browser_counted_is_kept_in_code_points():
    assert settle_span(TextSpan(3, 7, "utf16"), "\U0001f600 Kobe") == TextSpan(2, 6)


def test_a_stretch_of_a_text_that_is_not_at_hand_stays_as_it_was_sent():
    assert settle_span(TextSpan(3, 7, "utf16"), None) == TextSpan(3, 7, "utf16")
