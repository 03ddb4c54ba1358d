"""A submission as it is run: its cells in a child, in a new one where one is ended."""

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any

import numpy as np

from gdcourse.checks.running import Outcome, TimeUp
from gdcourse.grading import errors
from gdcourse.grading.errors import Ended, Overtime
from gdcourse.grading.handles import RemoteFunction
from gdcourse.grading.limits import Limits
from gdcourse.grading.session import Session
from gdcourse.grading.submission import clean
from gdcourse.grading.watchdog import watched

WORDS = {
    "time": "it did not finish in time",
    "died": "it ended its own process",
    "form": "what it sent back could not be read",
    "closed": "the time for the whole notebook was over",
}


class Trial:
    """The cells run so far, in a child that is replaced when it is ended.

    A cell that ends the child is not run again; what it broke is told in ``troubles``.
    """

    def __init__(self, limits: Limits, setup: str, without: tuple[str, ...]) -> None:
        self.limits, self.setup, self.without = limits, setup, without
        self.left, self.memory_mb, self.calls = limits.seconds, 0.0, 0
        self.done: list[tuple[str, str]] = []
        self.troubles: dict[str, str] = {}
        self.isolation: dict[str, Any] = {"level": "weak", "by": []}
        self.session: Session | None = None

    def __enter__(self) -> "Trial":
        return self

    def __exit__(
        self,
        kind: type | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.drop()

    def run(self, source: str, name: str) -> None:
        """Run a cell; its trouble, if any, is kept under its name."""
        try:
            error = watched(lambda: self.alive().run(source, name))
        except (Ended, Overtime) as end:
            self.troubles[name] = f"{WORDS[self.reason(end)]}."
            return
        except Exception:  # what it raised cannot be told
            error = None
        self.done.append((source, name))
        if error is not None:
            self.troubles[name] = told(error, name)

    def get(self, name: str) -> list:
        """What a name stands for, in a list; nothing where it stands for nothing."""
        try:
            return watched(lambda: self.alive().get(name))
        except (Ended, Overtime) as end:
            self.reason(end)
        except Exception:  # too large, or it refuses to be looked at
            pass
        return []

    def reason(self, end: Ended | Overtime) -> str:
        """Why the child is gone; it goes now where only the judge lost its patience."""
        if isinstance(end, Ended):
            return end.reason
        if self.session is not None:
            self.session.end("form")
        return "form"

    def settle(self) -> None:
        """A check is over: what it lent is taken back."""
        if self.session is not None:
            self.session.settle()

    def alive(self) -> Session:
        """The child with all that was run; a new one repeats the cells."""
        if self.session is not None and self.session.ended is None:
            return self.session
        self.drop()
        if self.left <= 0:
            raise Ended("closed")
        self.session = Session(self.limits, self.left, self.without)
        self.isolation = self.session.isolation
        for source, name in [(self.setup, "<imports>"), *self.done]:
            self.session.run(source, name)
        return self.session

    def drop(self) -> None:
        """End the child, and count what it used."""
        if self.session is not None:
            self.session.close()
            self.left = min(self.left, self.session.seconds)
            self.memory_mb = max(self.memory_mb, self.session.memory_mb)
            self.calls += self.session.lent.calls
            self.session = None

    def runner(self, answer: Callable, arguments: tuple, seconds: float) -> Outcome:
        """Run a learner's function in the child and one of ours here."""
        try:
            if isinstance(answer, RemoteFunction):
                return answer.session().outcome(answer, arguments, seconds)
            with np.errstate(all="ignore"):
                return Outcome(answer(*arguments))
        except (Overtime, KeyboardInterrupt):
            raise
        except Ended as end:
            if end.reason in ("time", "closed"):
                return Outcome(error=TimeUp())
            return Outcome(error=errors.alike("Ended", RuntimeError, WORDS[end.reason]))
        except MemoryError as error:
            return Outcome(error=errors.alike("MemoryError", MemoryError, str(error)))
        except Exception as error:
            return Outcome(error=error)


def told(error: BaseException, name: str) -> str:
    """What a cell raised, in a few words."""
    text = clean(" ".join(str(error).split()))[:200]
    kind = clean(type(error).__name__)
    return f"it raised {kind}: {text}".rstrip(": .") + "."


def undefined(text: str) -> str | None:
    """The name that an error says is not defined."""
    found = re.search(r"NameError: name '(\w+)' is not defined", text)
    return found[1] if found else None
