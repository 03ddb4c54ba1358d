"""Start a confined child: forked from a warm zygote, or afresh where nothing forks."""

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from gdcourse.grading.fresh import Fresh, start_fresh
from gdcourse.grading.limits import Limits

PACKAGES = str(Path(__file__).resolve().parents[2])
KEPT = ("PATH", "LANG", "HOME", "MPLCONFIGDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
LAST_SECONDS = 10
ALONE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Started:
    """A child: its process, the line to it, and the leash that its keeper holds."""

    pid: int
    end: socket.socket
    leash: socket.socket

    def clock(self) -> float:
        """Seconds of the processor that the child has used; on the wall elsewhere."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except (AttributeError, OSError):
            return time.monotonic()

    def memory_mb(self) -> float:
        """Memory that the child shares with nobody, where the system tells."""
        try:
            text = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        except OSError:
            return 0.0
        parts = [line.split() for line in text.splitlines()]
        return sum(int(p[1]) for p in parts if p[0].startswith("Private_")) / 1024

    def kill(self) -> None:
        """Let go of the leash: the keeper ends the child and all that it started."""
        with contextlib.suppress(OSError), self.leash:
            self.leash.shutdown(socket.SHUT_WR)
            self.leash.settimeout(LAST_SECONDS)
            self.leash.recv(1)  # comes to its end when the keeper is gone, too


class Zygote:
    """The process that children are forked from; it never runs a learner's line."""

    def __init__(self) -> None:
        mine, other = socket.socketpair()
        command = [sys.executable, "-m", "gdcourse.grading.zygote", str(other.fileno())]
        self.process = subprocess.Popen(
            command, pass_fds=[other.fileno()], env=environment(), cwd="/",
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        other.close()
        self.line = mine
        self.replies = mine.makefile("rb")
        self.owner = os.getpid()
        self.reply()

    def reply(self) -> dict:
        text = self.replies.readline(65536)
        if not text.endswith(b"\n"):
            raise RuntimeError(
                "children cannot be started: the process they come from has ended. "
                "Look above for its last words."
            )
        return json.loads(text)

    def fork(self, folder: str, limits: Limits, without: tuple[str, ...]) -> Started:
        mine, other = socket.socketpair()
        leash, held = socket.socketpair()
        wish = {"folder": folder, "limits": asdict(limits), "without": list(without)}
        with other, held:
            text = json.dumps(wish).encode() + b"\n"
            socket.send_fds(self.line, [text], [other.fileno(), held.fileno()])
            return Started(self.reply()["pid"], mine, leash)

    def is_ours(self) -> bool:
        """Whether it still runs, and this process (no fork of it) started it."""
        return self.owner == os.getpid() and self.process.poll() is None

    def stop(self) -> None:
        self.line.close()
        self.replies.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)


def environment() -> dict[str, str]:
    """What a new process gets of the judge's environment: hardly anything."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    own = {"MPLBACKEND": "Agg", "PYTHONPATH": PACKAGES, "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | dict.fromkeys(ALONE, "1") | own


lock = threading.Lock()
zygotes: list[Zygote] = []


def start(folder: str, limits: Limits, without: tuple[str, ...]) -> Started | Fresh:
    """A confined child that waits for its first question."""
    if not hasattr(os, "fork"):
        return start_fresh(folder, limits, environment())
    with lock:
        if zygotes and not zygotes[0].is_ours():
            zygotes.clear()
        if not zygotes:
            zygotes.append(Zygote())
        return zygotes[0].fork(folder, limits, without)


def stop() -> None:
    """End the zygote, with this process at the latest; the next child gets another."""
    with lock:
        while zygotes:
            zygotes.pop().stop()


atexit.register(stop)
