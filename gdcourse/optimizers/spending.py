"""Lesson 05: what a call costs: the memory that it holds at once, and its time."""

import tracemalloc
from collections.abc import Callable
from time import perf_counter
from typing import Any

from gdcourse.arguments import function, integer


def peak_memory(call: Callable[..., Any], *arguments: Any) -> tuple[Any, int]:
    """What ``call(*arguments)`` returns, and the most bytes that it held at once.

    Counted are Python's objects and NumPy's arrays that are made during the call, not
    what existed before it. Calls inside of one another would disturb the count.
    Raises TypeError if call is no function.

    >>> import numpy as np
    >>> total, most = peak_memory(lambda n: np.ones(n).sum(), 10_000)
    >>> float(total), most // 10_000
    (10000.0, 8)
    """
    function("call", call, "Pass the function itself, and its arguments after it.")
    tracemalloc.start()
    try:
        result = call(*arguments)
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def least_seconds(call: Callable[..., Any], *arguments: Any, repeats: int = 5) -> float:
    """The least time of some calls: what the work takes when nothing disturbs it.

    Seconds belong to one computer; compare them with others of the same run only.
    Raises TypeError if call is no function, ValueError for repeats below 1.

    >>> least_seconds(sum, [1, 2, 3]) < 1
    True
    """
    function("call", call, "Pass the function itself, and its arguments after it.")
    times = []
    for _ in range(integer("repeats", repeats, 1, "5 is enough.")):
        begun = perf_counter()
        call(*arguments)
        times.append(perf_counter() - begun)
    return min(times)
