"""CLS: questions and answers."""

from postil.checks.catalogue.entry import Example, IssueCode, rows

_BBOX = {"top": 10, "left": 20, "height": 30, "width": 40}


def _flaws(*names: str) -> Example:
    return rows({"name": "flaws", "answer": [{"name": name} for name in names]})


def _weather(*names: str) -> dict[str, object]:
    return {"name": "weather", "answer": [{"name": name} for name in names]}


def _note(text: str) -> Example:
    return rows({"name": "note", "answer": text})


_SUNNY = {"name": "weather", "answer": {"name": "sunny"}}

CODES = (
    IssueCode(
        code="CLS001", title="The list of answers is empty",
        checks="That a question that is answered has an answer. In Label Studio files it is a warning.",
        why="An empty list can mean none of them or not looked at; only leaving the question out is clear.",
        fix="Name an option, or leave the question out.",
        failing=_flaws(), passing=_flaws("dark"),
    ),
    IssueCode(
        code="CLS002", title="An option is given twice",
        checks="That a checklist names every option at most once, or at different times.",
        why="It counts once; the second was probably meant to be another one.",
        fix="Keep one.",
        failing=_flaws("dark", "dark"), passing=_flaws("dark", "blurred"),
    ),
    IssueCode(
        code="CLS003", title="The answer has the wrong type",
        checks="That options are given for radio and checklist questions, and text for text questions. What "
               "the ontology says counts, so a list of one option is fine for a radio.",
        why="Text is no option, even when it reads like one.",
        fix='Give options as `{"name": …}`.',
        failing=rows({"name": "weather", "answer": "sunny"}), passing=rows(_SUNNY),
    ),
    IssueCode(
        code="CLS004", title="A radio question has several answers",
        checks="That a radio question has one answer at a time.",
        why="The editor could show only one of them.",
        fix="Keep one, or make the question a checklist.",
        failing=rows(_weather("sunny", "rainy")), passing=rows(_weather("sunny")),
    ),
    IssueCode(
        code="CLS005", title="A question is answered twice",
        checks="That no two rows answer one question for the same data row, message and time. The later "
               "line fails.",
        why="Which of the two holds would depend on their order.",
        fix="Keep one of the rows.",
        failing=rows(_SUNNY, {"name": "weather", "answer": {"name": "rainy"}}), passing=rows(_SUNNY),
    ),
    IssueCode(
        code="CLS006", title="The text is too short or too long",
        checks="That a text has as many characters as the ontology asks for.",
        why="A person could not have submitted it.",
        fix="Change the text, or the limits of the question.",
        failing=_note("x"), passing=_note("parked in the shade"),
    ),
    IssueCode(
        code="CLS007", title="A required question has no answer", severity="warning",
        checks="That ground truth answers the required questions of its tools and options.",
        why="A person could not have submitted it. It is accepted: questions are often made required later.",
        fix="Answer it.",
        failing=rows({"name": "plate", "bbox": _BBOX}, purpose="ground_truth"),
        passing=rows(
            {"name": "plate", "bbox": _BBOX,
             "classifications": [{"name": "readable", "answer": {"name": "yes"}}]},
            purpose="ground_truth"),
    ),
)  # fmt: skip
