"""Is what came what was wanted? If not, the first place where they differ."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcourse.checks.showing import pair


@dataclass(frozen=True)
class Wanted:
    """A demand in words with its test, where no single value is the right one."""

    words: str
    test: Callable[[object], bool]


def such_that(words: str, test: Callable[[object], bool]) -> Wanted:
    """Wanted is not one value but every value that passes the test.

    >>> difference(5, such_that("a number below 3", lambda got: got < 3)).wanted
    'a number below 3'
    """
    return Wanted(words, test)


def raises(kind: type[Exception]) -> Wanted:
    """Wanted is an error of this kind; use with ``call.raising(...)``."""
    return Wanted(kind.__name__, lambda got: isinstance(got, kind))


@dataclass(frozen=True)
class Difference:
    """How a value misses: a sentence of its own where one helps, and both values."""

    wanted: str
    got: str
    sentence: str = ""


def difference(got: object, wanted: object, rtol: float = 1e-12) -> Difference | None:
    """None when they agree, else what to tell.

    Numbers agree when they differ by at most ``rtol`` times the largest number wanted
    (or times 1e-3 where that is smaller: near zero a relative measure says nothing).

    >>> difference([1.0, 2.0], [1.0, 2.0 + 1e-13]) is None
    True
    >>> difference([1.0, 2.0], [1.0, 3.0])
    Difference(wanted='[1.0, 3.0]', got='[1.0, 2.0]', sentence='')
    """
    if isinstance(wanted, Wanted):
        if not wanted.test(got):
            return Difference(wanted.words, pair(None, got)[1])
    elif isinstance(wanted, dict):
        if not isinstance(got, dict) or not wanted.keys() <= got.keys():
            return Difference(*pair(wanted, got))
        for key, value in wanted.items():
            found = difference(got[key], value, rtol)
            if found:
                return placed(found, repr(key))
    elif is_numeric(wanted):
        return numeric_difference(got, wanted, rtol)
    elif isinstance(wanted, (list, tuple)):
        return entrywise(got, wanted, rtol)
    elif type(got) is not type(wanted) or got != wanted:
        return Difference(*pair(wanted, got))
    return None


def placed(found: Difference, place: str) -> Difference:
    wanted, got = f"{found.wanted} at {place}", f"{found.got} at {place}"
    return Difference(wanted, got, found.sentence)


def is_numeric(value: object) -> bool:
    """Real numbers, arrays of them and (nested) lists of them; no booleans."""
    if isinstance(value, (list, tuple)):
        return all(is_numeric(entry) for entry in value)
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (int, float, np.integer, np.floating, np.ndarray))


def entrywise(got: object, wanted: list | tuple, rtol: float) -> Difference | None:
    if not isinstance(got, (list, tuple, np.ndarray)) or len(got) != len(wanted):
        return Difference(*pair(wanted, got))
    for index, (mine, right) in enumerate(zip(got, wanted, strict=True)):
        found = difference(mine, right, rtol)
        if found:
            return placed(found, f"[{index}]")
    return None


def numeric_difference(got: object, wanted: object, rtol: float) -> Difference | None:
    try:
        right = np.asarray(wanted)
    except ValueError:  # rows of different lengths make no array
        return entrywise(got, wanted, rtol)
    try:
        found = np.asarray(got)
    except ValueError:
        return Difference(*pair(wanted, got), "it returned rows of different lengths.")
    if found.dtype.kind == right.dtype.kind == "b":
        found, right = found.astype(int), right.astype(int)
    if found.dtype.kind not in "iuf":
        return Difference(*pair(wanted, got))
    if found.shape != right.shape:
        return Difference(*pair(wanted, got), misshapen(found, right))
    scale = max(np.max(np.abs(right[np.isfinite(right)]), initial=0.0), 1e-3)
    with np.errstate(all="ignore"):
        near = (found == right) | (np.abs(found - right) <= rtol * scale)
    near |= np.isnan(found) & np.isnan(right)
    return None if near.all() else first_difference(found, right, near)


def misshapen(found: np.ndarray, right: np.ndarray) -> str:
    """
    >>> misshapen(np.ones(3), np.ones(4))
    'it must return 4 numbers, got 3.'
    """
    if found.ndim == right.ndim == 1:
        return f"it must return {right.size} numbers, got {found.size}."
    if right.ndim == 0:
        return f"it must return one number, got an array of shape {found.shape}."
    return f"it must return shape {right.shape}, got shape {found.shape}."


def first_difference(found: np.ndarray, right: np.ndarray, near: np.ndarray):
    """Small results whole; of a large one the first entry that differs."""
    bad = tuple(int(index) for index in np.argwhere(~near)[0]) if near.ndim else ()
    broken = not np.isfinite(found[bad]) and np.isfinite(right[bad])
    sentence = f"every number must be finite, got {found[bad]}." if broken else ""
    if found.size <= 6:
        return Difference(*pair(right, found), sentence)
    place = "[" + ", ".join(map(str, bad)) + "]"
    return placed(Difference(*pair(right[bad], found[bad]), sentence), place)
