"""Lesson 11: memory that is reused instead of asked for again at every step."""

from functools import cache

import numpy as np

SMALL = 2**17  # bytes; glibc hands every larger array back to the system at once


def warm_allocator(x: np.ndarray) -> None:
    """Let the C library keep freed arrays, if arrays like x are large.

    Every operation of a step makes an array. glibc fetches a large one from the system,
    page by page, and returns it when it is freed, unless it has seen one as large
    freed before: then it keeps up to that much, at most 32 MiB. So one array, made and
    dropped once per process, halves the time of large sweeps and blocks on Linux.
    Other systems lose a few milliseconds, once.

    >>> warm_allocator(np.zeros(3))
    """
    if x.nbytes >= SMALL:
        _make_and_drop()


@cache
def _make_and_drop() -> None:
    np.ones(31 * 2**20, dtype=np.uint8)
