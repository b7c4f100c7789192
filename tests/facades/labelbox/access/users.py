"""Users and the organization: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import SELF, SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Query.user": (SELF, '{user(where: {id: "$user"}){email}}'),
    "Query.users": (SIGNED_IN, "{users{email}}"),
    "Query.organization": (SIGNED_IN, "{organization{name}}"),
    "Query.iamIntegrations": (SIGNED_IN, "{iamIntegrations{id}}"),
    "Query.roles": (SIGNED_IN, "{roles{name}}"),
}
