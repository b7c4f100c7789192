"""CNF001 and CNF005: confidences of annotations, answers and bundles."""

from postil.checks.report import Report, figure
from postil.model.issue import Issue, Where
from postil.model.number import Number
from postil.model.track import Track


def check_confidence(confidence: Number | None, pointer: str, report: Report) -> None:
    """Report a confidence outside 0 to 1; both ends are legal, and so is its absence."""
    if confidence is not None and not 0 <= confidence <= 1:
        report.add(
            "CNF001", f"confidence is {figure(confidence)}, must be from 0 to 1",
            "divide percent by 100, or leave the confidence out", pointer,
            got=confidence, expected="0 to 1",
        )  # fmt: skip


def check_carrier(
    confidence: Number | None, geometry: object, pointer: str, report: Report, *, is_vouched_for: bool
) -> None:
    """Warn of a confidence where it says nothing: on what a person did, or on an object of a video.

    Labelbox documents both as unsupported. The number is kept all the same.
    """
    if confidence is None:
        return
    if is_vouched_for:
        what = "ground truth, which a person vouches for"
    elif isinstance(geometry, Track):
        what = "an object of a video"
    else:
        return
    report.add(
        "CNF005", f"confidence {figure(confidence)} is not supported on {what}",
        "leave the confidence out; it is kept, and read by nothing", pointer,
        got=confidence, severity="warning",
    )  # fmt: skip


def check_score(score: Number | None, pointer: str = "/score") -> Issue | None:
    """Check the score of a whole bundle, as Label Studio predictions carry it."""
    if score is None or 0 <= score <= 1:
        return None
    return Issue(
        "CNF001", f"score is {figure(score)}, must be from 0 to 1", "divide percent by 100, or leave it out",
        got=score, expected="0 to 1", where=Where(pointer=pointer),
    )  # fmt: skip
