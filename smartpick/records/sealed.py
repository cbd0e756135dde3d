"""A stream sealed with a passphrase: AES-256-GCM in pieces, its key made by scrypt.

Each piece is bound to its place and to whether it is the last, so that a cut, swapped or changed
file does not open.
"""

import os
import struct
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from smartpick.common.errors import RuleBroken

HEAD = b"SmartPick sealed 1\n"
SALT = 16
PIECE = 1024 * 1024
TAG = 16
SHORTEST_KEY = 15


def key_of(passphrase: str, salt: bytes) -> AESGCM:
    if len(passphrase.strip()) < SHORTEST_KEY:
        raise RuleBroken(f"The key file holds fewer than {SHORTEST_KEY} characters.")
    made = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1)
    return AESGCM(made.derive(passphrase.strip().encode()))


def is_sealed(held: IO[bytes]) -> bool:
    head = held.read(len(HEAD))
    held.seek(0)
    return head == HEAD


def seal(plain: IO[bytes], out: IO[bytes], *, passphrase: str) -> None:
    salt = os.urandom(SALT)
    key = key_of(passphrase, salt)
    out.write(HEAD + salt)
    for number, piece, last in _with_last(plain, PIECE):
        out.write(key.encrypt(_nonce(number), piece, _place(number, last)))


def unseal(held: IO[bytes], out: IO[bytes], *, passphrase: str) -> None:
    """Raises RuleBroken for a wrong passphrase, and for a file that was cut or changed."""
    if not passphrase:
        raise RuleBroken("This file is sealed: give its key.")
    held.seek(len(HEAD))
    key = key_of(passphrase, held.read(SALT))
    try:
        for number, piece, last in _with_last(held, PIECE + TAG):
            out.write(key.decrypt(_nonce(number), piece, _place(number, last)))
    except InvalidTag:
        raise RuleBroken(
            "The key does not open this file, or the file was cut or changed."
        ) from None


def _with_last(held: IO[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, piece, whether it is the last); at least one piece, be it empty."""
    number, piece = 0, held.read(size)
    while True:
        following = held.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int) -> bytes:
    """The key is this file's own, so a counter never repeats under it."""
    return struct.pack(">IQ", 0, number)


def _place(number: int, last: bool) -> bytes:
    return struct.pack(">Q?", number, last)
