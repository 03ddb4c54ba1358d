"""An answer may do anything; the notebook around it goes on."""

import builtins
import io
import sys
import threading
import time
import warnings
from contextlib import suppress

import numpy as np
import pytest

from gdcourse.checks.running import Outcome, Sink, TimeUp, copied, run

over = threading.Event()


@pytest.fixture(scope="module", autouse=True)
def nothing_runs_on():
    """What listens to no exception would slow down all tests after these."""
    yield
    over.set()


def loops():
    while True:
        pass


def loops_and_prints():
    while True:
        print("again " * 1000)  # noqa: T201  what a learner's loop does


def loops_and_swallows():
    while not over.is_set():
        with suppress(BaseException):
            time.sleep(0)


def sleeps():
    time.sleep(30)


@pytest.mark.parametrize(
    "answer", [loops, loops_and_prints, loops_and_swallows, sleeps]
)
def test_an_answer_that_never_ends_is_stopped(answer):
    begin = time.perf_counter()
    outcome = run(answer, (), 0.2)
    assert isinstance(outcome.error, TimeUp)
    assert time.perf_counter() - begin < 5
    assert run(lambda: 1, (), 1.0).value == 1


def test_the_line_that_never_ends_is_told():
    assert run(loops, (), 0.1).line.endswith(("while True:", "pass"))


@pytest.mark.parametrize(
    "error", [SystemExit, KeyboardInterrupt, GeneratorExit, MemoryError, ValueError]
)
def test_any_error_becomes_an_outcome(error):
    def answer():
        raise error("no")

    outcome = run(answer, (), 1.0)
    assert type(outcome.error) is error
    assert outcome.line.endswith('raise error("no")')


def test_endless_recursion_is_an_error_of_its_own():
    def answer():
        return answer() + 1

    assert isinstance(run(answer, (), 2.0).error, RecursionError)


def test_the_line_is_the_learners_not_a_librarys():
    def answer():
        return np.linalg.inv(np.zeros((2, 2)))

    assert run(answer, (), 1.0).line.endswith("return np.linalg.inv(np.zeros((2, 2)))")


def test_nothing_is_shown(capsys):
    def answer():
        print("out")  # noqa: T201  what a learner's answer does
        print("err", file=sys.stderr)  # noqa: T201  so does this
        warnings.warn("careful", stacklevel=1)
        return np.float64(1.0) / np.float64(0.0)

    outcome = run(answer, (), 1.0)
    assert outcome.printed.startswith("out\nerr")
    assert outcome.value == np.inf
    assert capsys.readouterr() == ("", "")


def test_a_flood_of_prints_is_cut():
    sink = Sink()
    assert isinstance(sink, io.TextIOBase)
    for _ in range(100_000):
        sink.write("drop " * 10)
    assert len(sink.kept) < 500


def test_questions_are_refused_and_asking_is_restored():
    before = builtins.input
    assert isinstance(run(lambda: builtins.input("?"), (), 1.0).error, EOFError)
    assert builtins.input is before


def test_copies_share_nothing_that_can_change():
    given = ([np.zeros(2)], {"a": [1]}, 1.0, len)
    copy = copied(given)
    copy[0][0][:] = 1.0
    copy[1]["a"].append(2)
    assert given[0][0].tolist() == [0.0, 0.0]
    assert given[1] == {"a": [1]}
    assert copy[3] is len


def test_where_no_thread_can_start_the_answer_still_runs(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    assert run(abs, (-1,), 1.0) == Outcome(value=1)
