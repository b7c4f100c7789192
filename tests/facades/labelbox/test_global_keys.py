"""Global keys in the words of the official package: a job, and its result."""

import pytest

from tests.facades.labelbox.catalog import dataset, rows

FIND = """query getDataRowsForGlobalKeysPyApi($globalKeys: [ID!]!) {
            dataRowsForGlobalKeys(where: {ids: $globalKeys}) { jobId}}
            """
FOUND = """query getDataRowsForGlobalKeysResultPyApi($jobId: ID!) {
            dataRowsForGlobalKeysResult(jobId: {id: $jobId}) { data {
                fetchedDataRows { id }
                notFoundGlobalKeys
                accessDeniedGlobalKeys
                } jobStatus}}
            """
CLEAR = """mutation clearGlobalKeysPyApi($globalKeys: [ID!]!) {
            clearGlobalKeys(where: {ids: $globalKeys}) { jobId}}
            """
CLEARED = """query clearGlobalKeysResultPyApi($jobId: ID!) {
            clearGlobalKeysResult(jobId: {id: $jobId}) { data {
                clearedGlobalKeys
                failedToClearGlobalKeys
                notFoundGlobalKeys
                accessDeniedGlobalKeys
                } jobStatus}}
            """
ASSIGN = """mutation assignGlobalKeysToDataRowsPyApi(
            $globalKeyDataRowLinks: [AssignGlobalKeyToDataRowInput!]!) {
            assignGlobalKeysToDataRows(data: {assignInputs: $globalKeyDataRowLinks}) {
                jobId
            }
        }
        """
ASSIGNED = """query assignGlobalKeysToDataRowsResultPyApi($jobId: ID!) {
            assignGlobalKeysToDataRowsResult(jobId: {id: $jobId}) {
                jobStatus
                data {
                    sanitizedAssignments {
                        dataRowId
                        globalKey
                    }
                    invalidGlobalKeyAssignments {
                        dataRowId
                        globalKey
                    }
                    unmodifiedAssignments {
                        dataRowId
                        globalKey
                    }
                    accessDeniedAssignments {
                        dataRowId
                        globalKey
                    }
                }}}
        """


def done(client, ask, answer, variables):
    [(_, job)] = client.gql(ask, variables).items()
    [(_, result)] = client.gql(answer, {"jobId": job["jobId"]}).items()
    assert result["jobStatus"] == "COMPLETE"
    return result["data"]


def find(client, *keys):
    return done(client, FIND, FOUND, {"globalKeys": keys})


def link(row_id, key):
    return {"dataRowId": row_id, "globalKey": key}


def test_keys_are_found_in_their_order_with_nothing_for_those_that_are_not(admin):
    first, second = rows(admin, dataset(admin), {"global_key": "f1"}, {"global_key": "f2"})
    assert find(admin, "f2", "nothing", "f1", "f2") == {
        "fetchedDataRows": [{"id": second}, {"id": ""}, {"id": first}, {"id": second}],
        "notFoundGlobalKeys": ["nothing"],
        "accessDeniedGlobalKeys": [],
    }


def test_cleared_keys_are_free(admin):
    where = dataset(admin)
    rows(admin, where, {"global_key": "c1"})
    assert done(admin, CLEAR, CLEARED, {"globalKeys": ["c1", "nothing"]}) == {
        "clearedGlobalKeys": ["c1"],
        "failedToClearGlobalKeys": [],
        "notFoundGlobalKeys": ["nothing"],
        "accessDeniedGlobalKeys": [],
    }
    assert find(admin, "c1")["notFoundGlobalKeys"] == ["c1"]
    assert rows(admin, where, {"global_key": "c1"})


def test_of_two_that_want_the_same_key_the_first_gets_it(admin):
    first, second = rows(admin, dataset(admin), {}, {"global_key": "before"})
    wanted = [link(first, "a1"), link(second, "a1")]
    found = done(admin, ASSIGN, ASSIGNED, {"globalKeyDataRowLinks": wanted})
    assert found["unmodifiedAssignments"] == wanted[:1]
    assert found["invalidGlobalKeyAssignments"] == wanted[1:]
    assert [one["id"] for one in find(admin, "a1", "before")["fetchedDataRows"]] == [first, second]


@pytest.mark.parametrize("key", [" global key", "global  key", "global key ", "", "k" * 201])
def test_a_key_with_a_space_too_many_is_no_key(admin, key):
    [one] = rows(admin, dataset(admin), {})
    found = done(admin, ASSIGN, ASSIGNED, {"globalKeyDataRowLinks": [link(one, key)]})
    assert found["invalidGlobalKeyAssignments"] == [link(one, key)]


def test_a_data_row_that_is_not_there_gets_no_key(admin):
    wanted = [link("c" + "0" * 24, "n1"), link("nothing", "n2")]
    found = done(admin, ASSIGN, ASSIGNED, {"globalKeyDataRowLinks": wanted})
    assert found["invalidGlobalKeyAssignments"] == wanted


def test_keys_of_others_are_not_there(admin, stranger):
    [one] = rows(admin, dataset(admin), {"global_key": "theirs"})
    assert find(stranger, "theirs")["notFoundGlobalKeys"] == ["theirs"]
    assert done(stranger, CLEAR, CLEARED, {"globalKeys": ["theirs"]})["notFoundGlobalKeys"] == ["theirs"]
    wanted = {"globalKeyDataRowLinks": [link(one, "mine")]}
    assert done(stranger, ASSIGN, ASSIGNED, wanted)["invalidGlobalKeyAssignments"] == [link(one, "mine")]
    assert find(admin, "theirs")["fetchedDataRows"] == [{"id": one}]


def test_a_job_is_of_its_kind_and_of_who_asked(admin, stranger):
    job = admin.gql(FIND, {"globalKeys": ["x"]})["dataRowsForGlobalKeys"]
    assert admin.error(CLEARED, job)[0] == "RESOURCE_NOT_FOUND"
    assert stranger.error(FOUND, job)[0] == "RESOURCE_NOT_FOUND"
