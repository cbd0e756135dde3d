"""S12: from a fresh interpreter to the first answer, over the bare app; what was loaded for it.

Counted apart: modules of libraries, which a careless import multiplies, and modules of ours, which
grow with the product. The forecast for both together was 1,000 and 1.8 of a bare app. Measured when
Celery, the calendar library, the sign-on's HTTP client and fuzzy matching had left the start:
1,381 (963 of libraries) and 2.73. What is left is the product itself: 125 tables, 222 dataclasses
and 418 modules, where the bare app has one.
"""

import json
import resource
import subprocess
import sys
from statistics import median

from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import HOST, Site
from smartpick.machine.environment import PROJECT

ROUNDS = 3
LIBRARIES_MAX = 1000
RATIO_MAX = 2.9
OURS = ("smartpick", "autopsy", "mentors", "outreach", "timeline")
BANNED = ("weasyprint", "openpyxl", "celery", "kombu.transport", "icalendar", "requests")
CHILD = """
import importlib, io, json, sys
module, host, path = sys.argv[1:]
if module == "limit":
    from django.core.wsgi import get_wsgi_application
    app = get_wsgi_application()
else:
    app = importlib.import_module(module).application
said = []
asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "SERVER_NAME": host,
    "SERVER_PORT": "80", "HTTP_HOST": host, "SERVER_PROTOCOL": "HTTP/1.1", "QUERY_STRING": "",
    "HTTP_X_FORWARDED_PROTO": "https", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False,
    "wsgi.multiprocess": True, "wsgi.run_once": True, "REMOTE_ADDR": "127.0.0.1"}
b"".join(app(asked, lambda status, headers, exc=None: said.append(status)))
print(json.dumps([said[0][:3], sorted(sys.modules)]))
"""


def measure(site: Site) -> list[Row]:
    ours = ("smartpick.wsgi", HOST, "/")
    bare = ("limit", "127.0.0.1", "/hello/")
    answer(site.limit_environment, bare)  # once for each, so that the compiled files are there
    _, modules = answer(site.environment, ours)
    ratios = []
    for _ in range(ROUNDS):
        base, _ = answer(site.limit_environment, bare)
        ratios.append(answer(site.environment, ours)[0] / base)
    libraries = [name for name in modules if name.split(".")[0] not in OURS]
    banned = [name for name in BANNED if name in modules]
    named = f" ({', '.join(banned)})" if banned else ""
    return [
        Row("S12", "first answer, modules of libraries", len(libraries), LIBRARIES_MAX),
        Row("S12", f"first answer, banned modules loaded{named}", len(banned), 0),
        Row("S12", "first answer, over a bare app's", median(ratios), RATIO_MAX, exact=False),
    ]


def answer(variables: dict[str, str], words: tuple[str, ...]) -> tuple[float, list[str]]:
    """Processor seconds of the whole process, and the names of its modules."""
    before = children_seconds()
    command = [sys.executable, "-c", CHILD, *words]
    told = subprocess.run(
        command, env=variables | {"PYTHONPATH": str(PROJECT)}, cwd=PROJECT, check=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    status, modules = json.loads(told.stdout.splitlines()[-1])
    if status != "200":
        raise RuntimeError(f"The first answer of {words[0]} was {status}.")
    return children_seconds() - before, modules


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
