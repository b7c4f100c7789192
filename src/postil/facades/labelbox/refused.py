"""Refused: root fields the package asks for that are not served, and why in one line each."""

_LATER = "it is not there yet"
_NO_CLOUD = "files are reached as this installation can reach them"
_NO_INVITES = "administrators make users with `postil user create`"
_NO_GROUPS = "roles are given per project"
_NO_FOUNDRY = "models run outside; send their predictions"

REFUSED: dict[str, str] = {
    # taken away by whoever serves one
    "createModelConfig": _NO_FOUNDRY,
    "deleteModelConfig": _NO_FOUNDRY,
    "createProjectModelConfig": _NO_FOUNDRY,
    "deleteProjectModelConfig": _NO_FOUNDRY,
    "setProjectModelSetupComplete": _NO_FOUNDRY,
    "createModelFoundryApp": _NO_FOUNDRY,
    "deleteModelFoundryApp": _NO_FOUNDRY,
    "findModelFoundryApp": _NO_FOUNDRY,
    "createModelJobForDataRows": _NO_FOUNDRY,
    "setSignerForDataset": _NO_CLOUD,
    "clearSignerForDataset": _NO_CLOUD,
    "validateDataset": _NO_CLOUD,
    "createAwsIamIntegration": _NO_CLOUD,
    "createGcpIamIntegration": _NO_CLOUD,
    "createAzureIamIntegration": _NO_CLOUD,
    "updateAwsIamIntegration": _NO_CLOUD,
    "updateGcpIamIntegration": _NO_CLOUD,
    "updateAzureIamIntegration": _NO_CLOUD,
    "createInvites": _NO_INVITES,
    "inviteMembers": _NO_INVITES,
    "invitesLimit": _NO_INVITES,
    "updateUser": _NO_INVITES,
    "setOrganizationRole": _NO_INVITES,
    "userGroupV2": _NO_GROUPS,
    "userGroupsV2": _NO_GROUPS,
    "createUserGroupV3": _NO_GROUPS,
    "updateUserGroupV3": _NO_GROUPS,
    "deleteUserGroup": _NO_GROUPS,
    "createApiKey": "keys are made with `postil key create`",
    "updateApiKey": "keys are revoked with `postil key revoke`",
    "catalogSavedQueries": _LATER,
    "getSavedQuery": _LATER,
    "cloneProject": _LATER,
    "createWebhook": "webhooks are made under /api/v1",
    "updateWebhook": "webhooks are changed under /api/v1",
}
