"""Lesson 08: four methods in a turned valley, at every angle in one run each."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import AdaGrad, Adam, GradientDescent, RMSprop, minimize
from gdcourse.widgets.adaptive_methods_axes_panes import AFTER, GOAL

ANGLES = tuple(float(angle) for angle in np.arange(0, 45.1, 2.5))
KAPPAS = (10, 100, 1000)
FLOORS = (1e-8, 1e-4, 1e-2, 1.0, 10.0)
BUDGET = 9000
RUNS = ("gradient descent", "AdaGrad", "RMSprop", "Adam")
SHOWN = np.unique(np.r_[0:9, np.geomspace(9, BUDGET, 70).astype(int)])


def settings() -> tuple[np.ndarray, ...]:
    """All positions of the three controls, as a grid (κ, ε, angle in radians)."""
    grid = np.meshgrid(KAPPAS, FLOORS, np.radians(ANGLES), indexing="ij")
    return tuple(np.asarray(part, dtype=float) for part in grid)


def place(angle: float, kappa: int, eps: float) -> tuple[int, int, int]:
    """Where a position lies in the grid."""
    return KAPPAS.index(kappa), FLOORS.index(eps), ANGLES.index(angle)


def turned(p: Any, angle: Any) -> np.ndarray:
    """Points turned counterclockwise.

    >>> turned([1.0, 0.0], np.pi / 2).round(9).tolist()
    [0.0, 1.0]
    """
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([c * p[0] - s * p[1], s * p[0] + c * p[1]])


def curvatures(kappa: np.ndarray, angle: np.ndarray) -> tuple[np.ndarray, ...]:
    """The entries xx, xy and yy of the Hessian of a turned bowl of the library."""
    bowls = {k: landscapes.quadratic(k).hessian([0.0, 0.0]) for k in KAPPAS}
    flat, steep = (np.vectorize(lambda k, i=i: bowls[k][i, i])(kappa) for i in (0, 1))
    c, s = np.cos(angle), np.sin(angle)
    return (
        flat * c**2 + steep * s**2,
        (flat - steep) * c * s,
        flat * s**2 + steep * c**2,
    )


def rules(kappa: np.ndarray, eps: np.ndarray) -> dict[str, Any]:
    """The four methods, each with its settings for the whole grid."""
    same = np.ones_like(kappa)
    return {
        "gradient descent": GradientDescent(1 / kappa),
        "AdaGrad": AdaGrad(0.5 * same, eps=eps),
        "RMSprop": RMSprop(0.001 * same, eps=eps),
        "Adam": Adam(0.01 * same, eps=eps),
    }


@lru_cache(maxsize=1)
def all_runs() -> dict[str, dict[str, np.ndarray]]:
    """Every method at every position at once: steps needed, shares left, paths."""
    kappa, eps, angle = settings()
    xx, xy, yy = curvatures(kappa, angle)

    def gradient(p: np.ndarray) -> np.ndarray:
        return np.stack([xx * p[0] + xy * p[1], xy * p[0] + yy * p[1]])

    def value(p: np.ndarray) -> np.ndarray:
        return (p * gradient(p)).sum(axis=0) / 2

    start, found = turned(np.ones((2, *kappa.shape)), angle), {}
    for name, rule in rules(kappa, eps).items():
        trace = minimize(value, gradient, start, rule, steps=BUDGET, tol=1e-5)
        left = (trace.points * trace.gradients).sum(axis=1) / 2
        left /= left[0].copy()
        there = left <= GOAL
        count = np.where(there.any(axis=0), there.argmax(axis=0), BUDGET + 1)
        seen, after = SHOWN[len(left) > SHOWN], min(AFTER, len(left) - 1)
        found[name] = {
            "count": count,
            "left": left[seen],
            "path": trace.points[seen],
            "last": np.take_along_axis(left, np.minimum(count, len(left) - 1)[None], 0),
            "after": trace.points[after],
        }
    return found
