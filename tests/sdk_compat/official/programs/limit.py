"""What the package does when the server takes no more requests for a while.

python limit.py
"""

import labelbox as lb
from diary import step, tell
from lbox.exceptions import ApiLimitError

client = lb.Client(None)


@step
def too_many():
    for number in range(10):
        try:
            client.execute("query GetOrganizationPyApi{organization{id}}")
        except ApiLimitError as error:
            return {"after": number, "says": str(error)}
    return None


tell()
