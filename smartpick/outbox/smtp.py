"""Our talk with a mail server: the only file that opens SMTP.

A timeout for each phase, no plain text where encryption was asked for, no host but this machine
outside production, and a stop before the last dot, so that the caller can write down what follows.
"""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TypeVar

from django.conf import settings

from smartpick.outbox.choices import Phase

BARE_BREAK = re.compile(rb"\r\n|\n|\r")
LEADING_DOT = re.compile(rb"(?m)^\.")
CLOSING = 421
T = TypeVar("T")


class HandOverError(Exception):
    """An attempt that ended at `phase`; `code` is the server's, or nothing when it said none."""

    def __init__(self, phase: Phase, code: int | None = None, said: str = "") -> None:
        super().__init__(f"{phase} {code}")
        self.phase, self.code, self.said = phase, code, said


class Refused(HandOverError):  # noqa: N818
    """The server did not take this mail. The line is as good as before."""


class Broken(HandOverError):  # noqa: N818
    """The line is gone; whether this mail was taken is known: it was not."""


class Unanswered(HandOverError):  # noqa: N818
    """The text was handed over and the answer did not come."""


class Unreachable(HandOverError):  # noqa: N818
    """No line could be had; no mail was tried."""


class NotLetIn(HandOverError):  # noqa: N818
    """The server wants another login, or offers no encryption: nothing goes until then."""


class NotHere(HandOverError):  # noqa: N818
    """Outside production nothing leaves this machine."""


@dataclass
class Envelope:
    sender: str
    to: str
    cc: str
    data: bytes
    refused_copy: int | None = field(default=None)


class Line(smtplib.SMTP):
    """One kept connection. `smtplib` parses the answers; phases and timeouts are ours."""

    handed_count = 0

    def open(self) -> None:
        host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
        self._at(Phase.CONNECT)
        code, said = self._careful(lambda: self.connect(host, port), Unreachable, Phase.CONNECT)
        if code != 220:
            raise Unreachable(Phase.CONNECT, code, _text(said))
        self._hello()
        if settings.EMAIL_USE_TLS:
            self._encrypt()
        if settings.EMAIL_HOST_USER:
            self._login()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        if not settings.OUTBOX_LEAVES_THIS_MACHINE and not is_loopback(host, port):
            raise NotHere(Phase.CONNECT)
        plain = socket.create_connection((host, port), timeout)
        # The dot goes alone, and must not wait for the acknowledgment of the text.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if settings.EMAIL_USE_SSL:
            return _context().wrap_socket(plain, server_hostname=host)
        return plain

    def _hello(self) -> None:
        self._at(Phase.HELLO)
        code, said = self._careful(self.ehlo, Unreachable, Phase.HELLO)
        if code != 250:
            raise Unreachable(Phase.HELLO, code, _text(said))

    def _encrypt(self) -> None:
        self._at(Phase.ENCRYPT)
        if not self.has_extn("starttls"):
            raise NotLetIn(Phase.ENCRYPT, None, "It offers no encryption.")
        self._host = settings.EMAIL_HOST
        answer = self._careful(
            lambda: self.starttls(context=_context()), Unreachable, Phase.ENCRYPT
        )
        if answer[0] != 220:
            raise NotLetIn(Phase.ENCRYPT, answer[0], _text(answer[1]))
        self._hello()

    def _login(self) -> None:
        self._at(Phase.LOGIN)
        user, password = settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD
        try:
            self._careful(lambda: self.login(user, password), Unreachable, Phase.LOGIN)
        except smtplib.SMTPAuthenticationError as no:
            kind = NotLetIn if no.smtp_code >= 500 else Unreachable
            raise kind(Phase.LOGIN, no.smtp_code, _text(no.smtp_error)) from no
        except smtplib.SMTPException as no:
            raise NotLetIn(Phase.LOGIN, None, "It offers no login.") from no

    def hand(self, envelope: Envelope, before_the_dot: Callable[[], bool]) -> bool:
        """True after the server's 250. False when `before_the_dot` says no: nothing was sent.

        Raises Refused, Broken or Unanswered. After Broken and Unanswered, and after a False, the
        line is closed: the server drops a text whose dot never came.
        """
        self._say(Phase.SENDER, f"MAIL FROM:<{envelope.sender}>")
        self._say(Phase.RECIPIENT, f"RCPT TO:<{envelope.to}>")
        if envelope.cc:
            try:
                self._say(Phase.RECIPIENT, f"RCPT TO:<{envelope.cc}>", keep=True)
            except Refused as no:
                envelope.refused_copy = no.code
        self._say(Phase.DATA, "DATA", wanted=354)
        text = LEADING_DOT.sub(b"..", BARE_BREAK.sub(b"\r\n", envelope.data))
        self._careful(lambda: self.send(text), Broken, Phase.DATA)
        go = False
        try:
            go = before_the_dot()
        finally:
            if not go:
                self.close()
        return go and self._finish(text)

    def _finish(self, text: bytes) -> bool:
        self._at(Phase.ANSWER)
        end = b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n"
        code, said = self._careful(lambda: self._send_and_hear(end), Unanswered, Phase.ANSWER)
        if code == -1:
            self.close()
            raise Unanswered(Phase.ANSWER)
        if code != 250:
            self._refuse(Phase.ANSWER, code, said)
        self.handed_count += 1
        return True

    def _send_and_hear(self, end: bytes) -> tuple[int, bytes]:
        self.send(end)
        return self.getreply()

    def _say(self, phase: Phase, command: str, *, wanted: int = 250, keep: bool = False) -> None:
        self._at(phase)
        code, said = self._careful(lambda: self.docmd(command), Broken, phase)
        if code == -1:
            self.close()
            raise Broken(phase)
        if code != wanted and not (wanted == 250 and code == 251):
            self._refuse(phase, code, said, keep=keep)

    def _refuse(self, phase: Phase, code: int, said: bytes, *, keep: bool = False) -> None:
        """After a refusal the talk begins anew on the same line, unless the server is closing."""
        if code == CLOSING:
            self.close()
            raise Broken(phase, code, _text(said))
        if not keep:
            self._at(phase)
            self._careful(self.rset, Broken, phase)
        raise Refused(phase, code, _text(said))

    def _at(self, phase: Phase) -> None:
        self.timeout = settings.OUTBOX_TIMEOUTS[phase.value]
        if self.sock is not None:
            self.sock.settimeout(self.timeout)

    def _careful(self, deed: Callable[[], T], trouble: type[HandOverError], phase: Phase) -> T:
        try:
            return deed()
        except smtplib.SMTPServerDisconnected as gone:
            raise trouble(phase) from gone
        except smtplib.SMTPResponseException:
            raise
        except OSError as gone:
            self.close()
            raise trouble(phase) from gone

    def leave(self) -> None:
        """A farewell if the line still stands; a server that does not answer costs two seconds."""
        if self.sock is not None:
            self.sock.settimeout(2)
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.quit()
        self.close()


def is_loopback(host: str, port: int) -> bool:
    """Whether every address of this name is this machine's own."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as unknown:
        raise Unreachable(Phase.CONNECT) from unknown
    return all(ip_address(str(address[4][0])).is_loopback for address in found)


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _text(said: bytes | str) -> str:
    return (said.decode("ascii", "replace") if isinstance(said, bytes) else said)[:200]
