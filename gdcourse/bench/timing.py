"""Time functions side by side: they take turns, and medians are compared.

The clock counts the processor time of this process, so that other programs on a busy
machine hardly count; all peers have one thread. Where that clock is coarse (Windows),
it is the clock on the wall.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from time import get_clock_info, perf_counter, process_time
from typing import Any

Clock = Callable[[], float]
COARSE = 1e-5  # seconds


def clock_for(resolution: float) -> tuple[str, Clock]:
    """Processor time, if its clock ticks often enough."""
    if resolution > COARSE:
        return "time on the wall", perf_counter
    return "processor time", process_time


CLOCK_NAME, CLOCK = clock_for(get_clock_info("process_time").resolution)


def medians(
    functions: Mapping[Any, Callable[[], object]],
    rounds: int = 7,
    seconds: float = 0.01,
    clock: Clock = CLOCK,
) -> dict[Any, float]:
    """Median seconds per call of each function.

    In every round each function has one turn, so that a busy moment of the machine
    hits all of them; each round begins with another function, so that none always
    follows the same neighbor. A turn is as many calls as take ``seconds``.
    """
    if not functions:
        return {}
    names = list(functions)
    with no_collection():
        calls = {name: calls_in(functions[name], seconds, clock) for name in names}
        turns: dict[Any, list[float]] = {name: [] for name in names}
        for number in range(rounds):
            first = number % len(names)
            for name in names[first:] + names[:first]:
                turn = seconds_of(functions[name], calls[name], clock)
                turns[name].append(turn / calls[name])
    return {name: median(turns[name]) for name in names}


def calls_in(function: Callable[[], object], seconds: float, clock: Clock) -> int:
    """About how many calls take that long, at least 1; the trials warm up."""
    seconds_of(function, 1, clock)  # the first call may compile or allocate
    calls, took = 1, seconds_of(function, 1, clock)
    while 4 * took < seconds:
        calls *= 4
        took = seconds_of(function, calls, clock)
    return max(1, round(calls * min(seconds / took, 4)))


def seconds_of(function: Callable[[], object], calls: int, clock: Clock) -> float:
    """Seconds that so many calls take together."""
    start = clock()
    for _ in range(calls):
        function()
    return clock() - start


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python's garbage collector from running in the middle of a turn."""
    was = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
