"""The untrusted side: run the learner's cells, answer questions, lend functions.

Everything here is in the learner's hands. Nothing here decides about points.
"""

import builtins
import contextlib
import io
import json
import linecache
import os
import socket
import sys
import threading
import types
from typing import Any

import numpy as np

from gdcourse import checks
from gdcourse.checks import running
from gdcourse.grading import errors, wire
from gdcourse.grading.channel import LARGEST, Channel, Closed
from gdcourse.grading.console import Magic, Printed, leave, without_magics
from gdcourse.grading.guests import Kept, guest


class Notebook:
    """The learner's names, and the questions about them."""

    def __init__(self, channel: Channel) -> None:
        self.channel, self.kept = channel, Kept()
        self.speaking, self.wishes = threading.RLock(), 0
        self.module = types.ModuleType("__main__")
        sys.modules["__main__"] = self.module
        self.names = self.module.__dict__
        self.names.update(
            __builtins__=builtins,
            get_ipython=Magic,
            display=print,
            exit=leave,
            quit=leave,
        )

    def serve(self) -> None:
        """Answer questions until the judge hangs up."""
        while True:
            message = json.loads(self.channel.receive())
            if (
                "op" not in message
            ):  # a wish granted to a call that was stopped meanwhile
                continue
            op, number = message.pop("op"), message.pop("n")
            value = error = None
            try:
                value = getattr(self, op)(**message)
            except Exception as raised:  # an object may refuse to be looked at
                error = raised
            self.reply(number, value, error)

    def reply(self, number: int, value: Any, error: Exception | None) -> None:
        before = len(self.kept.things)
        try:
            data = {"v": self.encode(value), "error": self.encode(error)}
            frame = json.dumps({"re": number, "lost": 0, **data}).encode()
        except (ValueError, MemoryError, RecursionError):
            frame = b""
        if not 0 < len(frame) <= LARGEST:
            frame = b'{"lost": 1, "re": %d}' % number
            del self.kept.things[before:]
        self.channel.send(frame)

    def run(self, source: str, name: str) -> BaseException | None:
        lines = source.splitlines(keepends=True)
        linecache.cache[name] = (len(source), None, lines, name)
        try:
            exec(compile(without_magics(source), name, "exec"), self.names)
        except BaseException as error:  # a cell may raise anything, SystemExit too
            return error
        return None

    def get(self, name: str) -> list:
        return [self.names[name]] if name in self.names else []

    def outcome(self, i: int, a: list, seconds: float) -> tuple:
        given = tuple(self.decode(data) for data in a)
        found = running.run(self.kept.find(i), given, seconds)
        after = {
            place: value
            for place, value in enumerate(given)
            if isinstance(value, (list, tuple, dict, np.ndarray))
            and self.encode(value) != a[place]
        }
        return found.value, found.error, found.line, found.printed, after

    def read(self, i: int, name: str) -> Any:
        return getattr(self.kept.find(i), name)

    def walk(self, i: int) -> Any:
        return Steps(iter(self.kept.find(i)))

    def next(self, i: int) -> list:
        for value in self.kept.find(i).iterator:
            return [value]
        return []

    def wish(self, kind: str, **more: Any) -> Any:
        """Ask the judge for something; one thread at a time."""
        with self.speaking:
            self.wishes += 1
            number = self.wishes
            if "a" in more:
                more["a"] = [self.encode(value) for value in more["a"]]
                more["k"] = {k: self.encode(v) for k, v in more["k"].items()}
            frame = json.dumps({"wish": kind, "n": number, **more}).encode()
            self.channel.send(frame)
            while True:
                reply = json.loads(self.channel.receive())
                if reply.get("re") == number:
                    break
        if "error" in reply:
            raise errors.decode(reply["error"])
        if kind == "next":
            return [self.decode(data) for data in reply["v"]]
        return self.decode(reply["v"])

    def encode(self, value: Any) -> Any:
        return wire.encode(value, self.kept.handle)

    def decode(self, data: Any) -> Any:
        return wire.decode(data, self.find)

    def find(self, data: dict) -> Any:
        if data["$"] == "lent":
            return guest(self.wish, data)
        if data["$"] == "yours":
            return self.kept.find(data["i"])
        return errors.decode(data)


class Steps:
    """A walk through something that the answer returned."""

    def __init__(self, iterator: Any) -> None:
        self.iterator = iterator


def main(end: int, room: Any) -> None:
    """Confine this process for good, say how, and serve."""
    isolation = room.close_door(end)
    serve(socket.socket(fileno=end), isolation, room.limits)


def serve(end: socket.socket, isolation: dict, limits: dict) -> None:
    """Answer the judge's questions until it hangs up."""
    channel = Channel(end)
    end.settimeout(None)
    sys.stdout = sys.stderr = Printed(int(limits["output_kb"] * 1024))
    sys.stdin, sys.argv = io.StringIO(), [""]
    checks.check = checks.hint = print  # the judge checks; a learner's cell need not
    os.environ["GDCOURSE_STRICT"] = "1"
    notebook = Notebook(channel)
    if hasattr(os, "register_at_fork"):  # only this process answers
        os.register_at_fork(after_in_child=channel.close)
    channel.send(json.dumps({"isolation": isolation}).encode())
    with contextlib.suppress(Closed):
        notebook.serve()
    os._exit(0)
