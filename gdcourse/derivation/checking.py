"""Lesson 01: is this function the gradient of that one?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcourse.arguments import function, same_shape
from gdcourse.derivation.numeric import (
    EPS,
    both_sides,
    given,
    moved,
    prepared,
    quotient,
)


@dataclass(frozen=True)
class GradientCheck:
    """What a gradient check found; it counts as true if the gradient is right."""

    ok: bool
    worst: int  # the coordinate with the largest error
    relative_error: float  # there, beyond what rounding explains
    evaluations: int  # of f

    def __bool__(self) -> bool:
        return self.ok


def check_gradient(
    f: Callable, g: Callable, x: np.ndarray, tolerance: float = 1e-6
) -> GradientCheck:
    """Is g the gradient of f at x? Each coordinate against a central difference.

    A coordinate's error is measured relative to the coordinate, after rounding noise
    ε|f|/h is taken off: so neither the scale of f nor that of one coordinate hides a
    mistake. This takes 2d evaluations. Doubtful coordinates get a second look, with 2
    evaluations each and one more of f(x): half the step removes the h² error
    (Richardson), and the curvature tells how much a rounded point moves the slope.

    Args:
        f: function of an array of shape ``(d,)``.
        g: function that should be its gradient.
        x: point; a random one is better than a special one.
        tolerance: largest relative error of a right gradient.

    Raises:
        ValueError: x is not one finite point, or g(x) has another shape.

    >>> check_gradient(lambda x: x @ x, lambda x: 2 * x, [1.0, 2.0]).ok
    True
    >>> check_gradient(lambda x: x @ x, lambda x: x * [2, 1], [1.0, 2.0])
    GradientCheck(ok=False, worst=1, relative_error=0.5, evaluations=7)
    """
    f, x, number = prepared(f, x)
    slopes = _slopes(g, x, number)
    ahead, behind, steps = both_sides(f, x, None, number)
    numeric = quotient(ahead, behind, 2 * steps)
    noise = 4 * EPS * np.maximum(np.abs(ahead), np.abs(behind)) / steps
    errors = _errors(slopes, numeric, noise)
    doubtful = np.flatnonzero((errors > tolerance) & np.isfinite(numeric))
    middle = np.asarray(f(given(x, number))) if len(doubtful) else 0.0
    for i in doubtful:
        h = steps[i] / 2
        sides = (moved(f, x, i, s, number) for s in (h, -h))
        numeric[i] = (4 * quotient(*sides, 2 * h) - numeric[i]) / 3
        curvature = abs(ahead[i] - 2 * middle + behind[i]) / steps[i] ** 2
        noise[i] = 4 * noise[i] + 16 * EPS * max(1, abs(x[i])) * curvature
    errors = _errors(slopes, numeric, noise)
    worst = int(np.argmax(errors))
    error = float(f"{errors[worst]:.6g}")
    evaluations = 2 * len(x) + (2 * len(doubtful) + 1 if len(doubtful) else 0)
    return GradientCheck(error <= tolerance, worst, error, evaluations)


def _slopes(g: Callable, x: np.ndarray, number: bool) -> np.ndarray:
    """What g gives at x, one entry per coordinate."""
    if x.ndim != 1:
        raise ValueError(
            f"x must be one point of shape (d,), got shape {x.shape}. Check one by one."
        )
    slopes = np.asarray(function("g", g, "Give the gradient.")(given(x, number)))
    slopes = slopes.reshape(1) if number and slopes.ndim == 0 else slopes
    same_shape("the gradient", slopes, x, "It needs one entry per coordinate.")
    return slopes


def _errors(slopes: np.ndarray, numeric: np.ndarray, noise: np.ndarray) -> np.ndarray:
    size = np.maximum(np.abs(slopes), np.abs(numeric))
    with np.errstate(invalid="ignore"):
        errors = (np.abs(slopes - numeric) - noise) / np.where(size == 0, 1.0, size)
    return np.where(np.isfinite(errors), np.maximum(errors, 0.0), np.inf)
