"""A mail server that counts at the wire: any answer, delay or silence at any phase.

It runs in a thread of the test, so that killing a worker never touches it. A text counts as
received only once the last dot has come: what it answers after that changes nothing.
"""

import contextlib
import random
import re
import socketserver
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.I | re.M)
QUICK = dict.fromkeys("connect hello encrypt login sender recipient data answer".split(), 0.4)
PHASES = {"EHLO": "hello", "HELO": "hello", "MAIL": "sender", "RCPT": "recipient", "DATA": "data",
          "STAR": "encrypt", "AUTH": "login", "RSET": "reset", "QUIT": "quit"}  # fmt: skip
SILENCE, RESET = "silence", "reset"


@dataclass
class Received:
    recipients: tuple[str, ...]
    data: bytes

    @property
    def message_id(self) -> str:
        found = MESSAGE_ID.search(self.data)
        return found.group(1).decode() if found else ""


@dataclass
class Sink:
    """`answers` says what to do at a phase: a code with words, SILENCE or RESET; else all is well.

    With `for_address`, a recipient gets its own answer.
    """

    delay: tuple[float, float] = (0.0, 0.0)
    answers: dict[str, str] = field(default_factory=dict)
    for_address: dict[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    spoken: list[str] = field(default_factory=list)
    first_at: float = 0.0
    last_at: float = 0.0

    def __enter__(self) -> "Sink":
        self.lock, self.closing = threading.Lock(), threading.Event()
        sink = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError, StopIteration):
                    sink.talk(self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads, request_queue_size = True, True, 64

        self.server = Server(("127.0.0.1", 0), Talk)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def counts(self) -> Counter[tuple[str, str]]:
        """(Message-ID, recipient) -> how many copies came over the wire."""
        with self.lock:
            return Counter((one.message_id, to) for one in self.received for to in one.recipients)

    def talk(self, wire: socketserver.StreamRequestHandler) -> None:
        self.connections += 1
        to: list[str] = []
        self.say(wire, "connect", "220 sink")
        while line := wire.rfile.readline():
            verb = line[:4].decode("latin-1").upper().strip()
            phase = PHASES.get(verb, verb)
            self.spoken.append(phase)
            if verb in ("EHLO", "HELO"):
                offers = ("sink", "8BITMIME", *self.offers)
                lines = [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"]
                self.say(wire, phase, "\r\n".join(lines))
            elif verb == "RCPT":
                address = line.decode("latin-1").partition("<")[2].partition(">")[0].lower()
                answer = self.for_address.get(address, "250 ok")
                if self.say(wire, phase, answer).startswith("250"):
                    to.append(address)
            elif verb == "DATA":
                if self.say(wire, phase, "354 go").startswith("354"):
                    self.take(wire, tuple(to))
                    to = []
            else:
                if verb in ("RSET", "MAIL"):
                    to = []
                self.say(wire, phase, "221 bye" if verb == "QUIT" else "250 ok")

    def take(self, wire: socketserver.StreamRequestHandler, to: tuple[str, ...]) -> None:
        data = b""
        while not data.endswith(b"\r\n.\r\n"):
            data += (line := wire.rfile.readline())
            if not line:
                return
        if not self.answers.get("answer", "250").startswith(("4", "5")):
            with self.lock:
                self.received.append(Received(to, data))
                self.last_at = time.monotonic()
                self.first_at = self.first_at or self.last_at
        time.sleep(random.uniform(*self.delay))  # noqa: S311
        self.say(wire, "answer", "250 ok")

    def say(self, wire: socketserver.StreamRequestHandler, phase: str, usual: str) -> str:
        answer = self.answers.get(phase, usual)
        if answer == SILENCE:
            self.closing.wait(30)
            raise StopIteration
        if answer == RESET:
            raise StopIteration
        wire.wfile.write(answer.encode() + b"\r\n")
        if answer.startswith("421"):
            raise StopIteration
        return answer


@pytest.fixture
def sink(settings):
    """A mail server of the test's own; every deliver() of the test talks to it."""
    with Sink() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.OUTBOX_TIMEOUTS = QUICK
        yield server
