"""Lesson 01: derivatives from function values alone.

A difference with step h has two errors. *Truncation* shrinks with h: like h for the
forward, like h² for the central difference. *Rounding* grows as ε/h, with
ε = 2.2e-16, because two nearly equal values are subtracted. The sum is least near
h = √ε ≈ 1.5e-8 (forward, 8 digits right) and h = ∛ε ≈ 6e-6 (central, 10 to 11 digits).
The complex step f(x + ih) subtracts nothing: h = 1e-200 leaves no error at all beyond
that of f itself, but f must accept complex numbers and be analytic.

Points are arrays of shape ``(d,)``, or ``(d, *batch)`` where f accepts a grid; a number
counts as a function of one variable. The caller's array is never changed.
"""

from collections.abc import Callable

import numpy as np

from gdcourse.arguments import finite, function, positive

EPS = np.finfo(float).eps
FORWARD_STEP = EPS ** (1 / 2)
CENTRAL_STEP = EPS ** (1 / 3)
F_HINT = "Give a function of one array, for example landscape.value."
X_HINT = "Give the point as an array of numbers."


def forward_difference(
    f: Callable, x: np.ndarray, h: float | None = None
) -> np.ndarray:
    """Gradient by (f(x + h eᵢ) − f(x)) / h, with d + 1 evaluations of f.

    Args:
        f: function of an array like ``x``, with one value per point.
        x: point, a number or shape ``(d, *batch)``.
        h: step, used as it is; by default √ε · max(1, |xᵢ|) for each coordinate.

    Raises:
        ValueError: x is not finite, h is not positive, or f gives no single value.

    >>> forward_difference(lambda x: x**2, 3.0, h=0.5)
    6.5
    """
    f, x, number = prepared(f, x)
    base = _one_value(f(given(x, number)), x)
    steps = _steps(x, h, FORWARD_STEP)
    ahead = [moved(f, x, i, h, number) for i, h in enumerate(steps)]
    return _result(quotient(np.array(ahead), base, steps), number)


def central_difference(
    f: Callable, x: np.ndarray, h: float | None = None
) -> np.ndarray:
    """Gradient by (f(x + h eᵢ) − f(x − h eᵢ)) / 2h, with 2d evaluations of f.

    Args:
        f: function of an array like ``x``, with one value per point.
        x: point, a number or shape ``(d, *batch)``.
        h: step, used as it is; by default ∛ε · max(1, |xᵢ|) for each coordinate.

    >>> round(central_difference(lambda x: x**3, 1.0, h=0.5), 12)
    3.25
    """
    f, x, number = prepared(f, x)
    ahead, behind, steps = both_sides(f, x, h, number)
    return _result(quotient(ahead, behind, 2 * steps), number)


def complex_step(f: Callable, x: np.ndarray, h: float = 1e-200) -> np.ndarray:
    """Gradient by Im f(x + ih eᵢ) / h: exact to rounding, d evaluations of f.

    Raises:
        ValueError: f gives a real number for a complex point, as abs or max do.

    Source: SquireTrapp1998.

    >>> complex_step(lambda x: x[0] ** 2 * x[1], [3.0, 2.0])
    array([12.,  9.])
    """
    f, x, number = prepared(f, x)
    slopes = [_imaginary(f, x, i, h, number) for i in range(len(x))]
    for slope in slopes:
        _one_value(slope, x)
    return _result(slopes, number)


def complex_step_jacobian(g: Callable, x: np.ndarray, h: float = 1e-200) -> np.ndarray:
    """∂gᵢ/∂xⱼ at [i, j], by one complex step for each j. Of a gradient: the Hessian.

    >>> complex_step_jacobian(lambda x: x**2, [1.0, 3.0])
    array([[2., 0.],
           [0., 6.]])
    """
    g, x, _ = prepared(g, x)
    columns = [_imaginary(g, x, j, h, False) for j in range(len(x))]
    return np.stack(columns, axis=1)


