"""`postil run` with the real package: the script stays as it is, and goes where the command says."""

import json
from pathlib import Path

from tests.sdk_compat.official.office import Office

SCRIPT = """\
import json
import sys
import labelbox as lb
API_KEY = None
client = lb.Client(API_KEY)
eu = lb.Client("a key of the vendor", endpoint="https://api.eu.labelbox.com/graphql")
print(json.dumps({
    "places": [client.endpoint, client.rest_endpoint, client.app_url, eu.endpoint, eu.rest_endpoint],
    "same key": client.headers["Authorization"] == eu.headers["Authorization"],
    "arguments": sys.argv[1:],
}))
import requests
try:
    requests.get("https://api.labelbox.com/graphql")
except Exception as error:
    print(type(error).__name__, error, file=sys.stderr)
sys.exit(7)
"""


def test_clients_go_to_the_server_and_arguments_and_exit_status_are_the_scripts(
    office: Office, tmp_path: Path
):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    ran = office.run_as_user(script, "--data", "mine", "-q")
    url = office.location.url
    assert ran.returncode == 7, ran.stderr
    assert json.loads(ran.stdout) == {
        "places": [
            f"{url}/graphql",
            f"{url}/labelbox/api/v1",
            url,
            f"{url}/graphql",
            f"{url}/labelbox/api/v1",
        ],
        "same key": True,
        "arguments": ["--data", "mine", "-q"],
    }
    assert ran.stderr.startswith("RuntimeError a request to api.labelbox.com was stopped")
