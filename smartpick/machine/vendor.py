"""Files of other projects that we serve ourselves, with version, license and hash of each.

`python3 smartpick/machine/vendor.py verify` works offline; `refresh` needs npm and writes anew.
Standard library only.
"""

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
MANIFEST = "vendor/vendor.json"
FOLDERS = ("vendor", "fonts", "icons")
SCRIPTS = ("latin", "latin-ext", "vietnamese")  # names need all three
ICONS = """
    archive arrow-left bell building calendar-check calendar-week check2 clipboard2-pulse clock
    cloud-check cloud-slash copy download envelope envelope-paper exclamation-triangle eye
    file-earmark-pdf filetype-csv funnel gear hospital journal-text list-check lock megaphone
    moon-stars mortarboard paperclip patch-check people person printer question-circle reply search
    send-check signpost-split sort-down three-dots tools upload
""".split()


def faces(name: str, styles: tuple[str, ...]) -> dict[str, str]:
    files = [f"{name}-{script}-{style}.woff2" for script in SCRIPTS for style in styles]
    return {f"files/{file}": f"fonts/{file}" for file in files} | {
        "LICENSE": f"fonts/{name}.LICENSE"
    }


# Package and version: file in the package -> place under static/.
WANT = {
    "bootstrap@5.3.9": {
        "dist/css/bootstrap.min.css": "vendor/bootstrap.min.css",
        "LICENSE": "vendor/bootstrap.LICENSE",
    },
    "axe-core@4.14.1": {
        "axe.min.js": "vendor/axe.min.js",
        "LICENSE": "vendor/axe-core.LICENSE",
    },
    "@fontsource/source-sans-3@5.3.1": faces(
        "source-sans-3", ("400-normal", "400-italic", "600-normal", "700-normal")
    ),
    "@fontsource/source-serif-4@5.3.1": faces("source-serif-4", ("600-normal",)),
    "bootstrap-icons@1.13.2": {f"icons/{name}.svg": f"icons/{name}.svg" for name in ICONS}
    | {"LICENSE": "icons/LICENSE"},
}


def sri(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def refresh(static: Path = STATIC) -> None:
    """Fetch each package by npm, check it against npm's own hash, write its files and the list."""
    packages = []
    for wanted, files in WANT.items():
        archive = pack(wanted)
        about = json.loads(member(archive, "package.json"))
        written = {
            place: write(static / place, member(archive, file)) for file, place in files.items()
        }
        packages.append(
            {
                "name": about["name"],
                "version": about["version"],
                "license": about["license"],
                "files": dict(sorted(written.items())),
            }
        )
    write(static / MANIFEST, json.dumps({"packages": packages}, indent=1).encode() + b"\n")


def pack(wanted: str) -> tarfile.TarFile:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--json", "--silent", "--pack-destination", folder, wanted]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        told = json.loads(done.stdout)[0]
        content = next(Path(folder).iterdir()).read_bytes()
    if sri(content) != told["integrity"]:
        sys.exit(f"{wanted}: the archive is not what its hash says.")
    return tarfile.open(fileobj=io.BytesIO(content))


def member(archive: tarfile.TarFile, name: str) -> bytes:
    found = archive.extractfile(f"package/{name}")
    if found is None:
        sys.exit(f"{name} is no file of its package.")
    # The map is a megabyte that nobody reads, and without it the line breaks collectstatic.
    return re.sub(rb"\n/\*# sourceMappingURL=\S+ \*/", b"", found.read())


def write(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sri(content)


def complaints(static: Path = STATIC) -> list[str]:
    """What differs from the list: a changed byte, a missing file, a file nobody listed."""
    packages = json.loads((static / MANIFEST).read_text())["packages"]
    listed = {name: told for package in packages for name, told in package["files"].items()}
    found = {
        path.relative_to(static).as_posix(): path
        for folder in FOLDERS
        for path in sorted((static / folder).rglob("*"))
        if path.is_file()
    }
    found.pop(MANIFEST)
    return [
        *(f"{name} is missing" for name in listed if name not in found),
        *(f"{name} stands in no package of the list" for name in found if name not in listed),
        *(
            f"{name} was changed"
            for name, path in found.items()
            if name in listed and sri(path.read_bytes()) != listed[name]
        ),
    ]


def main(words: list[str]) -> int:
    if words == ["refresh"]:
        refresh()
    elif words != ["verify"]:
        print("usage: python3 smartpick/machine/vendor.py refresh|verify")
        return 2
    found = complaints()
    print("\n".join(found) or "Every vendored file is as listed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