def directional_derivative(f: Callable, x: np.ndarray, u: np.ndarray) -> np.ndarray:
    """∇f(x)·u by a central difference along u: 2 evaluations whatever the dimension.

    Args:
        f: function of an array like ``x``.
        x: point of shape ``(d,)``.
        u: direction of shape ``(d,)``, or many of shape ``(d, *batch)``. Its length
            counts: for the slope itself give a vector of length 1.

    >>> round(float(directional_derivative(lambda x: x @ x, [1.0, 2.0], [0.0, 1.0])), 9)
    4.0
    """
    f, x, number = prepared(f, x)
    u = np.atleast_1d(finite("u", u, "Give a direction, one number per coordinate."))
    if len(u) != len(x):
        raise ValueError(
            f"u must have {len(x)} components like x, got shape {u.shape}. "
            "Put the components first: (d,) for one direction, (d, many) for many."
        )
    x = x.reshape(x.shape + (1,) * (u.ndim - x.ndim))
    length = np.abs(u).max(axis=0)
    length = np.where(length == 0, 1.0, length)
    h = CENTRAL_STEP * np.maximum(1, np.abs(x).max(axis=0)) / length
    ahead, behind = (np.asarray(f(given(x + s * u, number))) for s in (h, -h))
    return quotient(ahead, behind, 2 * h)[()]


def prepared(f: Callable, x: np.ndarray) -> tuple[Callable, np.ndarray, bool]:
    """The function, a float copy of the point, and whether the point is a number."""
    function("f", f, F_HINT)
    x = finite("x", x, X_HINT).astype(float)
    return f, np.atleast_1d(x), x.ndim == 0


def given(x: np.ndarray, number: bool):
    """The point as the caller's function expects it, a copy it may change."""
    return x[0] if number else x.copy()


def _steps(x: np.ndarray, h: float | None, relative: float) -> np.ndarray:
    """One step per coordinate; a chosen one is rounded so that x + h is exact."""
    if h is not None:
        return np.broadcast_to(positive("h", h, "Try 1e-6."), x.shape)
    h = relative * np.maximum(1, np.abs(x))
    return (x + h) - x


def moved(f: Callable, x: np.ndarray, i: int, h, number: bool) -> np.ndarray:
    """f with coordinate i moved by h, on a copy."""
    there = x.copy()
    there[i] += h
    return _one_value(f(given(there, number)), x)


def both_sides(f: Callable, x: np.ndarray, h: float | None, number: bool):
    """f ahead of and behind each coordinate, and the steps."""
    steps = _steps(x, h, CENTRAL_STEP)
    ahead = [moved(f, x, i, h, number) for i, h in enumerate(steps)]
    behind = [moved(f, x, i, -h, number) for i, h in enumerate(steps)]
    return np.array(ahead), np.array(behind), steps


def _imaginary(f: Callable, x: np.ndarray, i: int, h: float, number: bool):
    there = x.astype(complex)
    there[i] += 1j * h
    value = np.asarray(f(given(there, number)))
    if value.dtype.kind != "c":
        raise ValueError(
            "f must accept complex numbers, got a real value for a complex point. "
            "abs, max and .real stop a complex step; try central_difference."
        )
    return value.imag / h


def quotient(ahead: np.ndarray, behind: np.ndarray, width: np.ndarray) -> np.ndarray:
    """The slope between two values; NaN, without a warning, where f overflows."""
    with np.errstate(invalid="ignore"):
        return (ahead - behind) / width


def _one_value(value: object, x: np.ndarray) -> np.ndarray:
    value = np.asarray(value)
    if value.shape != x.shape[1:]:
        raise ValueError(
            f"f must give one value per point, shape {x.shape[1:]}, "
            f"got shape {value.shape}. Return a sum or a mean over the entries."
        )
    return value


def _result(slopes, number: bool):
    """The gradient in the shape of the point."""
    slopes = np.asarray(slopes)
    return float(slopes[0]) if number else slopes
