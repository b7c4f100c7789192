from postil.client.import_status import message_of, spell_status
from postil.model.issue import Issue, Where
from postil.sdk.imports import RowStatus

ISSUE = Issue(
    "GEO002",
    "bbox width is -5, must be greater than 0",
    "give a positive width",
    got=-5,
    where=Where(pointer="/bbox/width"),
)


def test_a_data_row_has_the_name_the_row_has_for_it_and_its_id():
    rows = [{"id": "u", "global_key": "kobe.png"}, {"global_key": "nobody's"}, {"id": "u"}, None]
    spelled = [spell_status(RowStatus(line=1, data_row=row, status="success"))["dataRow"] for row in rows]
    assert spelled == [{"id": "u", "globalKey": "kobe.png"}, {"globalKey": "nobody's"}, {"id": "u"}, {}]


def test_the_outcome_is_one_of_two_words():
    assert spell_status(RowStatus(line=7, uuid="a", status="success")) == {
        "uuid": "a",
        "dataRow": {},
        "status": "SUCCESS",
        "errors": [],
        "line": 7,
    }


def test_an_error_has_its_code_and_a_warning_is_none():
    warning = Issue("ROW013", "the benchmark flag means nothing here", severity="warning")
    status = spell_status(RowStatus(line=1, status="failure", issues=[ISSUE, warning]))
    assert status["status"] == "FAILURE"
    (error,) = status["errors"]
    assert error["name"] == "GEO002"
    assert error["additionalInfo"]["got"] == -5


def test_a_message_says_what_where_and_how():
    assert (
        message_of(ISSUE) == "bbox width is -5, must be greater than 0 at /bbox/width - give a positive width"
    )
    assert message_of(Issue("ROW006", "no feature is named")) == "no feature is named"
