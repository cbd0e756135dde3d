"""A mail server for a trial: takes every mail and prints it, sends none. Standard library only.

`python3 -m smartpick.machine.catcher 1025`, and EMAIL_URL=smtp://127.0.0.1:1025 for the rest.
"""

import socketserver
import sys

PORT = 1025
SAID = {"DATA": "354 go on", "QUIT": "221 bye"}


class Talk(socketserver.StreamRequestHandler):
    """One connection: as much of SMTP as a sender needs who wants no encryption."""

    def handle(self) -> None:
        self.say("220 catcher")
        while line := self.rfile.readline():
            verb = line[:4].decode("latin-1").upper().strip()
            self.say(SAID.get(verb, "250 ok"))
            if verb == "QUIT":
                return
            if verb == "DATA":
                self.take()

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        print(b"".join(lines).decode("utf-8", "replace"), "-" * 72, sep="\n", flush=True)
        self.say("250 caught")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Catcher(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    with Catcher(("127.0.0.1", port), Talk) as server:
        print(f"Every mail to 127.0.0.1:{port} is shown here and goes nowhere.", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
