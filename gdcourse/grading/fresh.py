"""A child where nothing forks (Windows): a process of its own, and no more.

Judge and answers stay apart, so there is nothing to forge; but files and network are
open to the answers, and the level is ``weak``: for a trusted class only.
"""

import contextlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from gdcourse.grading.limits import Limits

HERE, START_SECONDS = "127.0.0.1", 60
ISOLATION = {"level": "weak", "by": ["a process of its own"]}


@dataclass(frozen=True)
class Fresh:
    """A child that was started and not forked; see ``spawning.Started``."""

    process: subprocess.Popen
    end: socket.socket

    @property
    def pid(self) -> int:
        return self.process.pid

    def clock(self) -> float:
        return time.monotonic()

    def memory_mb(self) -> float:
        return 0.0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def start_fresh(folder: str, limits: Limits, environment: dict[str, str]) -> Fresh:
    """Start a child that calls back; only one that knows the word is let in."""
    word = secrets.token_hex(16)
    with socket.create_server((HERE, 0)) as door:
        door.settimeout(START_SECONDS)
        port = str(door.getsockname()[1])
        command = [sys.executable, "-m", "gdcourse.grading.fresh", port]
        process = subprocess.Popen(
            [*command, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=folder,
            stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        with process.stdin as line:
            line.write(word.encode())
        try:
            return Fresh(process, caller(door, word.encode()))
        except BaseException:
            process.kill()
            process.wait()
            raise


def caller(door: socket.socket, word: bytes) -> socket.socket:
    """The first caller that says the word."""
    while True:
        end, _ = door.accept()
        end.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):
            said = end.recv(len(word), socket.MSG_WAITALL)
            if hmac.compare_digest(said, word):
                return end
        end.close()


def main(port: int, limits: dict) -> None:
    """In the child: call the judge, then serve."""
    from gdcourse.grading.child import serve

    word = sys.stdin.buffer.read()
    end = socket.create_connection((HERE, port))
    end.sendall(word)
    own = ("HOME", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR")
    os.environ.update(dict.fromkeys(own, os.getcwd()))
    serve(end, ISOLATION, limits)


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
