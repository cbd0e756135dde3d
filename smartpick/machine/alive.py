"""`python -m smartpick.machine.alive`: ends with 0 while the web server answers. Standard library.

It asks by the name that the server serves under, since another name is refused.
"""

import http.client
import os
import sys

PORT = 8000


def status(port: int, host: str) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=8)
    try:
        asked.request("GET", "/status/", headers={"Host": host})
        return asked.getresponse().status
    finally:
        asked.close()


if __name__ == "__main__":
    served_as = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    sys.exit(0 if status(PORT, served_as) == http.HTTPStatus.OK else 1)
