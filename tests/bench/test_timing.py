"""Turns, medians and the number of calls, by a clock that only functions move."""

import gc
from time import perf_counter, process_time

import pytest

from gdcourse.bench.timing import (
    calls_in,
    clock_for,
    medians,
    no_collection,
    seconds_of,
)


class Time:
    """A clock, and functions that take as long as they say."""

    def __init__(self) -> None:
        self.now, self.log = 0.0, []

    def clock(self) -> float:
        return self.now

    def function(self, name: str, *costs: float):
        """Each call costs the next of the numbers, then always the last."""
        left = list(costs)

        def call() -> None:
            self.now += left.pop(0) if len(left) > 1 else left[0]
            self.log.append(name)

        return call


def test_seconds_are_those_of_all_calls_together():
    time = Time()
    assert seconds_of(time.function("f", 1.0, 2.0, 4.0), 3, time.clock) == 7.0


@pytest.mark.parametrize(
    ("cost", "calls"), [(2.0, 1), (1.0, 1), (0.5, 2), (0.25, 4), (1 / 1024, 1024)]
)
def test_a_turn_is_as_many_calls_as_fill_it(cost, calls):
    time = Time()
    assert calls_in(time.function("f", cost), 1.0, time.clock) == calls


def test_the_first_call_compiles_and_does_not_count():
    time = Time()
    assert calls_in(time.function("f", 1000.0, 0.25), 1.0, time.clock) == 4


def test_a_clock_that_stands_still_for_a_while_ends_the_trials():
    time = Time()
    coarse = lambda: time.now // 0.25 * 0.25  # noqa: E731 a clock with a wide tick
    assert 1 <= calls_in(time.function("f", 1 / 1024), 1.0, coarse) <= 4096


def test_medians_are_seconds_per_call():
    time = Time()
    functions = {"a": time.function("a", 0.25), "b": time.function("b", 3.0)}
    assert medians(functions, 3, 1.0, time.clock) == {"a": 0.25, "b": 3.0}


def test_one_busy_moment_does_not_move_a_median():
    time = Time()
    # two calls warm up, then five turns of one call each
    slow = time.function("f", 1.0, 1.0, 1.0, 50.0, 1.0, 2.0, 1.0)
    assert medians({"f": slow}, 5, 1.0, time.clock) == {"f": 1.0}


def test_functions_take_turns_and_each_begins_a_round():
    time = Time()
    functions = {name: time.function(name, 1.0) for name in "abc"}
    medians(functions, 3, 1.0, time.clock)
    warm, turns = time.log[:6], time.log[6:]
    assert warm == list("aabbcc")
    assert turns == list("abcbcacab")


@pytest.mark.parametrize(
    ("resolution", "name", "clock"),
    [
        (1e-9, "processor time", process_time),
        (0.0156, "time on the wall", perf_counter),
    ],
)
def test_a_coarse_clock_is_not_used(resolution, name, clock):
    assert clock_for(resolution) == (name, clock)


def test_nothing_to_time_takes_no_time():
    assert medians({}) == {}


def test_garbage_is_not_collected_within_a_turn():
    assert gc.isenabled()
    states = []
    medians({"f": lambda: states.append(gc.isenabled())}, 1, 0.0)
    assert states
    assert not any(states)
    assert gc.isenabled()


def test_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
