"""Tokens: 32 random bytes, shown once, kept as a hash."""

import hashlib
import secrets


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
