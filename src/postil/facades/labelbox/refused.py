"""Refused: root fields the package asks for that are not served, and why in one line each.

Whoever serves one takes it out; a test says when one is in here and in the schema.
"""

_NO_CLOUD = "files are reached as this installation can reach them; there are no cloud integrations"
_NO_INVITES = "administrators make users with `postil user create`"
_NO_GROUPS = "there are no groups of users; roles are given in each project"
_NO_FOUNDRY = "models run outside; send their predictions"
_NO_ISSUES = "there are no issues or comments on data rows"
_NO_TAGS = "there are no resource tags"
_NO_SLICES = "there are no saved queries; ask for data rows by their keys"
_NO_SERVICE = "labeling cannot be ordered here"
_NO_WORKFLOW = "a project has one way: label, review if it is set, done"
_NO_EMBEDDINGS = "embeddings are not kept"
_NO_RESERVATIONS = "data rows are handed out one by one; there are no reservations"
_NO_KEYS = "keys are made and revoked with `postil key`"
_WEBHOOKS = "webhooks are made and changed under /api/v1"
_VERSIONS = "versions of labels are read under /api/v1"

_GROUPS: dict[str, str] = {
    "setSignerForDataset clearSignerForDataset validateDataset": _NO_CLOUD,
    "createAwsIamIntegration createGcpIamIntegration createAzureIamIntegration": _NO_CLOUD,
    "updateAwsIamIntegration updateGcpIamIntegration updateAzureIamIntegration": _NO_CLOUD,
    "validateIamIntegration setDefaultIamIntegration": _NO_CLOUD,
    "createInvites inviteMembers invitesLimit cancelInvite updateUser setOrganizationRole": _NO_INVITES,
    "userGroupV2 userGroupsV2 createUserGroupV3 updateUserGroupV3 deleteUserGroup": _NO_GROUPS,
    "addUsersToGroupsV2 continueAddUsersToGroupBatch removeUsersFromGroupV2": _NO_GROUPS,
    "importUsersAsCsvToGroup userGroupAuditEvents": _NO_GROUPS,
    "createModelConfig deleteModelConfig createProjectModelConfig deleteProjectModelConfig": _NO_FOUNDRY,
    "projectModelConfig setProjectModelSetupComplete createModelJobForDataRows": _NO_FOUNDRY,
    "createModelFoundryApp deleteModelFoundryApp findModelFoundryApp": _NO_FOUNDRY,
    "issue createIssue updateIssue deleteIssue openIssue resolveIssue": _NO_ISSUES,
    "createIssueCategory editIssueCategory deleteIssueCategory": _NO_ISSUES,
    "createComment updateComment deleteComment": _NO_ISSUES,
    "createResourceTag updateResourceTag updateProjectResourceTag": _NO_TAGS,
    "catalogSavedQueries getSavedQuery exportDataRowsInSlice": _NO_SLICES,
    "getDataRowIdentifiersBySavedQuery getDataRowIdentifiersBySavedModelQuery": _NO_SLICES,
    "projectBoostWorkforce upsertProjectBoostWorkforce": _NO_SERVICE,
    "validateAndRequestProjectBoostWorkforce getProjectById searchProjects": _NO_SERVICE,
    "projectWorkflow updateProjectWorkflow": _NO_WORKFLOW,
    "embeddings createEmbedding deleteEmbedding": _NO_EMBEDDINGS,
    "extendReservations clearQueueReservations": _NO_RESERVATIONS,
    "createApiKey updateApiKey organizationRole": _NO_KEYS,
    "webhook createWebhook updateWebhook": _WEBHOOKS,
    "labelVersion labelVersions": _VERSIONS,
    "createReview": "submitted labels are approved and rejected by reviewers, see /api/v1",
    "updateLabel": "what a label says is changed by people, or by importing it again",
    "cloneProject": "make a project, connect its ontology and send it the data rows",
    "setProjectInstructions": "there is no place for instructions yet; write them into the description",
    "syncExternalProject": "there are no other services a project could be kept in step with",
    "upsertAutoQaLabelFeedback": "labels are judged by people",
    "sendToAnnotateFromCatalog": "make a batch of the data rows",
    "sendToAnnotateFromMea": "send the predictions of a run on with `upsert_predictions_and_send_to_project`",
    "labelingFrontendOptions createLabelingFrontendOptions": "every project has its editor already",
}

REFUSED: dict[str, str] = {name: reason for names, reason in _GROUPS.items() for name in names.split()}
