"""Lesson 04: has f fallen enough? Near a minimum rounding makes it hard to say."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.arguments import shown

ROUNDING = 8  # so many units in the last place of f(x) may be an error of rounding


def falls_enough(
    reached: Any,
    start: Any,
    promised: Any,
    slope: Any,
    c: Any,
    slope_there: Callable[[], Any] | None = None,
) -> Any:
    """Armijo's condition with an allowance for rounding: True or False for each run.

    f(x + α d) ≤ f(x) + c α s,   s = ∇f(x)ᵀd < 0

    Near a minimum the two sides agree to rounding, and chance would decide. Where they
    agree to 8 units in the last place of f(x) the slope at x + α d decides, if it is
    given: ∇f(x + α d)ᵀd ≤ (2 c - 1) s, which on a quadratic is the same condition
    (HagerZhang2005). Without it the step passes. NaN never passes.

    >>> bool(falls_enough(reached=1.0, start=2.0, promised=-1.5, slope=-1.5, c=0.5))
    True
    >>> bool(falls_enough(reached=1.0, start=1.0, promised=-1e-9, slope=-1e-9, c=0.5))
    False
    >>> bool(falls_enough(reached=1.0, start=1.0, promised=-1e-18, slope=-1e-9, c=0.5))
    True
    """
    tiny = ROUNDING * np.spacing(abs(start))
    excess = reached - (start + c * promised)
    fits = (excess <= tiny) | ((abs(start) == np.inf) & (reached <= start))
    unclear = abs(excess) <= tiny
    if slope_there is not None and somewhere(unclear):
        fits = np.where(unclear, slope_there() <= (2 * c - 1) * slope, fits)
    return fits


def check_descent(slope: Any, direction: Any) -> None:
    """An error if f climbs along the direction; a direction 0 is fine.

    Zero is also what is so short that its square rounds to 0, and with it the slope.
    """
    falls = slope < 0
    if everywhere(falls):
        return
    if everywhere(falls | (slope == 0) & np.all(direction * direction == 0, axis=0)):
        return
    raise ValueError(
        "the slope along the direction must be negative, got "
        f"{shown(np.asarray(slope).tolist())}. "
        "That way f does not fall; try the direction -gradient."
    )


def somewhere(truth: Any) -> bool:
    """Whether it is true of any run; for one run quicker than ``np.any``."""
    return bool(truth.any() if isinstance(truth, np.ndarray) else truth)


def everywhere(truth: Any) -> bool:
    """Whether it is true of every run; for one run quicker than ``np.all``."""
    return bool(truth.all() if isinstance(truth, np.ndarray) else truth)


def check_search(alpha0: Any, shrink: Any, c: Any) -> None:
    """An error for settings with which a search would not end, or not begin."""
    fit = (alpha0 > 0) & (shrink > 0) & (shrink < 1) & (c >= 0) & (c < 1)
    if not everywhere(fit):
        raise ValueError(
            "the search needs alpha0 > 0, 0 < shrink < 1 and 0 <= c < 1, got "
            f"{shown((alpha0, shrink, c))}. Try 1, 0.5 and 1e-4."
        )
