"""One confined child: run cells in it, call the learner's functions, and end it.

The child answers questions; while it thinks it may call back what the judge lent it.
Whatever it sends is data, and every wait has a deadline.
"""

import json
import tempfile
import time
from typing import Any

from gdcourse.checks.running import STILL_RUNNING, Outcome, TimeUp
from gdcourse.grading import errors, wire
from gdcourse.grading.channel import Channel, Closed, Deadline, Late
from gdcourse.grading.errors import Ended
from gdcourse.grading.handles import Lent, Remote, overwrite, remote
from gdcourse.grading.leftovers import remove
from gdcourse.grading.limits import Limits
from gdcourse.grading.spawning import Started, start

START_SECONDS = 60
MOST_RECEIVED = 256 * 2**20  # bytes, for one check: a series of arrays has no end
SLEEP_FACTOR = 3  # how much longer an answer may sleep than compute


class Session:
    """A child with its own folder; use it in a ``with`` statement."""

    def __init__(
        self, limits: Limits, seconds: float, without: tuple[str, ...] = ()
    ) -> None:
        self.limits, self.seconds = limits, seconds
        self.lent, self.questions, self.received = Lent(), 0, 0
        self.memory_mb, self.kinds = 0.0, {}
        self.ended: str | None = None
        self.folder = tempfile.mkdtemp(prefix="gd-")
        try:
            self.child: Started = start(self.folder, limits, without)
            self.channel = Channel(self.child.end)
            first = self.receive(Deadline(START_SECONDS))
            self.isolation = json.loads(first)["isolation"]
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, source: str, name: str) -> BaseException | None:
        """Run a cell; the error it raised, if any."""
        found = self.ask("run", source=source, name=name)
        return self.expect(found is None or isinstance(found, BaseException), found)

    def get(self, name: str) -> Any:
        """What a name stands for in the learner's notebook, in a list; or nothing."""
        found = self.ask("get", name=name)
        return self.expect(type(found) is list and len(found) < 2, found)

    def outcome(self, answer: Remote, given: tuple, seconds: float) -> Outcome:
        """Call a function of the answer as a check does, and see its arguments after.

        It runs in the child as it does in the learner's notebook: quietly, for so many
        seconds of the processor. ``given`` changes in place where the answer did so.
        """
        more = {"i": answer._number, "a": [self.encode(value) for value in given]}
        found = self.ask("outcome", limit=seconds, seconds=seconds, **more)
        self.expect(type(found) is tuple and len(found) == 5, found)
        value, error, line, printed, after = found
        self.expect(type(after) is dict, after)
        for place in after.keys() & set(range(len(given))):
            overwrite(given[place], after[place])
        if line == STILL_RUNNING:  # and in the way of all that follows
            self.end("time")
        error = error if isinstance(error, BaseException) else None
        return Outcome(value, error, str(line)[:300], str(printed)[:200])

    def call(self, answer: Remote, given: tuple) -> Any:
        """Call a function of the answer; its error is raised here."""
        found = self.outcome(answer, given, self.limits.cell_seconds)
        if isinstance(found.error, TimeUp):
            raise Ended("time")
        if isinstance(found.error, Exception):
            raise found.error
        if found.error is not None:
            raise RuntimeError(f"{type(found.error).__name__}: {found.error}")
        return found.value

    def ask(self, op: str, limit: float = 0, **more: Any) -> Any:
        """Put a question and wait for its answer; raises Ended when none will come."""
        work = max(limit + 1, self.limits.cell_seconds)
        wall = min(SLEEP_FACTOR * work, self.seconds)
        start, late = time.monotonic(), Deadline(wall, work, self.child.clock)
        number = self.questions = self.questions + 1
        try:
            self.send({"op": op, "n": number, **more}, late)
            found, error = self.answered(number, late)
        except (KeyError, TypeError, ValueError, RecursionError):
            self.end("form")
            raise Ended("form") from None
        finally:
            self.seconds -= time.monotonic() - start
        if isinstance(error, Exception):
            raise error
        return found

    def answered(self, number: int, late: Deadline) -> tuple[Any, Any]:
        """The answer to a question, or its error; until then wishes are granted."""
        while True:
            message = json.loads(self.receive(late))
            odd = self.received > MOST_RECEIVED or type(message) is not dict
            if not odd and "wish" in message:
                self.send(self.granted(message), late)
            elif odd or message["re"] != number:
                raise wire.Unreadable
            elif message["lost"]:
                return None, MemoryError("the result is too large to be looked at")
            else:
                return self.decode(message["v"]), self.decode(message["error"])

    def settle(self) -> None:
        """A check is over: nothing is lent any more, and the count begins anew."""
        self.lent.take_back()
        self.received = 0

    def expect(self, is_right: bool, found: Any) -> Any:
        """What was found, where it has the form that it should have."""
        if not is_right:
            self.end("form")
            raise Ended("form")
        return found

    def granted(self, wish: dict) -> dict:
        """What the child gets for its wish: a value, or the error that it raised."""
        if self.lent.calls >= self.limits.calls_back:
            self.end("time")
            raise Ended("time")
        try:
            value = self.lent.answer(wish, self.decode, self.encode)
        except (errors.Overtime, Ended, KeyboardInterrupt):
            raise
        except BaseException as error:
            return {"re": wish.get("n"), "error": errors.encode(error)}
        return {"re": wish.get("n"), "v": value}

    def send(self, message: dict, late: Deadline) -> None:
        try:
            self.check()
            self.channel.send(json.dumps(message).encode(), late)
        except (Late, Closed) as error:
            self.stop(error)

    def receive(self, late: Deadline) -> bytes:
        try:
            self.check()
            frame = self.channel.receive(late)
            self.received += len(frame)
            return frame
        except (Late, Closed) as error:
            return self.stop(error)

    def check(self) -> None:
        if self.ended is not None:
            raise Ended(self.ended)

    def stop(self, error: Exception) -> bytes:
        self.end("time" if isinstance(error, Late) else "died")
        raise Ended(self.ended) from None

    def encode(self, value: Any) -> Any:
        return wire.encode(value, self.lent.handle)

    def decode(self, data: Any) -> Any:
        return wire.decode(data, self.find, kinds=self.kinds)

    def find(self, data: dict) -> Any:
        """What a handle from the child stands for."""
        kind = data.get("$")
        if kind == "mine":
            return self.lent.find(data.get("i"))
        if kind == "error":
            return errors.decode(data)
        if kind != "kept":
            raise wire.Unreadable
        return remote(self, data, self.kinds)

    def end(self, reason: str) -> None:
        """End the child and everything it started."""
        if self.ended is None:
            self.ended = reason
            self.memory_mb = max(self.memory_mb, self.child.memory_mb())
            self.child.kill()

    def close(self) -> None:
        if hasattr(self, "child"):
            self.end("closed")
            self.child.end.close()
        remove(self.folder)
