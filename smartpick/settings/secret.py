"""A secret that a single machine makes for itself once and keeps in its data folder."""

import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret of this data folder; made on first use, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as fresh:
            path.chmod(0o600)
            fresh.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
