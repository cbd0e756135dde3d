"""Looks into one PDF in a process of its own, under limits, and prints a verdict as JSON.

Run as a script with the file at stdin: a file that crashes or fills it takes nothing else along.
Only PDF structure is read; no page is drawn, no stream of a page is unpacked.
"""

import io
import json
import resource
import sys

MOST_PAGES = 60
MOST_OBJECTS = 20_000
DEEPEST = 30
MOST_PIXELS = 100_000_000
MEMORY = 320 * 1024 * 1024
CPU_SECONDS = 6
ACTIVE = ("/JS", "/JavaScript", "/Launch", "/RichMedia", "/XFA", "/SubmitForm", "/ImportData")
CARRIED = ("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment", "/Collection")


class Refused(Exception):  # noqa: N818
    pass


def look_at(thing: object, depth: int = 0) -> None:
    """Refuses script, embedded files and giant pictures; follows direct children only."""
    import pikepdf  # noqa: PLC0415

    if depth > DEEPEST:
        raise Refused("deep")
    if isinstance(thing, pikepdf.Array):
        children = list(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        _refuse_names(thing)
        children = [thing[key] for key in thing.keys()]  # noqa: SIM118
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            look_at(child, depth + 1)


def _refuse_names(thing: object) -> None:
    keys = set(thing.keys())  # type: ignore[attr-defined]
    values = {str(thing.get(key)) for key in ("/S", "/Type", "/Subtype") if key in keys}  # type: ignore[attr-defined]
    if (keys | values) & set(ACTIVE):
        raise Refused("script")
    if (keys | values) & set(CARRIED):
        raise Refused("carries")
    if {"/Width", "/Height"} <= keys:
        pixels = int(thing["/Width"]) * int(thing["/Height"])  # type: ignore[index]
        if pixels > MOST_PIXELS:
            raise Refused("pixels")


def verdict(content: bytes) -> dict[str, object]:
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return {"refused": "locked"}
            pages = len(pdf.pages)
            if not 1 <= pages <= MOST_PAGES:
                return {"refused": "pages", "pages": pages}
            for count, thing in enumerate(pdf.objects):
                if count > MOST_OBJECTS:
                    return {"refused": "objects"}
                look_at(thing)
            look_at(pdf.trailer)
            return {"pages": pages}
    except Refused as refused:
        return {"refused": str(refused)}
    except pikepdf.PasswordError:
        return {"refused": "locked"}
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, MemoryError, RecursionError):
        return {"refused": "broken"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(verdict(sys.stdin.buffer.read())))
