import postil as lb
from postil.client.import_status import message_of, spell_statuses
from postil.model.issue import Issue, Where
from postil.sdk.imports import RowStatus

ISSUE = Issue(
    "GEO002",
    "bbox width is -5, must be greater than 0",
    "give a positive width",
    got=-5,
    where=Where(pointer="/bbox/width"),
)


def test_a_data_row_has_both_of_its_names(client: lb.Client, dataset: lb.Dataset, key: str):
    row = dataset.create_data_row(global_key=key)
    statuses = [
        RowStatus(line=1, uuid="a", data_row={"global_key": key}, status="success"),
        RowStatus(line=2, data_row={"global_key": "nobody's"}, status="failure", issues=[ISSUE]),
        RowStatus(line=3, data_row={"id": row.uid}, status="success"),
        RowStatus(line=4, status="success"),
    ]
    spelled = spell_statuses(client.connected, statuses)
    assert [one["dataRow"] for one in spelled] == [
        {"id": row.uid, "globalKey": key},
        {"globalKey": "nobody's"},
        {"id": row.uid},
        {},
    ]
    assert [one["status"] for one in spelled] == ["SUCCESS", "FAILURE", "SUCCESS", "SUCCESS"]
    assert [one["line"] for one in spelled] == [1, 2, 3, 4]


def test_an_error_has_its_code_and_a_warning_is_none(client: lb.Client):
    warning = Issue("ROW013", "the benchmark flag means nothing here", severity="warning")
    status = RowStatus(line=1, status="failure", issues=[ISSUE, warning])
    (error,) = spell_statuses(client.connected, [status])[0]["errors"]
    assert error["name"] == "GEO002"
    assert error["additionalInfo"]["got"] == -5


def test_a_message_says_what_where_and_how():
    assert (
        message_of(ISSUE) == "bbox width is -5, must be greater than 0 at /bbox/width - give a positive width"
    )
    assert message_of(Issue("ROW006", "no feature is named")) == "no feature is named"
