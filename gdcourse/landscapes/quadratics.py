"""Lesson 02: bowls of any curvature, conditioning and rotation."""

import math
from collections.abc import Callable

import numpy as np

from gdcourse.arguments import finite, integer, positive, shown
from gdcourse.landscapes.landscape import Landscape

MOST_DIMENSIONS = 60
ASPECT = 11 / 6  # width of a map by its height


def parabola(a: float = 1.0) -> Landscape:
    """The parabola f(x) = a x²/2 of curvature a > 0, in one variable.

    >>> parabola(3.0).gradient([2.0])
    array([6.])
    """
    a = number("a", a, "A parabola that opens upward has a positive curvature.")
    return Landscape(
        name=f"parabola with curvature {a:g}",
        formula=f"{_exact(a)}*x**2/2",
        names=("x",),
        minimizers=[(0.0,)],
        L=a,
        mu=a,
        window=((-2.0, 2.0),),
        start=(1.5,),
    )


def quadratic(
    kappa: float = 10.0,
    angle: float = 0.0,
    L: float | None = None,
    dimension: int = 2,
) -> Landscape:
    """A quadratic bowl with condition number κ, its valley turned by an angle.

    f(x) = ½ Σᵢ λᵢ uᵢ², λ from μ = L/κ to L in equal ratios, where u is x seen from axes
    turned by ``angle`` in the plane of the first and the last variable. The formula's
    text is exact: it contains ``cos(angle)`` and ``sin(angle)``, not their decimals.

    Args:
        kappa: L / μ, at least 1; in one dimension there is only the curvature L.
        angle: in radians, counterclockwise; 0 puts the flat direction along x.
        L: largest curvature; ``kappa`` if not given, so that μ = 1.
        dimension: number of variables, 1 to 60.

    Raises:
        ValueError: a number is out of range.

    >>> quadratic(10).formula
    '(1*x**2 + 10*y**2)/2'
    >>> quadratic(4, angle=0.5).gradient([0.0, 0.0])
    array([0., 0.])
    """
    kappa = _condition(kappa)
    L = kappa if L is None else number("L", L, "Give the largest curvature.")
    angle = _one("angle", finite, angle, "Give radians, for example 0.5.")
    d = _dimension(dimension)
    names = {1: ("x",), 2: ("x", "y")}.get(d) or tuple(f"x{i + 1}" for i in range(d))
    curvatures = [L / kappa ** (1 - i / (d - 1)) for i in range(d - 1)] + [L]
    axes = _turned(names, angle) if d > 1 else names
    squares = [f"{_exact(c)}*{u}**2" for c, u in zip(curvatures, axes, strict=True)]
    start, window = _view(angle, d)
    return Landscape(
        name=f"quadratic with κ = {kappa if d > 1 else 1:g}",
        formula=f"({' + '.join(squares)})/2",
        names=names,
        minimizers=[(0.0,) * d],
        L=L,
        mu=curvatures[0],
        window=window,
        start=start,
    )


def _condition(kappa: object) -> float:
    kappa = number("kappa", kappa, "The condition number is L / μ; 1 is a round bowl.")
    if kappa < 1:
        raise ValueError(
            f"kappa must be at least 1, got {kappa!r}. It is largest curvature / "
            "smallest curvature; swap them."
        )
    return kappa


def _dimension(dimension: object) -> int:
    d = integer("dimension", dimension, 1, "Try 2.")
    if d > MOST_DIMENSIONS:
        raise ValueError(
            f"dimension must be at most {MOST_DIMENSIONS}, got {d}. "
            "For more variables use landscapes.least_squares on a matrix."
        )
    return d


def _turned(names: tuple[str, ...], angle: float) -> list[str]:
    if angle == 0:
        return list(names)
    x, y = names[0], names[-1]
    c, s = f"cos({_exact(angle)})", f"sin({_exact(angle)})"
    return [f"({c}*{x} + {s}*{y})", *names[1:-1], f"({c}*{y} - {s}*{x})"]


def _view(angle: float, d: int) -> tuple[tuple, tuple]:
    """A start ten units along the flat axis and one along the others, in its window."""
    if d == 1:
        return (10.0,), ((-11.0, 11.0),)
    c, s = math.cos(angle), math.sin(angle)
    first, last = 10 * c - s, 10 * s + c
    half = max(1.1 * abs(last), 1.1 * abs(first) / ASPECT, 6.0)
    wide = (-ASPECT * half, ASPECT * half)
    window = (wide, *[(-half, half)] * (d - 1))
    return (first, *[1.0] * (d - 2), last), window


def number(name: str, value: object, hint: str) -> float:
    """One positive number as a float."""
    return _one(name, positive, value, hint)


def _one(name: str, check: Callable, value: object, hint: str) -> float:
    """A checked number; an array of them would be many landscapes."""
    if np.ndim(value):
        raise ValueError(f"{name} must be one number, got {shown(value)}. {hint}")
    return float(check(name, value, hint))


def _exact(number: float) -> str:
    """The number as text without loss: 10 for 10.0."""
    return repr(number).removesuffix(".0")
