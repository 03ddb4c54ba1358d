"""Run a learner's function: quietly, on copies, and only for a limited time.

Each call runs in a thread of its own. When the time is up an exception is raised inside
that thread, which ends a loop on every platform and leaves the learner's notebook
alone. A thread that swallows even that is left behind, and the report says so.
"""

import builtins
import io
import linecache
import os
import sysconfig
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import ContextVar
from dataclasses import dataclass
from types import TracebackType

import numpy as np

from gdcourse.checks.stopping import Stop

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIBRARY = sysconfig.get_paths()["stdlib"]


STILL_RUNNING = "it is still running: restart the kernel before you go on"


class TimeUp(BaseException):
    """Raised inside an answer that runs too long; not an Exception on purpose."""


class Sink(io.TextIOBase):
    """Takes everything that an answer prints and keeps only its beginning."""

    def __init__(self) -> None:
        self.kept = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.kept) < 200:
            self.kept += text[:200]
        return len(text)


@dataclass(frozen=True)
class Outcome:
    """What one call of an answer came to: a value, or an error and its line."""

    value: object = None
    error: BaseException | None = None
    line: str = ""
    printed: str = ""


def copied(value: object) -> object:
    """A copy of arrays and containers; everything else as it is."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(copied(entry) for entry in value)
    if type(value) is dict:
        return {key: copied(entry) for key, entry in value.items()}
    return value


def no_input(*_: object) -> str:
    raise EOFError("a checked function gets its data as arguments, not from input()")


@contextmanager
def quiet() -> Iterator[Sink]:
    """Nothing is shown: prints go to the sink, warnings and questions nowhere."""
    sink, asking = Sink(), builtins.input
    with redirect_stdout(sink), redirect_stderr(sink), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builtins.input = no_input
        try:
            yield sink
        finally:
            builtins.input = asking


# Who runs answers: this process, unless the grader of a class says who.
runner: ContextVar[Callable[..., Outcome] | None] = ContextVar("runner", default=None)


def run(answer: Callable, arguments: tuple, seconds: float) -> Outcome:
    """Call ``answer(*arguments)`` with no output and at most this many seconds."""
    return (runner.get() or run_here)(answer, arguments, seconds)


def run_here(answer: Callable, arguments: tuple, seconds: float) -> Outcome:
    """The same in this process, in a thread of its own."""
    box: list[Outcome] = []
    stop = Stop(TimeUp)

    def work() -> None:
        try:
            with np.errstate(all="ignore"):
                box.append(Outcome(value=stop.during(answer, *arguments)))
        except BaseException as error:  # an answer may raise anything, SystemExit too
            box.append(Outcome(error=error, line=learner_line(error)))

    with quiet() as sink:
        thread = threading.Thread(target=work, daemon=True)
        try:
            thread.start()
        except RuntimeError:  # a browser (Pyodide) has no threads, so no limit either
            work()
        else:
            wait(thread, seconds, stop)
    outcome = box[0] if box else Outcome(error=TimeUp(), line=STILL_RUNNING)
    return Outcome(outcome.value, outcome.error, outcome.line, sink.kept)


def wait(thread: threading.Thread, seconds: float, stop: Stop) -> None:
    """Give the thread its time, then stop it; knock again while it does not listen.

    The time is the processor's, so that a busy computer takes nothing from an answer;
    one that only sleeps is stopped after five times as long.
    """
    work, wall = time.process_time(), time.monotonic()
    while (
        time.process_time() - work < seconds and time.monotonic() - wall < 5 * seconds
    ):
        thread.join(seconds / 10)
        if not thread.is_alive():
            return
    for _ in range(20):
        if not thread.is_alive():
            return
        stop.knock()
        thread.join(0.05)


def learner_line(error: BaseException) -> str:
    """The last line of the learner's own code on the way to the error."""
    found, trace = "", error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if not path.startswith((OURS, LIBRARY, "<frozen")) and "-packages" not in path:
            number = line_number(trace)
            found = f"line {number}  {linecache.getline(path, number).strip()}".rstrip()
        trace = trace.tb_next
    return found


def line_number(trace: TracebackType) -> int:
    """The line of a traceback's entry, or the one before where it has none.

    A loop may be stopped while it jumps back, and such a jump can belong to no line.
    """
    code, last = trace.tb_frame.f_code, trace.tb_lasti
    lines = [line for start, _, line in code.co_lines() if line and start <= last]
    return lines[-1] if lines else code.co_firstlineno
