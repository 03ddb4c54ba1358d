"""The warm parent of all children: imports once, forks for each submission.

It has one thread, never runs a learner's line and knows no check's answer of today. For
each child it forks a keeper, which makes the namespaces, forks the child into them and
ends it when either the child's work or the zygote is over.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import traceback
from importlib import import_module

from gdcourse.grading.child import main as main_of_child
from gdcourse.grading.sandbox import Room

WARM = (
    "numpy",
    "sympy",
    "scipy.optimize",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "IPython.core.inputtransformer2",
    "gdcourse.checks",
    "gdcourse.checks.judging",
    "gdcourse.optimizers",
    "gdcourse.landscapes",
    "gdcourse.proofs.puzzles",
)


def main(number: int) -> None:
    """Serve until the judge hangs up."""
    for name in WARM:
        with contextlib.suppress(ImportError):
            import_module(name)
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=number)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line.send(b"{}\n")
    while True:
        text, ends, _, _ = socket.recv_fds(line, 65536, 2)
        if not text:
            return
        told = {"pid": fork(line, json.loads(text), *ends)}
        for end in ends:
            os.close(end)
        line.send(json.dumps(told).encode() + b"\n")


def fork(line: socket.socket, wish: dict, end: int, leash: int) -> int:
    """The process id of a new child, told by its keeper (0 where it has none)."""
    readable, writable = os.pipe()
    if os.fork():
        os.close(writable)
        with os.fdopen(readable, "rb") as told:
            return int(told.readline() or 0)
    try:
        line.close()
        keep(wish, end, leash, writable)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def keep(wish: dict, end: int, leash: int, writable: int) -> None:
    """The keeper: make the room, put the child in, end it when the leash is let go."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    room = Room(wish["folder"], wish["limits"], frozenset(wish["without"]))
    room.enter()
    pid = os.fork()
    if pid == 0:
        try:
            main_of_child(end, room)
        except BaseException:  # seen only while nothing of the learner's has run
            traceback.print_exc()
        finally:
            os._exit(1)
    os.write(writable, b"%d\n" % pid)
    os.close(writable)
    os.close(end)
    leash = socket.socket(fileno=leash)
    leash.settimeout(0.1)
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        with contextlib.suppress(TimeoutError):
            leash.recv(1)  # nothing ever comes but the end
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            break
    os.killpg(0, signal.SIGKILL)  # what is left of the group, this process too


if __name__ == "__main__":
    main(int(sys.argv[1]))
