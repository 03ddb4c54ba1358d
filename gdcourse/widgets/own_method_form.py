"""Lesson 08: which of the two forms a learner's step has."""

import inspect
from collections.abc import Callable


def arguments(function: Callable) -> int:
    """How many arguments a step takes: 3 or 4; 0 if it can be called with neither."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return 0
    wanted = [p for p in signature.parameters.values() if p.default is p.empty]
    sizes = (3, 4) if len(wanted) == 3 else (4, 3)
    return next((n for n in sizes if fits(signature, n)), 0)


def fits(signature: inspect.Signature, count: int) -> bool:
    """Whether a function can be called with so many values."""
    try:
        signature.bind(*range(count))
    except TypeError:
        return False
    return True
