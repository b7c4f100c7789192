"""Users and the organization in the words of the official package."""

USER = "createdAt email id isExternalUser isViewer lastLoginAt name nickname picture updatedAt"
GET = f"query GetUserPyApi{{user{{{USER}}}}}"
LIST = f"query GetUsersPyApi{{users(skip: 0 first: 100){{{USER}}}}}"
ORGANIZATION = "query GetOrganizationPyApi{organization{createdAt name id updatedAt}}"
INTEGRATIONS = """query getAllIntegrationsPyApi { iamIntegrations {
    createdAt id isOrgDefault lastValidAt name provider updatedAt valid
    settings { __typename ... on AwsIamIntegrationSettings {roleArn}
    ... on GcpIamIntegrationSettings {serviceAccountEmailId readBucket} } } } """


def test_who_calls_is_told_who_they_are(installation, stranger):
    assert stranger.gql(GET)["user"]["email"] == "stranger@example.org"


def test_every_field_of_a_user_is_there(admin):
    assert set(admin.gql(GET)["user"]) == set(USER.split())


def test_an_administrator_lists_everybody(admin, stranger):
    assert "stranger@example.org" in [one["email"] for one in admin.gql(LIST)["users"]]


def test_others_list_themselves(stranger):
    assert [one["email"] for one in stranger.gql(LIST)["users"]] == ["stranger@example.org"]


def test_others_do_not_find_an_administrator(admin, stranger):
    known = admin.gql(GET)["user"]["id"]
    assert stranger.error(f'{{user(where: {{id: "{known}"}}){{email}}}}')[0] == "RESOURCE_NOT_FOUND"


def test_the_organization_is_the_same_for_everybody(admin, stranger):
    assert admin.gql(ORGANIZATION) == stranger.gql(ORGANIZATION)


def test_there_are_no_integrations_with_clouds(admin):
    assert admin.gql(INTEGRATIONS) == {"iamIntegrations": []}
