"""S14: requests and bytes on the wire of a cold page, and no other host.

Each style sheet, script, picture and module is followed. Fonts are left out: which of them a
browser fetches is for the letters on the page to say.
"""

import gzip
import re
from urllib.parse import urljoin, urlsplit

from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import HOST, Site, Visitor

KIB = 1024
REFERENCES = re.compile(
    r"<(?:script|img|source)\b[^>]*?\ssrc=\"([^\"]+)\""
    r"|<link\b(?=[^>]*rel=\"(?:stylesheet|icon|manifest)\")[^>]*?\shref=\"([^\"]+)\""
)
IMPORTS = re.compile(r"(?:\bfrom\s*|\bimport\s*\(?\s*)[\"'](\.{1,2}/[^\"']+)[\"']")


def measure(site: Site) -> list[Row]:
    return [
        *rows_of("landing", site.visitor(), "/"),
        *rows_of("section page", site.visitor("linh"), "/autopsy/research/"),
    ]


def rows_of(what: str, visitor: Visitor, path: str) -> list[Row]:
    wire, foreign = fetched(visitor, path)
    kinds = {".css": 35 * KIB, ".js": 30 * KIB}
    weights = [
        Row("S14", f"{what}, bytes of {kind}",
            sum(size for one, size in wire.items() if urlsplit(one).path.endswith(kind)), most)
        for kind, most in kinds.items()
    ]  # fmt: skip
    return [
        Row("S14", f"{what}, requests without fonts", len(wire), 10),
        *weights,
        Row("S14", f"{what}, bytes of all without fonts", sum(wire.values()), 150 * KIB),
        Row("S14", f"{what}, requests to other hosts", len(foreign), 0),
    ]


def fetched(visitor: Visitor, path: str) -> tuple[dict[str, int], set[str]]:
    """Bytes of each answer by its address, and the addresses that are elsewhere."""
    headers = visitor.headers | {"Accept-Encoding": "gzip"}
    asking, wire, foreign = Visitor(visitor.port, headers), {}, set()
    waiting = [urljoin(f"https://{HOST}", path)]
    while waiting:
        address = waiting.pop()
        if address in wire or address.startswith("data:"):
            continue
        if urlsplit(address).hostname != HOST:
            foreign.add(address)
            continue
        answer, body = asking.ask(urlsplit(address).path)
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}.")
        wire[address] = len(body)
        plain = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
        waiting += [urljoin(address, one) for one in named_in(address, plain)]
    return wire, foreign


def named_in(address: str, body: bytes) -> list[str]:
    if address.endswith(".js"):
        return IMPORTS.findall(body.decode())
    if address.endswith("/"):
        return [one or other for one, other in REFERENCES.findall(body.decode())]
    return []
