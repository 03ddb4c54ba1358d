"""Time functions side by side: they take turns, and medians are compared."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

Clock = Callable[[], float]


def medians(
    functions: Mapping[Any, Callable[[], object]],
    rounds: int = 7,
    seconds: float = 0.01,
    clock: Clock = perf_counter,
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
