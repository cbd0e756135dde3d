"""Bootstrap's style sheet, cut to the classes that our pages can name.

A rule stays when each class of its selector stands as a word in a template, a script or a Python
file of ours, or in the form library. `python -m smartpick.machine.cut`, run in the test
environment, writes it anew; lint says when a page names a class whose rules were cut away.
"""

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
WHOLE = PROJECT / "static/vendor/bootstrap.min.css"
CUT = PROJECT / "static/css/bootstrap.css"
OURS = ("templates", "static/js", "smartpick", "autopsy", "mentors", "outreach", "timeline")
LIBRARIES = ("crispy_forms", "crispy_bootstrap5", "allauth")
READ = (".html", ".js", ".py")
WORD = re.compile(r"[A-Za-z_][\w-]*")
IN_PIECES = re.compile(r'class="[^"]*\w-\{[{%]')
REMEDY = "Write it anew: .venv-test/bin/python -m smartpick.machine.cut"


def sources() -> Iterator[Path]:
    folders = [PROJECT / name for name in OURS]
    for name in LIBRARIES:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            sys.exit(f"{name} is not installed here: use the test environment.")
        folders.append(Path(spec.origin).parent)
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.suffix in READ)


def rules_of(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before the braces, what stands in them), of the outermost level."""
    start = 0
    while (opening := css.find("{", start)) >= 0:
        closing, depth = opening + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[closing], 0)
            closing += 1
        yield css[start:opening].strip(), css[opening + 1 : closing - 1]
        start = closing


def selectors(head: str) -> list[str]:
    """Split at the commas that stand in no parentheses."""
    return re.split(r",(?![^(]*\))", head)


def is_used(selector: str, words: set[str]) -> bool:
    """What a selector only excludes may be missing."""
    named = re.sub(r":not\([^)]*\)", "", selector)
    return all(name in words for name in re.findall(r"\.(-?[A-Za-z_][\w-]*)", named))


def cut(css: str, words: set[str]) -> list[str]:
    """The rules that stay, a line each."""
    kept = []
    for head, body in rules_of(css):
        if head.startswith(("@media", "@supports")):
            kept += [f"{head}{{{rule}}}" for rule in cut(body, words)]
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        elif used := [one for one in selectors(head) if is_used(one, words)]:
            kept.append(f"{','.join(used)}{{{body}}}")
    return kept


def made() -> list[str]:
    """The first line is Bootstrap's own: its name, version and license."""
    words: set[str] = set()
    for path in sources():
        words.update(WORD.findall(path.read_text()))
    css = WHOLE.read_text().removeprefix('@charset "UTF-8";')
    license_end = css.index("*/") + 2
    notice = re.sub(r"\s*\n \*(?!/)", "", css[:license_end]).replace("\n", "")
    return [notice, *cut(css[license_end:], words)]


def complaints() -> list[str]:
    """Rules that a page needs and the cut sheet lacks; classes put together from pieces."""
    there = set(CUT.read_text().splitlines())
    missing = [line for line in made() if line not in there]
    pieces = [
        f"{path.relative_to(PROJECT)} puts a class together from pieces; write it whole."
        for path in (PROJECT / "templates").rglob("*.html")
        if IN_PIECES.search(path.read_text())
    ]
    heads = [f"{CUT.name} lacks {line.split('{')[0][:80]}" for line in missing]
    return [*heads, *([REMEDY] if missing else []), *pieces]


if __name__ == "__main__":
    CUT.write_text("\n".join(made()) + "\n")
